import { RotateCw, Stethoscope } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Connection } from '../../shared/api/types';
import { sinceAndNext, whyInWords } from '../../shared/connection/health-words';
import { isLeaving, wishAgain, type Connect } from '../../shared/connection/use-connect';
import { Button } from '../../shared/ui/button';
import { CopyButton } from '../../shared/ui/copy-button';
import { Notice } from '../../shared/ui/notice';
import { providerName } from '../../shared/ui/provider-mark';
import type { CheckMutation } from './use-check';

/** Why an account does not work as it should, since when, and the one button that mends it. */
export function ConnectionHealth({
  connection,
  ownerName,
  connect,
  check,
  now,
  link,
}: {
  connection: Connection;
  ownerName: string;
  connect: Connect;
  check: CheckMutation;
  now: Date;
  /** Where an administrator of the account's organisation can say yes, as far as it is known. */
  link: string | undefined;
}) {
  const story = [whyInWords(connection), sinceAndNext(connection, now)].filter(Boolean).join(' ');
  const again = (
    <Button
      size="small"
      look="primary"
      onClick={() => connect.mutate(wishAgain(connection))}
      busy={isLeaving(connect, connection.provider, connection.id)}
    >
      <RotateCw aria-hidden />
      Connect again
    </Button>
  );
  switch (connection.state) {
    case 'active':
      return null;
    case 'degraded':
      return (
        <Told
          tone="warn"
          action={
            <Button size="small" onClick={() => check.mutate()} busy={check.isPending}>
              {!check.isPending && <Stethoscope aria-hidden />}
              Try now
            </Button>
          }
        >
          {story}
        </Told>
      );
    case 'needs-reconnect':
      return (
        <Told tone="bad" action={connection.own && again}>
          {story} {!connection.own && onlyOwner(ownerName)}
        </Told>
      );
    case 'needs-administrator':
      return (
        <Told
          tone="bad"
          action={
            connection.own &&
            (link === undefined ? (
              again
            ) : (
              <CopyButton text={link} look="primary">
                Copy link for your administrator
              </CopyButton>
            ))
          }
        >
          {story} {nextForAdministrator(connection, ownerName, link)}
        </Told>
      );
  }
}

function Told({ tone, action, children }: { tone: 'warn' | 'bad'; action: ReactNode; children: ReactNode }) {
  return (
    <Notice tone={tone} action={action} quiet>
      {children}
    </Notice>
  );
}

const onlyOwner = (ownerName: string) =>
  `Only ${ownerName} can connect it again: the button is on their own Connections page.`;

function nextForAdministrator(connection: Connection, ownerName: string, link: string | undefined): string {
  if (!connection.own) {
    return `${ownerName} finds a link for that administrator on their own Connections page.`;
  }
  return link === undefined
    ? `Connect again: ${providerName(connection.provider)} then shows whom to ask, and you get a link for them here.`
    : 'Send them the link; when they have said yes, connect again.';
}
