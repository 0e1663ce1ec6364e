import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { connectionsQuery } from '../api/list-connections';
import { explain } from '../api/problem';
import type { Action, Connection, Service } from '../api/types';
import { isLeaving, useConnect, wishAgain } from '../connection/use-connect';
import { Button, buttonStyle } from '../ui/button';

/**
 * The one thing that somebody can do about a calendar or an item in it; nothing where there is nothing to do. To put a
 * job back is `PutBack`, which outlives its button.
 */
export function ActionButton({
  action,
  connectionId,
  jobId,
}: {
  action: Action;
  connectionId: string | undefined;
  jobId?: string;
}) {
  switch (action.kind) {
    case 'none':
    case 'put-back':
      return null;
    case 'wait':
      return <p className="text-sm text-ink-faint">{action.label}.</p>;
    case 'reconnect':
      return <Again connectionId={connectionId} label={action.label} more={[]} />;
    case 'allow-calendar':
      return <Again connectionId={connectionId} label={action.label} more={['calendar']} />;
    case 'ask-administrator':
      return <ToConnections>{action.label}</ToConnections>;
    case 'choose-calendar':
      return connectionId === undefined ? (
        <ToConnections>{action.label}</ToConnections>
      ) : (
        <Link to="/connections/$id/calendars" params={{ id: connectionId }} className={style}>
          {action.label}
        </Link>
      );
    case 'review':
      return (
        <Link to="/reviews" className={style}>
          {action.label}
        </Link>
      );
    case 'resolve':
      return (
        <Link to="/conflicts" search={resolveSearch(connectionId, jobId)} className={style}>
          {action.label}
        </Link>
      );
  }
}

const style = buttonStyle({ size: 'small', look: 'primary' });

function resolveSearch(calendar: string | undefined, job: string | undefined) {
  if (job !== undefined) return { job };
  return calendar === undefined ? {} : { calendar };
}

function ToConnections({ children }: { children: ReactNode }) {
  return (
    <Link to="/connections" className={style}>
      {children}
    </Link>
  );
}

/** Connects an account again; whose account it is not is led to where it stands. */
function Again({
  connectionId,
  label,
  more,
}: {
  connectionId: string | undefined;
  label: string;
  more: readonly Service[];
}) {
  const connect = useConnect();
  const connection = useQuery(connectionsQuery).data?.connections.find(({ id }) => id === connectionId);
  if (connection?.own !== true) return <ToConnections>{label}</ToConnections>;
  return (
    <>
      <Button
        size="small"
        look="primary"
        onClick={() => connect.mutate(wishAgain(readable(connection, more), more))}
        busy={isLeaving(connect, connection.provider, connection.id)}
      >
        {label}
      </Button>
      {connect.isError && <p className="text-sm text-bad">{explain(connect.error).detail}</p>}
    </>
  );
}

/** Reading and writing calendars exclude each other: whoever asks to write does not ask to read besides. */
function readable(connection: Connection, more: readonly Service[]): Connection {
  if (!more.includes('calendar')) return connection;
  return {
    ...connection,
    services: connection.services.filter(({ service }) => service !== 'calendar-read'),
  };
}
