import type {
  CalendarExplanation,
  CalendarSync,
  Conflict,
  Connection,
  ConnectionService,
  Event,
  operations,
  Resolution,
  Review,
  SyncPolicy,
} from './generated';

export type {
  Action,
  AuditEntry,
  AuditVerification,
  BulkResolution,
  Calendar,
  CalendarExplanation,
  CalendarSync,
  Config,
  Conflict,
  ConflictProblem,
  ConflictValue,
  Connection,
  ConnectionService,
  ConsentRequest,
  Counts,
  EventLink,
  Exception,
  ItemExplanation,
  Job,
  KeyReport,
  Me,
  Ownership,
  Problem,
  Provider,
  Resolution,
  ResolutionResult,
  ResolutionValue,
  Review,
  Service,
  SingleWhen,
  SyncPolicy,
  When,
} from './generated';

/** A job or an event of a calendar; named so as not to be taken for an event of the browser. */
export type CalendarItem = Event;

export type ItemState = NonNullable<Event['state']>;
export type SyncState = CalendarSync['state'];
export type ConflictChoice = Resolution['choice'];
export type ConflictState = Conflict['state'];
export type ReviewAnswer = NonNullable<Review['decision']>['answer'];
export type OwnedField = keyof SyncPolicy['ownership'];
export type ExplanationLine = CalendarExplanation['lines'][number];
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
export type ConflictsPage = Answer<'listConflicts'>;
export type ReviewUndo = Answer<'undoReview'>;
