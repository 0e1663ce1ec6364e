import { useMutation, useQueryClient } from '@tanstack/react-query';
import { removeMember } from '../../shared/api/remove-member';
import { Button } from '../../shared/ui/button';
import { Dialog } from '../../shared/ui/dialog';
import { ProblemNotice } from '../../shared/ui/problem-notice';

/** Says what removing somebody does, and does it. */
export function RemoveMemberDialog({
  user,
  name,
  onRemoved,
  onClose,
}: {
  user: string;
  name: string;
  onRemoved: (disconnected: number) => void;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeMember(user),
    onSuccess: async ({ disconnected }) => {
      await queries.invalidateQueries();
      onRemoved(disconnected);
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${name} from Syncline?`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" onClick={() => remove.mutate()} busy={remove.isPending}>
            Remove {name}
          </Button>
        </>
      }
    >
      <ul className="list-disc space-y-1 pl-4">
        <li>All accounts of {name} are disconnected at once, even in the middle of a run.</li>
        <li>Their tokens are destroyed, and the providers are asked to forget the access.</li>
        <li>Jobs, events and the audit trail stay as they are.</li>
        <li>This does not take away their sign-in: do that where your organisation keeps its users.</li>
      </ul>
      {remove.isError && (
        <div className="mt-3">
          <ProblemNotice error={remove.error} />
        </div>
      )}
    </Dialog>
  );
}
