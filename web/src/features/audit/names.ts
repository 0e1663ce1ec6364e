import type { Connection, Me } from '../../shared/api/types';
import type { Names } from './audit-words';

/** The names that the connections and the signed-in person tell. */
export function namesOf(me: Me | undefined, connections: readonly Connection[]): Names {
  const people = new Map<string, string>();
  for (const { owner, ownerName } of connections) {
    if (ownerName !== undefined) people.set(owner, ownerName);
    else if (!people.has(owner)) people.set(owner, owner);
  }
  if (me !== undefined) people.set(me.user, me.name);
  return { people, accounts: new Map(connections.map(({ id, account }) => [id, account.email])) };
}
