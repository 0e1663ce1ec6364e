import type { Connection } from '../../shared/api/types';

/** A person with the accounts that they connected. */
export interface Owner {
  owner: string;
  name: string | undefined;
  connections: Connection[];
}

/** Connections by the person whose they are, persons by name; the connections of one keep their order. */
export function byOwner(connections: readonly Connection[]): Owner[] {
  const owners = new Map<string, Owner>();
  for (const connection of connections) {
    const known = owners.get(connection.owner);
    if (known === undefined) {
      const { owner, ownerName: name } = connection;
      owners.set(owner, { owner, name, connections: [connection] });
    } else {
      known.connections.push(connection);
      known.name ??= connection.ownerName;
    }
  }
  return [...owners.values()].sort((one, other) =>
    (one.name ?? one.owner).localeCompare(other.name ?? other.owner),
  );
}
