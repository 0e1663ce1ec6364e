import { useMutation, useQueryClient } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { RefreshCw, Zap, ZapOff } from 'lucide-react';
import { syncQuery } from '../../shared/api/get-sync';
import { syncConnection } from '../../shared/api/sync-connection';
import type { CalendarSync, Connection } from '../../shared/api/types';
import { healthWords } from '../../shared/connection/health-words';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { Email } from '../../shared/ui/email';
import { Moment } from '../../shared/ui/moment';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Progress } from '../../shared/ui/progress';
import { providerName } from '../../shared/ui/provider-mark';
import {
  accountTrouble,
  isMoving,
  outcomeInWords,
  progressInWords,
  runInWords,
  syncStateWords,
} from './sync-words';

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
  return <Email address={parts.join(' · ')} />;
}

const isText = (part: string | undefined): part is string => part !== undefined && part !== '';

export function StateBadge({ calendar: { state, conflicts }, connection }: SyncRowProps) {
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

/** What moves, and what is wrong. */
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
        <p
          className={clsx('max-w-prose text-pretty', calendar.state === 'failed' ? 'text-bad' : 'text-warn')}
        >
          {calendar.problem}
        </p>
      )}
      {account !== undefined && <p className="max-w-prose text-pretty text-warn">{account}</p>}
      {syncNow.isError && <ProblemNotice error={syncNow.error} />}
    </>
  );
}

function Moving({ calendar: { calendarName, progress, waiting } }: { calendar: CalendarSync }) {
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

/** When both sides were last seen to agree (R25). */
export function Verified({ calendar: { lastVerifiedAt }, now }: SyncRowProps) {
  return lastVerifiedAt === undefined ? 'Not seen yet' : <Moment at={lastVerifiedAt} now={now} capital />;
}

/** Whether the provider tells at once what changed, and until when, or why it does not (R25). */
export function PushFact({ calendar: { push }, now }: SyncRowProps) {
  if (push.state === 'none') {
    return (
      <>
        <span className="flex items-center gap-1.5">
          <ZapOff className="size-3.5 shrink-0 text-ink-faint" aria-hidden />
          Polling only
        </span>
        {push.problem !== undefined && <span className="block text-ink-faint">{push.problem}</span>}
      </>
    );
  }
  return (
    <>
      <span className="flex items-center gap-1.5">
        <Zap className="size-3.5 shrink-0 text-ok" aria-hidden />
        Healthy: told at once
      </span>
      {push.renewAt !== undefined ? (
        <span className="block text-ink-faint">
          renewed <Moment at={push.renewAt} now={now} />
        </span>
      ) : (
        push.expiresAt !== undefined && (
          <span className="block text-ink-faint">
            ends <Moment at={push.expiresAt} now={now} />
          </span>
        )
      )}
    </>
  );
}

/** When the calendar is looked at again by itself. */
export function NextLook({ calendar, now }: SyncRowProps) {
  if (isMoving(calendar)) return 'After this run';
  if (calendar.nextPollAt === undefined) return 'Not planned';
  return new Date(calendar.nextPollAt) <= now ? (
    'Any moment'
  ) : (
    <Moment at={calendar.nextPollAt} now={now} capital />
  );
}

export function LastRun({ calendar: { lastRun }, now }: SyncRowProps) {
  if (lastRun === undefined) return 'None yet';
  return (
    <>
      {runInWords(lastRun)}
      <span className="block text-ink-faint">
        {outcomeInWords(lastRun.outcome)} <Moment at={lastRun.endedAt ?? lastRun.startedAt} now={now} />
      </span>
    </>
  );
}

export function SinceChosen({ calendar: { counts, direction, lastRun } }: SyncRowProps) {
  if (lastRun === undefined) return 'Nothing yet';
  return direction === 'read-only' ? (
    `${counts.imported} events seen`
  ) : (
    <>
      {counts.pushed} to the calendar
      <span className="block">{counts.pulled} to the CRM</span>
    </>
  );
}
