import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { startSignIn } from '../../shared/session/session';
import { Button } from '../../shared/ui/button';
import { Logo } from '../../shared/ui/logo';
import { ProblemNotice } from '../../shared/ui/problem-notice';

/** The door: says what this is and leads to the issuer. */
export function SignInPage() {
  const signIn = useMutation({ mutationFn: () => startSignIn('/') });
  useEffect(() => {
    document.title = 'Sign in · Syncline';
  }, []);
  return (
    <main className="grid min-h-dvh place-items-center px-6 py-10">
      <div className="w-full max-w-sm">
        <Logo className="size-11" />
        <h1 className="mt-5 text-xl font-semibold tracking-tight">Syncline</h1>
        <p className="mt-1 text-pretty text-ink-soft">
          Your jobs in your own calendar, and what you change there back in the CRM.
        </p>
        <Button
          look="primary"
          size="large"
          className="mt-6 w-full"
          onClick={() => signIn.mutate()}
          busy={signIn.isPending || signIn.isSuccess}
        >
          Sign in
        </Button>
        {signIn.isError && (
          <div className="mt-4">
            <ProblemNotice error={signIn.error} />
          </div>
        )}
      </div>
    </main>
  );
}
