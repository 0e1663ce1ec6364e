import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { explanationQuery } from '../api/explain-item';
import { meQuery } from '../api/get-me';
import type { CalendarExplanation, ItemExplanation } from '../api/types';
import { ActionButton } from '../action/action-button';
import { PutBack } from '../action/put-back';
import { personName } from '../lib/people';
import { Badge } from '../ui/badge';
import { Dialog } from '../ui/dialog';
import { Email } from '../ui/email';
import { ProblemNotice } from '../ui/problem-notice';
import { ProviderMark } from '../ui/provider-mark';
import { Loading, Skeleton } from '../ui/skeleton';
import { standingWords } from './line-words';
import { Timeline } from './timeline';

/** Why something is, or is not, in the calendars, and what happened to it. */
export function WhyDialog({
  itemId,
  title,
  onClose,
}: {
  itemId: string;
  title: string;
  onClose: () => void;
}) {
  const explanation = useQuery({
    ...explanationQuery(itemId),
    // What is on its way arrives within moments, and is to be seen to.
    refetchInterval: ({ state }) =>
      state.data?.calendars.some((calendar) => calendar.state === 'pending') ? 2_000 : 30_000,
  });
  useClosedByLeaving(onClose);
  return (
    <Dialog open onClose={onClose} title={`Why? ${title}`} wide>
      {explanation.isPending && <Waiting />}
      {explanation.isError && (
        <ProblemNotice
          error={explanation.error}
          onRetry={() => void explanation.refetch()}
          retrying={explanation.isFetching}
        />
      )}
      {explanation.data && <Answer explanation={explanation.data} />}
    </Dialog>
  );
}

/** What is to be done may stand on the very page that the question was asked on. */
function useClosedByLeaving(onClose: () => void): void {
  const here = useLocation({ select: ({ href }) => href });
  const asked = useRef(here);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (here !== asked.current) close.current();
  }, [here]);
}

function Answer({ explanation }: { explanation: ItemExplanation }) {
  const { calendars } = explanation;
  return (
    <>
      <p className="text-lg text-pretty text-ink">{explanation.answer}</p>
      {calendars.length === 0 && (
        <p className="mt-4 rounded-md bg-sunken px-4 py-5 text-center text-pretty">
          Nothing has happened to it in the last 30 days in a calendar that you may see.
        </p>
      )}
      <div className="mt-5 space-y-7">
        {calendars.map((calendar, index) => (
          <InCalendar
            key={`${calendar.connectionId ?? calendar.person} ${index}`}
            calendar={calendar}
            explanation={explanation}
            isOnly={calendars.length === 1}
          />
        ))}
      </div>
    </>
  );
}

function InCalendar({
  calendar,
  explanation,
  isOnly,
}: {
  calendar: CalendarExplanation;
  explanation: ItemExplanation;
  isOnly: boolean;
}) {
  const me = useQuery(meQuery).data;
  const { label, tone } = standingWords[calendar.state];
  const who = personName(calendar.person, me, calendar.personName);
  const isJob = explanation.kind === 'job';
  const says = isOnly && calendar.answer === explanation.answer ? undefined : calendar.answer;
  return (
    <section aria-label={`In the calendar of ${who}`}>
      <header className="flex items-start gap-2.5 border-b border-line pb-2.5">
        {calendar.provider !== undefined && <ProviderMark provider={calendar.provider} spoken />}
        <div className="min-w-0 flex-1">
          <h3 className="truncate font-semibold text-ink" title={who}>
            {who}
          </h3>
          <p className="min-w-0 text-sm">
            <Email address={whereOf(calendar)} />
          </p>
        </div>
        <Badge tone={tone}>{label}</Badge>
      </header>
      <div className="mt-2.5 space-y-2">
        {says !== undefined && <p className="text-pretty text-ink">{says}</p>}
        {calendar.action && (
          <ActionButton
            action={calendar.action}
            connectionId={calendar.connectionId}
            {...(isJob ? { jobId: explanation.itemId } : {})}
          />
        )}
        {isJob && calendar.connectionId !== undefined && (
          <PutBack
            jobId={explanation.itemId}
            connectionId={calendar.connectionId}
            needed={calendar.action?.kind === 'put-back'}
            isBack={calendar.state === 'in-step'}
            {...(calendar.action === undefined ? {} : { label: calendar.action.label })}
          />
        )}
      </div>
      <Timeline lines={calendar.lines} />
    </section>
  );
}

function whereOf({ calendarName, account }: CalendarExplanation): string {
  const parts = [...new Set([calendarName, account])].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? 'No calendar' : parts.join(' · ');
}

function Waiting() {
  return (
    <Loading what="the explanation">
      <Skeleton className="h-5 w-96 max-w-full" />
      <div className="mt-5 space-y-3">
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} className="h-10" />
        ))}
      </div>
    </Loading>
  );
}
