import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { removeOrganisation } from '../../shared/api/remove-organisation';
import { signOut } from '../../shared/session/session';
import { Button } from '../../shared/ui/button';
import { Dialog } from '../../shared/ui/dialog';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { removalInWords } from './removal-words';

/** Says what removing the organisation does, wants its name typed, and does it. */
export function RemoveOrganisationDialog({
  organisation,
  onClose,
}: {
  organisation: string;
  onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const help = useId();
  const remove = useMutation({ mutationFn: () => removeOrganisation(organisation) });
  const leave = useMutation({ mutationFn: signOut });
  if (remove.isSuccess) {
    return (
      <Dialog
        open
        onClose={() => leave.mutate()}
        title="The organisation was removed"
        actions={
          <Button look="primary" onClick={() => leave.mutate()} busy={leave.isPending}>
            Sign out
          </Button>
        }
      >
        <p role="status">{removalInWords(remove.data)}</p>
      </Dialog>
    );
  }
  const matches = typed.trim() === organisation;
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${organisation} from Syncline?`}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            type="submit"
            form={`${help}form`}
            look="danger"
            disabled={!matches}
            busy={remove.isPending}
          >
            Remove for good
          </Button>
        </>
      }
    >
      <ul className="list-disc space-y-1 pl-4">
        <li>Every account of everybody is disconnected, even in the middle of a run.</li>
        <li>The keys are destroyed: no token of this organisation can ever be read again.</li>
        <li>Events stay in the calendars, jobs in the CRM, and the audit trail is kept.</li>
        <li>It cannot be undone. Whoever wants to come back connects everything anew.</li>
      </ul>
      <form
        id={`${help}form`}
        className="mt-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (matches && !remove.isPending) remove.mutate();
        }}
      >
        <label className="block text-ink">
          <span id={help}>
            Type <strong className="font-semibold">{organisation}</strong> to confirm
          </span>
          <input
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            className="mt-1 h-9 w-full rounded-md border border-line-strong bg-surface px-2.5 text-base"
          />
        </label>
      </form>
      {remove.isError && (
        <div className="mt-3">
          <ProblemNotice error={remove.error} />
        </div>
      )}
    </Dialog>
  );
}
