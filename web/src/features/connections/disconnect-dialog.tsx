import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteConnection } from '../../shared/api/delete-connection';
import type { Connection } from '../../shared/api/types';
import { Button } from '../../shared/ui/button';
import { Dialog } from '../../shared/ui/dialog';
import { ProblemNotice } from '../../shared/ui/problem-notice';

/** Says what disconnecting does, and does it. */
export function DisconnectDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const queries = useQueryClient();
  const disconnect = useMutation({
    mutationFn: () => deleteConnection(connection.id),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Disconnect ${connection.account.email}?`}
      actions={
        <>
          <Button onClick={onClose}>Keep it connected</Button>
          <Button look="danger" onClick={() => disconnect.mutate()} busy={disconnect.isPending}>
            Disconnect
          </Button>
        </>
      }
    >
      <ul className="list-disc space-y-1 pl-4">
        <li>Syncline stops reading and writing this account at once, even in the middle of a run.</li>
        <li>The tokens are destroyed: nobody can use them any more, not even Syncline.</li>
        <li>{forgetting(connection)}</li>
        <li>Events that are in its calendars stay there, and jobs stay in the CRM.</li>
        <li>
          Connecting the account again goes on where it stopped: nothing is written twice
          {connection.own ? '' : '. Only its owner can do that'}.
        </li>
      </ul>
      {disconnect.isError && (
        <div className="mt-3">
          <ProblemNotice error={disconnect.error} />
        </div>
      )}
    </Dialog>
  );
}

function forgetting({ provider }: Connection): string {
  switch (provider) {
    case 'google':
      return 'Google is asked to forget that access was allowed, unless another connection uses the same account.';
    case 'microsoft':
      return 'Microsoft offers no way to take the consent back from here; you can do so under “Apps and services” of the Microsoft account.';
  }
}
