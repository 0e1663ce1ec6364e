import { Plus } from 'lucide-react';
import type { Connection } from '../../shared/api/types';
import { isLeaving, wishAgain, type Connect } from '../../shared/connection/use-connect';
import { Button } from '../../shared/ui/button';
import { Notice } from '../../shared/ui/notice';
import { connectedInWords } from './connection-words';
import { missingServices } from './service-choice';

/** Greets whoever comes back from a provider, and offers to add what was not allowed there. */
export function WelcomeNotice({
  connection,
  connect,
  onDismiss,
}: {
  connection: Connection;
  connect: Connect;
  onDismiss?: () => void;
}) {
  const missing = missingServices(connection);
  return (
    <Notice
      tone={missing.length === 0 ? 'ok' : 'warn'}
      {...(onDismiss === undefined ? {} : { onDismiss })}
      action={
        missing.length > 0 &&
        connection.own && (
          <Button
            size="small"
            onClick={() => connect.mutate(wishAgain(connection, missing))}
            busy={isLeaving(connect, connection.provider, connection.id)}
          >
            <Plus aria-hidden />
            Add what is missing
          </Button>
        )
      }
    >
      {connectedInWords(connection, missing)}
    </Notice>
  );
}
