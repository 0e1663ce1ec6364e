import type { CalendarSync, Connection, Event } from './generated';

export type {
  Calendar,
  CalendarSync,
  Config,
  Conflict,
  Connection,
  Counts,
  Me,
  Problem,
  Provider,
  When,
} from './generated';

/** A job or an event of a calendar; named so as not to be taken for an event of the browser. */
export type CalendarItem = Event;

export type ItemState = NonNullable<Event['state']>;
export type SyncState = CalendarSync['state'];
export type ConnectionState = Connection['state'];
