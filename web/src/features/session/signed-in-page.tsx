import { Link, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { completeSignIn, isSignedIn } from '../../shared/session/session';
import { buttonStyle } from '../../shared/ui/button';
import { Notice } from '../../shared/ui/notice';

/** The code of an answer works once; React may mount a page twice. */
let redeemed: Promise<string> | undefined;

/** Redeems the answer of the issuer and goes on to the page that was wanted. */
export function SignedInPage() {
  const router = useRouter();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    redeemed ??= completeSignIn();
    redeemed
      .catch(async (error: unknown) => {
        // Somebody who loads this page again has already been signed in by it.
        if (await isSignedIn()) return '/';
        throw error;
      })
      .then((returnTo) => router.navigate({ href: returnTo, replace: true }))
      .catch(() => setFailed(true))
      .finally(() => (redeemed = undefined));
  }, [router]);
  return (
    <main className="grid min-h-dvh place-items-center px-6">
      {failed ? (
        <div className="w-full max-w-md space-y-4">
          <h1 className="text-xl font-semibold tracking-tight">You are not signed in</h1>
          <Notice tone="bad">
            Signing in was stopped, took too long or was already used. Nothing is lost; just sign in again.
          </Notice>
          <Link to="/sign-in" className={buttonStyle({ look: 'primary' })}>
            Sign in again
          </Link>
        </div>
      ) : (
        <p role="status" className="text-ink-soft">
          Signing you in…
        </p>
      )}
    </main>
  );
}
