import { Link } from '@tanstack/react-router';
import { CalendarCheck2, CalendarPlus, RotateCw, Unplug } from 'lucide-react';
import type { Connection } from '../../shared/api/types';
import { dateName } from '../../shared/time/in-words';
import { Badge } from '../../shared/ui/badge';
import { Button, buttonStyle } from '../../shared/ui/button';
import { ProviderMark, providerName } from '../../shared/ui/provider-mark';
import { hasCalendars, servicesInWords, stateWordsOf } from './connection-words';
import type { useConnect } from './use-connect';

/** One connected account: whose it is, what it may do, how it stands, and what to do next. */
export function ConnectionRow({
  connection,
  owner,
  mine,
  connect,
  onDisconnect,
}: {
  connection: Connection;
  /** The owner in words, where other people's accounts are shown too. */
  owner: string | undefined;
  mine: boolean;
  connect: ReturnType<typeof useConnect>;
  onDisconnect: () => void;
}) {
  const { label, icon, tone } = stateWordsOf(connection);
  const broken = connection.state === 'needs-reconnect' || !hasCalendars(connection);
  return (
    <li
      aria-label={connection.account.email}
      className="grid gap-x-6 gap-y-3 border-b border-line px-4 py-4 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_auto]"
    >
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <ProviderMark provider={connection.provider} />
          <h3 className="min-w-0 truncate font-semibold">{connection.account.email}</h3>
          <Badge tone={tone} icon={icon}>
            {label}
          </Badge>
        </div>
        <p className="mt-1 text-sm text-pretty text-ink-soft sm:pl-7.5">
          {[
            owner === undefined ? undefined : `Owner: ${owner}`,
            providerName(connection.provider),
            ...servicesInWords(connection),
            `since ${dateName(new Date(connection.connectedAt))}`,
          ]
            .filter((part) => part !== undefined)
            .join(' · ')}
        </p>
        {broken ? (
          <p className="mt-2 max-w-2xl text-sm text-pretty text-warn sm:pl-7.5">
            {whatIsWrong(connection, mine)}
          </p>
        ) : (
          <p className="mt-2 flex items-center gap-1.5 text-sm sm:pl-7.5">
            {connection.calendar === undefined ? (
              <span className="text-warn">No calendar chosen yet: jobs are waiting for one.</span>
            ) : (
              <>
                <CalendarCheck2 className="size-4 shrink-0 text-ok" aria-hidden />
                <span>
                  Jobs go to <strong className="font-semibold">{connection.calendar.name}</strong>
                </span>
              </>
            )}
          </p>
        )}
      </div>
      <div className="flex flex-wrap items-start gap-2 sm:justify-end">
        {broken ? (
          mine && (
            <Button
              size="small"
              look="primary"
              onClick={() => connect.mutate(connection.provider)}
              busy={connect.isPending && connect.variables === connection.provider}
            >
              <RotateCw aria-hidden />
              Reconnect
            </Button>
          )
        ) : (
          <Link
            to="/connections/$id/calendars"
            params={{ id: connection.id }}
            className={buttonStyle({
              size: 'small',
              look: connection.calendar === undefined ? 'primary' : 'plain',
            })}
          >
            <CalendarPlus aria-hidden />
            {connection.calendar === undefined ? 'Choose a calendar' : 'Change calendar'}
          </Link>
        )}
        <Button size="small" look="quiet" onClick={onDisconnect}>
          <Unplug aria-hidden />
          Disconnect
          <span className="sr-only"> {connection.account.email}</span>
        </Button>
      </div>
    </li>
  );
}

function whatIsWrong(connection: Connection, mine: boolean): string {
  if (connection.problem !== undefined) return connection.problem;
  const next = mine ? 'Reconnect it' : `Ask ${connection.ownerName ?? connection.owner} to reconnect it`;
  return hasCalendars(connection)
    ? `${providerName(connection.provider)} does not let Syncline in any more. ${next}; nothing is lost until then.`
    : `Access to calendars was not given on the consent page. ${next} and leave the calendar box ticked.`;
}
