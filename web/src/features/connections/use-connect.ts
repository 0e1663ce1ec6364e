import { useMutation } from '@tanstack/react-query';
import { startConnection } from '../../shared/api/start-connection';

/** Starts to connect an account and leaves for the provider's consent page. */
export function useConnect() {
  return useMutation({
    mutationFn: startConnection,
    onSuccess: ({ authorizationUrl }) => window.location.assign(authorizationUrl),
  });
}
