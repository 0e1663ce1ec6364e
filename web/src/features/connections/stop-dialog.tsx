import { useMutation, useQueryClient } from '@tanstack/react-query';
import { chooseCalendar } from '../../shared/api/choose-calendar';
import type { Calendar } from '../../shared/api/types';
import { Button } from '../../shared/ui/button';
import { Dialog } from '../../shared/ui/dialog';
import { ProblemNotice } from '../../shared/ui/problem-notice';

/** Says what stopping does, and does it. */
export function StopDialog({
  id,
  calendar,
  onClose,
}: {
  id: string;
  calendar: Calendar;
  onClose: () => void;
}) {
  const queries = useQueryClient();
  const stop = useMutation({
    mutationFn: () => chooseCalendar(id, calendar.id, false),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Stop syncing “${calendar.name}”?`}
      actions={
        <>
          <Button onClick={onClose}>Keep syncing</Button>
          <Button look="danger" onClick={() => stop.mutate()} busy={stop.isPending}>
            Stop syncing
          </Button>
        </>
      }
    >
      Events that are in the calendar stay there, but are not kept in step any more. New jobs wait until a
      calendar is chosen again. The account stays connected.
      {stop.isError && (
        <div className="mt-3">
          <ProblemNotice error={stop.error} />
        </div>
      )}
    </Dialog>
  );
}
