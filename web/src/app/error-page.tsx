import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ProblemNotice } from '../shared/ui/problem-notice';

/** A page that could not be shown. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <main className="mx-auto max-w-2xl space-y-4 px-6 py-16">
      <h1 className="text-xl font-semibold tracking-tight">This page could not be shown</h1>
      <ProblemNotice error={error} onRetry={retry} />
    </main>
  );
}
