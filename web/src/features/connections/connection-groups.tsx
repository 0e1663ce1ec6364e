import { UserMinus } from 'lucide-react';
import type { Connection, Me } from '../../shared/api/types';
import { managesEverybody, personName } from '../../shared/lib/people';
import { Button } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { ConnectionCard, type CardProps } from './connection-card';
import { byOwner } from './owners';

/** One's own accounts, then for administrators everybody else's, person by person. */
export function ConnectionGroups({
  connections,
  me,
  onRemove,
  ...card
}: CardProps & {
  connections: readonly Connection[];
  me: Me;
  onRemove: (user: string, name: string) => void;
}) {
  const own = connections.filter((one) => one.own);
  const others = byOwner(connections.filter((one) => !one.own));
  return (
    <>
      {own.length > 0 && (
        <section aria-label="Your accounts">
          <h2 className={others.length > 0 ? 'mb-2 text-sm font-semibold text-ink-soft' : 'sr-only'}>
            Your accounts
          </h2>
          <Cards connections={own} ownerName={me.name} {...card} />
        </section>
      )}
      {others.map(({ owner, name, connections: theirs }) => {
        const ownerName = personName(owner, me, name);
        return (
          <section key={owner} aria-label={`Accounts of ${ownerName}`}>
            <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <h2 className="text-sm font-semibold text-ink-soft">{ownerName}</h2>
              {managesEverybody(me) && (
                <Button size="small" look="quiet" onClick={() => onRemove(owner, ownerName)}>
                  <UserMinus aria-hidden />
                  Remove from Syncline
                  <span className="sr-only">: {ownerName}</span>
                </Button>
              )}
            </div>
            <Cards connections={theirs} ownerName={ownerName} {...card} />
          </section>
        );
      })}
    </>
  );
}

function Cards({
  connections,
  ownerName,
  ...card
}: CardProps & { connections: readonly Connection[]; ownerName: string }) {
  return (
    <Card>
      <ul>
        {connections.map((connection) => (
          <ConnectionCard key={connection.id} connection={connection} ownerName={ownerName} {...card} />
        ))}
      </ul>
    </Card>
  );
}
