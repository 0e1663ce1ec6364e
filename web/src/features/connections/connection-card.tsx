import { Link } from '@tanstack/react-router';
import { CalendarCheck2, CalendarPlus, Stethoscope, Unplug } from 'lucide-react';
import { useId } from 'react';
import type { Connection, ConsentRequest } from '../../shared/api/types';
import { isDead } from '../../shared/connection/health-words';
import type { Connect } from '../../shared/connection/use-connect';
import { dateName, distanceInWords } from '../../shared/time/in-words';
import { Badge } from '../../shared/ui/badge';
import { Button, buttonStyle } from '../../shared/ui/button';
import { Disclosure } from '../../shared/ui/disclosure';
import { Email } from '../../shared/ui/email';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { ProviderMark, providerName } from '../../shared/ui/provider-mark';
import { CheckResult } from './check-result';
import { ConnectionHealth } from './connection-health';
import { stateWordsOf, switchedOnInWords } from './connection-words';
import { calendarChoiceOf, readsCalendars } from './service-choice';
import { ServicesEditor, type OnSwitchedOff } from './services-editor';
import { useCheck } from './use-check';

/** What every card of the page is given. */
export interface CardProps {
  connect: Connect;
  now: Date;
  consentRequests: readonly ConsentRequest[];
  onSwitchedOff: OnSwitchedOff;
  onDisconnect: (connection: Connection) => void;
}

/** One connected account: how it stands, what it may be used for, and what to do next. */
export function ConnectionCard({
  connection,
  ownerName,
  connect,
  now,
  consentRequests,
  onSwitchedOff,
  onDisconnect,
}: CardProps & { connection: Connection; ownerName: string }) {
  const title = useId();
  const check = useCheck(connection);
  const { label, icon, tone } = stateWordsOf(connection);
  const editor = (
    <ServicesEditor
      connection={connection}
      ownerName={ownerName}
      connect={connect}
      onSwitchedOff={onSwitchedOff}
    />
  );
  return (
    <li aria-labelledby={title} className="space-y-3 border-b border-line px-4 py-4 last:border-b-0">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <div className="flex min-w-0 items-start gap-x-2.5">
              <ProviderMark provider={connection.provider} />
              <h3 id={title} className="min-w-0 leading-5 font-semibold">
                <Email address={connection.account.email} />
              </h3>
            </div>
            <Badge tone={tone} icon={icon}>
              {label}
            </Badge>
          </div>
          <p className="mt-1 text-sm text-pretty text-ink-soft">{factsInWords(connection, now)}</p>
        </div>
        <div className="-mr-2 flex flex-wrap gap-1 max-sm:-ml-2">
          <Button size="small" look="quiet" onClick={() => check.mutate()} busy={check.isPending}>
            {!check.isPending && <Stethoscope aria-hidden />}
            {check.isPending ? 'Checking…' : 'Check now'}
            <span className="sr-only"> {connection.account.email}</span>
          </Button>
          <Button size="small" look="quiet" onClick={() => onDisconnect(connection)}>
            <Unplug aria-hidden />
            Disconnect
            <span className="sr-only"> {connection.account.email}</span>
          </Button>
        </div>
      </div>
      <ConnectionHealth
        connection={connection}
        ownerName={ownerName}
        connect={connect}
        check={check}
        now={now}
        link={consentRequests.find(({ provider }) => provider === connection.provider)?.link}
      />
      <CheckResult check={check} provider={connection.provider} />
      {check.isError && <ProblemNotice error={check.error} />}
      <ChosenCalendar connection={connection} />
      {connection.own ? (
        editor
      ) : (
        <Disclosure summary={switchedOnInWords(connection)}>
          <div className="mt-2">{editor}</div>
        </Disclosure>
      )}
    </li>
  );
}

/** `Google · connected 10 Nov 2026 · access renewed 12 minutes ago`. */
function factsInWords({ provider, account, connectedAt, lastRefreshAt }: Connection, now: Date): string {
  return [
    providerName(provider),
    account.name,
    `connected ${dateName(new Date(connectedAt))}`,
    lastRefreshAt === undefined
      ? 'access not renewed yet'
      : `access renewed ${distanceInWords(new Date(lastRefreshAt), now)}`,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function ChosenCalendar({ connection }: { connection: Connection }) {
  if (isDead(connection) || !readsCalendars(connection)) return null;
  const { calendar } = connection;
  const writes = calendarChoiceOf(connection) === 'calendar';
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-sm">
      {calendar === undefined ? (
        <p className="text-warn">
          {writes ? 'No calendar chosen yet: jobs are waiting for one.' : 'No calendar chosen yet.'}
        </p>
      ) : (
        <p className="flex min-w-0 items-center gap-1.5">
          <CalendarCheck2 className="size-4 shrink-0 text-ok" aria-hidden />
          <span className="wrap-anywhere">
            {writes ? 'Jobs go to ' : 'Taken time is read from '}
            <strong className="font-semibold">{calendar.name}</strong>
          </span>
        </p>
      )}
      <Link
        to="/connections/$id/calendars"
        params={{ id: connection.id }}
        className={buttonStyle({ size: 'small', look: calendar === undefined ? 'primary' : 'plain' })}
      >
        <CalendarPlus aria-hidden />
        {calendar === undefined ? 'Choose a calendar' : 'Change calendar'}
      </Link>
    </div>
  );
}
