import { Link } from '@tanstack/react-router';
import { RotateCw } from 'lucide-react';
import { RequestFailed } from '../../shared/api/problem';
import type { Connection } from '../../shared/api/types';
import { isLeaving, wishAgain, type Connect } from '../../shared/connection/use-connect';
import { Button, buttonStyle } from '../../shared/ui/button';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { missingServices } from './service-choice';

/** Why the calendars cannot be shown or chosen, with the one thing to do about it. */
export function CalendarsProblem({
  error,
  connection,
  connect,
  onRetry,
  retrying = false,
}: {
  error: unknown;
  connection: Connection | undefined;
  connect: Connect;
  onRetry: () => void;
  retrying?: boolean;
}) {
  const refusal = error instanceof RequestFailed ? error.refusal : undefined;
  const mends = refusal === 'reconnect' || refusal === 'not-permitted';
  if (mends && connection?.own === true) {
    return (
      <ProblemNotice
        error={error}
        action={
          <Button
            size="small"
            look="primary"
            onClick={() => connect.mutate(wishAgain(connection, missingServices(connection)))}
            busy={isLeaving(connect, connection.provider, connection.id)}
          >
            <RotateCw aria-hidden />
            {refusal === 'reconnect' ? 'Connect again' : 'Allow calendars'}
          </Button>
        }
      />
    );
  }
  if (mends || refusal === 'not-found') {
    return (
      <ProblemNotice
        error={error}
        action={
          <Link to="/connections" className={buttonStyle({ size: 'small' })}>
            Go to connections
          </Link>
        }
      />
    );
  }
  return <ProblemNotice error={error} onRetry={onRetry} retrying={retrying} />;
}
