import type { Me } from '../api/types';

/** True for people who see more than their own jobs. */
export const seesEverybody = (me: Me) => me.roles.some((role) => role !== 'technician');

/** True for people who see and manage the connections of the whole organisation. */
export const managesEverybody = (me: Me) => me.roles.includes('administrator');

/** How a person is called on the screen: by name where the API knows it, else by id; and `you` for oneself. */
export function personName(person: string, me: Me | undefined, name?: string): string {
  return me?.user === person ? `${me.name} (you)` : (name ?? person);
}
