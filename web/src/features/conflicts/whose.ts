import type { Conflict, Me } from '../../shared/api/types';

/** Whose calendar a conflict is about, before the word `calendar`: `your`, `Tess Technician’s`. */
export function whoseInWords({ person, personName }: Conflict, me: Me | undefined): string {
  return me?.user === person ? 'your' : `${personName ?? person}’s`;
}

/** Who decided: `You`, a name where the list knows it, else the id. */
export function whoInWords(user: string, me: Me | undefined, names: ReadonlyMap<string, string>): string {
  return me?.user === user ? 'You' : (names.get(user) ?? user);
}
