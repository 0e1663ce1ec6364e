import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteConnection } from '../../shared/api/delete-connection';
import type { Connection } from '../../shared/api/types';
import { Button } from '../../shared/ui/button';
import { Dialog } from '../../shared/ui/dialog';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { providerName } from '../../shared/ui/provider-mark';

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
        <li>Syncline gives back its access to this {providerName(connection.provider)} account at once.</li>
        <li>Events that are in its calendars now stay there, but are not kept in step any more.</li>
        <li>Jobs stay in the CRM. They wait until a calendar is connected again.</li>
      </ul>
      {disconnect.isError && (
        <div className="mt-3">
          <ProblemNotice error={disconnect.error} />
        </div>
      )}
    </Dialog>
  );
}
