import { Link } from '@tanstack/react-router';
import { CircleCheck, FilterX } from 'lucide-react';
import type { ConflictState } from '../../shared/api/types';
import { Button, buttonStyle } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { EmptyState } from '../../shared/ui/empty-state';

/** Nothing to decide, or nothing decided, or nothing that fits. */
export function NoConflicts({
  state,
  filtered,
  onEverything,
}: {
  state: ConflictState;
  /** Whether there are some that do not fit. */
  filtered: boolean;
  onEverything: () => void;
}) {
  if (filtered) {
    return (
      <Card>
        <EmptyState
          icon={FilterX}
          title="None fits what you chose to see"
          action={<Button onClick={onEverything}>Show everything</Button>}
        >
          There are conflicts of other people or jobs.
        </EmptyState>
      </Card>
    );
  }
  return state === 'open' ? (
    <Card>
      <EmptyState
        icon={CircleCheck}
        title="Nothing to decide"
        action={
          <Link to="/week" className={buttonStyle()}>
            Go to the week
          </Link>
        }
      >
        The CRM and the calendars agree. When somebody changes a job in the CRM and somebody else changes the
        same in a calendar, both values stand here within half a minute.
      </EmptyState>
    </Card>
  ) : (
    <Card>
      <EmptyState icon={CircleCheck} title="Nothing was decided in the last 30 days">
        Who decided what stands here for 30 days, and in the audit trail for good.
      </EmptyState>
    </Card>
  );
}
