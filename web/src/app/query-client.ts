import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { RequestFailed } from '../shared/api/problem';
import { SignInNeeded, startSignIn } from '../shared/session/session';

/** The cache of answers. Whoever's session has ended goes to the issuer and comes back to the same page. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: signInAgain }),
    mutationCache: new MutationCache({ onError: signInAgain }),
    defaultOptions: {
      queries: { staleTime: 1_000, retry: (failures, error) => failures < 2 && isPassing(error) },
      mutations: { retry: false },
    },
  });
}

let leaving = false;

function signInAgain(error: unknown): void {
  if (!(error instanceof SignInNeeded) || leaving) return;
  leaving = true;
  const { pathname, search } = window.location;
  startSignIn(pathname + search).catch(() => {
    leaving = false;
  });
}

/** True for failures that may be gone a moment later. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof RequestFailed && (error.status === 0 || error.status === 502 || error.status === 503)
  );
}
