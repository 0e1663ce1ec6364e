import { useMutation } from '@tanstack/react-query';
import { startConnection, type ConnectWish } from '../api/start-connection';
import type { Connection, Provider, Service } from '../api/types';

export type Connect = ReturnType<typeof useConnect>;

/** What is asked for where nobody chose anything else: what jobs need. */
export const USUAL_SERVICES: readonly Service[] = ['calendar'];

/** Starts to connect an account and leaves for the provider's consent page. */
export function useConnect() {
  return useMutation({
    mutationFn: startConnection,
    onSuccess: ({ authorizationUrl }) => window.location.assign(authorizationUrl),
  });
}

/** The wish to connect an account again as it is, or with more services. */
export function wishAgain(connection: Connection, more: readonly Service[] = []): ConnectWish {
  const requested = connection.services.filter((one) => one.requested).map(({ service }) => service);
  return {
    provider: connection.provider,
    services: [...new Set([...requested, ...more])],
    connection: connection.id,
  };
}

/** Whether the browser is about to leave for this provider, with this connection or for a new one. */
export function isLeaving(connect: Connect, provider: Provider, connection?: string): boolean {
  const { isPending, isSuccess, variables } = connect;
  return (isPending || isSuccess) && variables.provider === provider && variables.connection === connection;
}
