import type { Conflict } from '../../shared/api/types';
import { Button } from '../../shared/ui/button';

/** What can be done with all that is selected. */
export function BulkBar({
  selected,
  all,
  busy,
  onAll,
  onNone,
  onDecide,
}: {
  selected: readonly Conflict[];
  /** How many could be selected. */
  all: number;
  busy: 'crm' | 'calendar' | undefined;
  onAll: () => void;
  onNone: () => void;
  onDecide: (choice: 'crm' | 'calendar') => void;
}) {
  const deletions = selected.filter(({ kind }) => kind !== 'changed-twice').length;
  const none = selected.length === 0;
  return (
    <div
      role="group"
      aria-label="Selected conflicts"
      className="sticky top-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-surface/95 px-3 py-2 backdrop-blur"
    >
      <label className="flex items-center gap-2.5 py-0.5 pl-1">
        <input
          type="checkbox"
          checked={!none && selected.length === all}
          onChange={(event) => (event.target.checked ? onAll() : onNone())}
          className="size-4 accent-accent"
        />
        <span className="tabular-nums">{none ? 'Select all' : `${selected.length} of ${all} selected`}</span>
      </label>
      {!none && (
        <div className="ml-auto flex flex-wrap gap-2">
          <Button
            size="small"
            busy={busy === 'crm'}
            disabled={busy === 'calendar'}
            onClick={() => onDecide('crm')}
          >
            Keep CRM for all selected
          </Button>
          <Button
            size="small"
            busy={busy === 'calendar'}
            disabled={busy === 'crm'}
            onClick={() => onDecide('calendar')}
          >
            Keep calendar for all selected
          </Button>
        </div>
      )}
      {deletions > 0 && (
        <p className="w-full pl-1 text-sm text-pretty text-warn">
          {deletions === 1 ? '1 of them is' : `${deletions} of them are`} about a deletion: keeping the CRM
          puts back what was deleted in the calendar and takes off what was cancelled; keeping the calendar
          leaves it as it is there.
        </p>
      )}
    </div>
  );
}
