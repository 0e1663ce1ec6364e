import { useMutation, useQueryClient } from '@tanstack/react-query';
import { resolveConflicts } from '../../shared/api/resolve-conflicts';
import type { Conflict } from '../../shared/api/types';
import type { BulkResult } from './bulk-results';
import { drop, refreshAfterDecision, replace } from './use-decide';

/** Decides many conflicts for the same side; what changed meanwhile stays in the list, as it stands now. */
export function useBulk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({
      conflicts,
      choice,
    }: {
      conflicts: readonly Conflict[];
      choice: 'crm' | 'calendar';
    }): Promise<BulkResult[]> => {
      const results = await resolveConflicts(conflicts.map(({ id, version }) => ({ id, version, choice })));
      return conflicts.flatMap((conflict, index) => {
        const result = results[index];
        return result === undefined ? [] : [{ conflict, choice, result }];
      });
    },
    onSuccess: async (results) => {
      const gone = results.filter(({ result }) =>
        ['resolved', 'closed', 'not-found'].includes(result.result),
      );
      replace(
        queries,
        results.map(({ result }) => result.conflict).filter((one) => one?.state === 'open') as Conflict[],
      );
      drop(
        queries,
        gone.map(({ conflict }) => conflict.id),
      );
      await refreshAfterDecision(queries);
    },
  });
}
