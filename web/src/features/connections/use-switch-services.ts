import { useMutation, useQueryClient } from '@tanstack/react-query';
import { connectionsQuery } from '../../shared/api/list-connections';
import { switchServices, type ServiceWishes } from '../../shared/api/switch-services';
import type { Connection } from '../../shared/api/types';
import { wishAgain, type Connect } from '../../shared/connection/use-connect';
import { stillToAllow } from './service-choice';

/** What to switch; taking a change back never leads to another site. */
export interface Switching {
  wishes: ServiceWishes;
  isUndo: boolean;
}

/** Switches services; what was switched on without ever being allowed leads its owner to the provider at once. */
export function useSwitchServices(connection: Connection, connect: Connect) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ wishes }: Switching) => switchServices(connection.id, wishes),
    onSuccess: (now, { wishes, isUndo }) => {
      queries.setQueryData(connectionsQuery.queryKey, (known) =>
        known === undefined
          ? known
          : { ...known, connections: known.connections.map((one) => (one.id === now.id ? now : one)) },
      );
      const missing = stillToAllow(now, wishes);
      if (now.own && !isUndo && missing.length > 0) connect.mutate(wishAgain(now, missing));
      void queries.invalidateQueries();
    },
  });
}
