import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { RefreshCw } from 'lucide-react';
import { Fragment } from 'react';
import { syncQuery } from '../../shared/api/get-sync';
import { syncConnection } from '../../shared/api/sync-connection';
import type { CalendarSync, Connection } from '../../shared/api/types';
import { healthWords, isDead } from '../../shared/connection/health-words';
import { dateName, distanceInWords } from '../../shared/time/in-words';
import { Badge } from '../../shared/ui/badge';
import { Button, buttonStyle } from '../../shared/ui/button';
import { Email } from '../../shared/ui/email';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Progress } from '../../shared/ui/progress';
import { providerName } from '../../shared/ui/provider-mark';
import { accountTrouble, runInWords, isMoving, progressInWords, syncStateWords } from './sync-words';

/** What every row is given. */
export interface SyncRowProps {
  calendar: CalendarSync;
  who: string;
  now: Date;
  /** Its account, where it is the viewer's to see. */
  connection: Connection | undefined;
}

/** Asks for a run now. */
export function useSyncNow({ connectionId }: CalendarSync) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => syncConnection(connectionId),
    onSuccess: () => queries.invalidateQueries({ queryKey: syncQuery.queryKey }),
  });
}

export function SyncNow({
  calendar,
  syncNow,
}: {
  calendar: CalendarSync;
  syncNow: ReturnType<typeof useSyncNow>;
}) {
  const busy = syncNow.isPending || isMoving(calendar);
  return (
    <Button size="small" onClick={() => syncNow.mutate()} busy={busy}>
      {!busy && <RefreshCw aria-hidden />}
      {isMoving(calendar) ? 'Syncing' : 'Sync now'}
      <span className="sr-only"> {calendar.calendarName}</span>
    </Button>
  );
}

/** Which calendar, in the second line of a row. */
export function CalendarName({ calendarName, provider, account }: CalendarSync) {
  const parts = [...new Set([calendarName, providerName(provider), account])].filter(isText);
  return parts.map((part, index) => (
    <Fragment key={part}>
      {index > 0 && ' · '}
      <Email address={part} />
    </Fragment>
  ));
}

const isText = (part: string | undefined): part is string => part !== undefined && part !== '';

export function StateBadge({
  calendar: { state, conflicts },
  connection,
}: Pick<SyncRowProps, 'calendar' | 'connection'>) {
  if (connection?.state === 'needs-administrator') {
    const { label, icon, tone } = healthWords['needs-administrator'];
    return (
      <Badge tone={tone} icon={icon}>
        {label}
      </Badge>
    );
  }
  const { label, icon, tone } = syncStateWords[state];
  if (state === 'in-step' && conflicts > 0) {
    return (
      <Badge tone="warn" icon={syncStateWords.delayed.icon}>
        In step but for {conflicts} {conflicts === 1 ? 'conflict' : 'conflicts'}
      </Badge>
    );
  }
  return (
    <Badge tone={tone} icon={icon} spin={state === 'running'}>
      {label}
    </Badge>
  );
}

/** What moves, and what is wrong with the one thing to do. */
export function Story({
  calendar,
  connection,
  now,
  syncNow,
}: SyncRowProps & { syncNow: ReturnType<typeof useSyncNow> }) {
  const account = accountTrouble(calendar, connection, now);
  return (
    <>
      {isMoving(calendar) && <Moving calendar={calendar} />}
      {calendar.problem !== undefined && connection?.state !== 'needs-administrator' && (
        <p className={clsx('text-sm text-pretty', calendar.state === 'failed' ? 'text-bad' : 'text-warn')}>
          {calendar.problem}
        </p>
      )}
      {account !== undefined && <p className="text-sm text-pretty text-warn">{account}</p>}
      {(calendar.state === 'needs-reconnect' || (connection !== undefined && isDead(connection))) && (
        <Link to="/connections" className={buttonStyle({ size: 'small', look: 'primary' })}>
          Go to connections
        </Link>
      )}
      {syncNow.isError && <ProblemNotice error={syncNow.error} />}
    </>
  );
}

function Moving({ calendar: { calendarName, progress, waiting = 0 } }: { calendar: CalendarSync }) {
  const queued = waiting > 0 ? `${waiting} jobs are about to be written` : 'Waiting for a free worker';
  return (
    <div className="max-w-xl">
      <Progress label={`Progress of ${calendarName}`} done={progress?.done ?? 0} total={progress?.total} />
      <p className="mt-1.5 text-sm text-ink-soft tabular-nums">
        {progress === undefined ? queued : progressInWords(progress)}
      </p>
    </div>
  );
}

export function LastRun({ calendar: { lastRun }, now }: SyncRowProps) {
  if (lastRun === undefined) return 'None yet';
  return (
    <>
      {runInWords(lastRun)}
      <span className="block text-ink-faint">
        {outcomeInWords(lastRun.outcome)} {momentInWords(lastRun.endedAt ?? lastRun.startedAt, now)}
      </span>
    </>
  );
}

/** When both sides were last seen to agree. */
export function agreedInWords({ calendar: { lastVerifiedAt }, now }: SyncRowProps): string {
  return lastVerifiedAt === undefined ? 'Not seen yet' : distanceInWords(new Date(lastVerifiedAt), now);
}

/** When the calendar is looked at again by itself. */
export function nextLookInWords({ calendar, now }: SyncRowProps): string {
  if (isMoving(calendar)) return 'after this run';
  if (calendar.nextPollAt === undefined) return 'not planned';
  const next = new Date(calendar.nextPollAt);
  return next <= now ? 'any moment' : distanceInWords(next, now);
}

export function SinceChosen({ calendar: { counts, conflicts, waiting = 0 } }: SyncRowProps) {
  return (
    <>
      {counts.pushed} to the calendar, {counts.pulled} to the CRM
      {waiting > 0 && <span className="block">{waiting} waiting</span>}
      {conflicts > 0 && (
        <Link to="/week" className="block text-warn underline underline-offset-2">
          {conflicts === 1 ? '1 open conflict' : `${conflicts} open conflicts`}
        </Link>
      )}
    </>
  );
}

function outcomeInWords(outcome: NonNullable<CalendarSync['lastRun']>['outcome']): string {
  switch (outcome) {
    case 'completed':
      return 'Completed';
    case 'continued':
      return 'Goes on in the next run, paused';
    case 'superseded':
      return 'Overtaken by a newer run';
    case 'deferred':
      return 'Put off';
    case 'failed':
      return 'Failed';
  }
}

function momentInWords(time: string, now: Date): string {
  const instant = new Date(time);
  return now.getTime() - instant.getTime() < 86_400_000 ? distanceInWords(instant, now) : dateName(instant);
}
