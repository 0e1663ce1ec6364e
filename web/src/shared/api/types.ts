import type { CalendarSync, Connection, ConnectionService, Event, operations } from './generated';

export type {
  AuditEntry,
  AuditVerification,
  Calendar,
  CalendarSync,
  Config,
  Conflict,
  Connection,
  ConnectionService,
  ConsentRequest,
  Counts,
  KeyReport,
  Me,
  Problem,
  Provider,
  Service,
  When,
} from './generated';

/** A job or an event of a calendar; named so as not to be taken for an event of the browser. */
export type CalendarItem = Event;

export type ItemState = NonNullable<Event['state']>;
export type SyncState = CalendarSync['state'];
export type ConnectionState = Connection['state'];
export type ServiceHealth = ConnectionService['health'];

type Answer<Operation extends keyof operations> = operations[Operation] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

export type Connections = Answer<'listConnections'>;
export type Check = Answer<'checkConnection'>;
export type Finding = Check['findings'][number]['finding'];
export type MemberRemoval = Answer<'removeMember'>;
export type OrganisationRemoval = Answer<'removeOrganisation'>;
export type AuditPage = Answer<'listAudit'>;
