import { Link } from '@tanstack/react-router';
import { useId, type ReactNode } from 'react';
import { ActionButton } from '../../shared/action/action-button';
import { Badge } from '../../shared/ui/badge';
import { Card } from '../../shared/ui/card';
import { Disclosure } from '../../shared/ui/disclosure';
import { Moment } from '../../shared/ui/moment';
import { ProviderMark } from '../../shared/ui/provider-mark';
import {
  CalendarName,
  LastRun,
  NextLook,
  PushFact,
  SinceChosen,
  StateBadge,
  Story,
  SyncNow,
  Verified,
  useSyncNow,
  type SyncRowProps,
} from './sync-facts';
import { actionOf, directionInWords, gapInWords, isMoving, planInWords } from './sync-words';

/** How a calendar stands: its state, what moves, the one thing to do, and how fresh it is. */
export function SyncRow(row: SyncRowProps) {
  const { calendar, who, now, connection } = row;
  const title = useId();
  const syncNow = useSyncNow(calendar);
  const gap = gapInWords(calendar);
  const action = actionOf(calendar, connection);
  const direction = directionInWords(calendar);
  // What a run is at already, and what a button above leads to, is not said once more.
  const conflicts = action.kind === 'resolve' ? 0 : calendar.conflicts;
  const waiting = isMoving(calendar) ? 0 : calendar.waiting;
  return (
    <Card
      role="listitem"
      aria-labelledby={title}
      data-calendar={calendar.calendarId}
      className="overflow-hidden"
    >
      <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 gap-y-1 px-4 pt-4 sm:px-5">
        <ProviderMark provider={calendar.provider} spoken />
        <div className="flex min-h-7 min-w-0 flex-wrap content-start items-center gap-x-2.5 gap-y-1">
          <h2
            id={title}
            className="min-w-0 truncate leading-5 font-semibold max-sm:wrap-break-word max-sm:whitespace-normal"
            title={who}
          >
            {who}
          </h2>
          <StateBadge {...row} />
          {direction !== undefined && <Badge>{direction}</Badge>}
        </div>
        <SyncNow calendar={calendar} syncNow={syncNow} />
        <p className="col-span-2 col-start-2 min-w-0 text-sm text-ink-soft">
          <CalendarName {...calendar} />
        </p>
      </div>
      <div className="space-y-2.5 px-4 pt-2.5 empty:hidden sm:pr-5 sm:pl-13">
        <Story {...row} syncNow={syncNow} />
        {gap !== undefined && <p className="max-w-prose text-sm text-pretty text-ink-soft">{gap}</p>}
        <ActionButton action={action} connectionId={calendar.connectionId} />
      </div>
      <dl className="mt-4 grid grid-cols-2 gap-x-6 gap-y-3 border-t border-line px-4 py-3.5 text-sm sm:grid-cols-3 sm:pr-5 sm:pl-13 lg:grid-cols-[1fr_1.25fr_1fr_1.5fr_1fr]">
        <Fact name="Last verified">
          <Verified {...row} />
        </Fact>
        <Fact name="Push">
          <PushFact {...row} />
        </Fact>
        <Fact name="Next look">
          <NextLook {...row} />
        </Fact>
        <Fact name="Last run">
          <LastRun {...row} />
        </Fact>
        <Fact name="Since it was chosen">
          <SinceChosen {...row} />
        </Fact>
      </dl>
      {calendar.plan && (
        <div className="border-t border-line px-4 py-2.5 sm:pr-5 sm:pl-13">
          <Disclosure summary="What the first sync was going to do">
            <p className="mt-1.5 pl-4.5 text-pretty text-ink-soft">
              {planInWords(calendar.plan)} Counted <Moment at={calendar.plan.at} now={now} />, before anything
              was written.
            </p>
          </Disclosure>
        </div>
      )}
      {(conflicts > 0 || waiting > 0) && (
        <div className="flex flex-wrap gap-x-5 gap-y-1 border-t border-line bg-sunken/60 px-4 py-2.5 text-sm sm:pr-5 sm:pl-13">
          {conflicts > 0 && (
            <Link to="/conflicts" search={{ calendar: calendar.connectionId }} className={linkStyle}>
              {conflicts === 1 ? '1 open conflict' : `${conflicts} open conflicts`}
            </Link>
          )}
          {waiting > 0 && (
            <Link to="/week" search={{ jobs: 'only', people: [calendar.person] }} className={linkStyle}>
              {waiting === 1 ? '1 job waits for the next run' : `${waiting} jobs wait for the next run`}
            </Link>
          )}
        </div>
      )}
    </Card>
  );
}

const linkStyle = 'font-medium text-accent-strong underline underline-offset-2';

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="mt-0.5 text-pretty tabular-nums">{children}</dd>
    </div>
  );
}
