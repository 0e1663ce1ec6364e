import { useMutation, useQueryClient } from '@tanstack/react-query';
import { checkConnection } from '../../shared/api/check-connection';
import type { Connection } from '../../shared/api/types';

export type CheckMutation = ReturnType<typeof useCheck>;

/** Looks now whether an account works; its health on the page follows. */
export function useCheck({ id }: Connection) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => checkConnection(id),
    onSuccess: () => queries.invalidateQueries(),
  });
}
