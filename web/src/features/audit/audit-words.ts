import type { AuditEntry, AuditVerification } from '../../shared/api/types';
import { aspectInWords, aspectOf } from '../../shared/conflict/aspect-words';
import { plusDays, type Day } from '../../shared/time/day';
import { distanceInWords, longDayName } from '../../shared/time/in-words';

/** What people and accounts are called; the trail itself knows only ids. */
export interface Names {
  people: ReadonlyMap<string, string>;
  accounts: ReadonlyMap<string, string>;
}

/** How an action is told: as a filter, when it was done, and when it was not. */
interface Deed {
  label: string;
  /** After the actor: `connected …`. */
  done: string;
  /** After `could not` or `was not allowed to`: `connect …`. */
  toDo: string;
}

/** `*` stands for what it was done to. */
const deeds: Record<string, Deed> = {
  'connection-started': {
    label: 'Connecting begun',
    done: 'began to connect *',
    toDo: 'begin to connect *',
  },
  'connection-completed': { label: 'Connected', done: 'connected *', toDo: 'connect *' },
  'connection-refused': { label: 'Connecting refused', done: 'connected *', toDo: 'connect *' },
  'connection-checked': { label: 'Checked', done: 'checked *', toDo: 'check *' },
  'connection-disconnected': { label: 'Disconnected', done: 'disconnected *', toDo: 'disconnect *' },
  'consent-asked-of-administrator': {
    label: 'Administrator asked',
    done: 'has to ask an administrator before connecting *',
    toDo: 'ask an administrator for *',
  },
  'consent-answered-by-administrator': {
    label: 'Administrator answered',
    done: 'answered a request for an administrator’s consent',
    toDo: 'answer a request for an administrator’s consent',
  },
  'permission-changed': {
    label: 'Permissions changed',
    done: 'changed the permissions of *',
    toDo: 'change the permissions of *',
  },
  'calendar-chosen': {
    label: 'Calendar chosen',
    done: 'chose a calendar of *',
    toDo: 'choose a calendar of *',
  },
  'conflict-resolved': {
    label: 'Conflict decided',
    done: 'decided a conflict of *',
    toDo: 'decide a conflict of *',
  },
  'review-decided': {
    label: 'Paused deletions decided',
    done: 'decided about paused deletions of *',
    toDo: 'decide about paused deletions of *',
  },
  'review-undone': {
    label: 'Deletions undone',
    done: 'brought back the deleted events of *',
    toDo: 'bring back the deleted events of *',
  },
  'job-put-back': {
    label: 'Job put back',
    done: 'put a job back into the calendar of *',
    toDo: 'put a job back into the calendar of *',
  },
  'sync-policy-changed': {
    label: 'Sync policy changed',
    done: 'changed the sync policy of *',
    toDo: 'change the sync policy of *',
  },
  'token-stored': { label: 'Token stored', done: 'stored a token of *', toDo: 'store a token of *' },
  'token-read': { label: 'Token read', done: 'read a token of *', toDo: 'read a token of *' },
  'token-refreshed': {
    label: 'Token renewed',
    done: 'renewed the token of *',
    toDo: 'renew the token of *',
  },
  'token-destroyed': {
    label: 'Tokens destroyed',
    done: 'destroyed the tokens of *',
    toDo: 'destroy the tokens of *',
  },
  'grant-dead': {
    label: 'Access lost',
    done: 'found that * lets Syncline in no more',
    toDo: 'get in at * any more',
  },
  'grant-revoked': {
    label: 'Access given back',
    done: 'gave back the access to *',
    toDo: 'give back the access to *',
  },
  'owner-told': {
    label: 'Owner told',
    done: 'told the owner of * that it has to be connected again',
    toDo: 'tell the owner of *',
  },
  'key-created': { label: 'Key created', done: 'created a key of *', toDo: 'create a key of *' },
  'key-rotated': {
    label: 'Key rotated',
    done: 'began to rotate the keys of *',
    toDo: 'rotate the keys of *',
  },
  'key-retired': { label: 'Key retired', done: 'retired a key of *', toDo: 'retire a key of *' },
  'keys-shredded': {
    label: 'Keys destroyed',
    done: 'destroyed the keys of *',
    toDo: 'destroy the keys of *',
  },
  'keys-reported': {
    label: 'Key report seen',
    done: 'looked at the key report',
    toDo: 'look at the key report',
  },
  'member-removed': { label: 'Member removed', done: 'removed *', toDo: 'remove *' },
  'organisation-removed': { label: 'Organisation removed', done: 'removed *', toDo: 'remove *' },
  'organisation-readmitted': {
    label: 'Organisation let in again',
    done: 'let * in again',
    toDo: 'let * in again',
  },
  'connections-seen': {
    label: 'Connections seen',
    done: 'looked at everybody’s connections',
    toDo: 'look at everybody’s connections',
  },
  'trail-seen': { label: 'Trail seen', done: 'looked at this trail', toDo: 'look at this trail' },
  'trail-verified': { label: 'Trail verified', done: 'verified this trail', toDo: 'verify this trail' },
  'access-refused': { label: 'Access refused', done: 'used *', toDo: 'use *' },
};

/** Every action that is known here, for choosing one. */
export const actionLabels: readonly { action: string; label: string }[] = Object.entries(deeds)
  .map(([action, { label }]) => ({ action, label }))
  .sort((one, other) => one.label.localeCompare(other.label));

/** Functions that work without anybody asking. */
export const knownFunctions = ['calendar-sync', 'key-rotation', 'token-refresh', 'vault'] as const;

/** Who did something: a person by name, a function by its own, an operator, or nobody that is known. */
export function actorName(actor: string, { people }: Names): string {
  const [kind, id] = partsOf(actor);
  switch (kind) {
    case 'person':
      return people.get(id) ?? id;
    case 'operator':
      return `The operator (${id})`;
    case 'stranger':
      return 'Somebody who is not signed in';
    default:
      return id === '' ? actor : id;
  }
}

/** What something was done to. */
export function subjectName(subject: string, names: Names): string {
  const { people, accounts } = names;
  const [kind, id] = partsOf(subject);
  switch (kind) {
    case 'job': {
      const [job, account] = id.split(' in ', 2);
      return account === undefined ? `job ${id}` : `job ${job} in ${subjectName(account, names)}`;
    }
    case 'connection':
      return accounts.get(id) ?? `connection ${id}`;
    case 'provider':
      return id === 'google' ? 'a Google account' : id === 'microsoft' ? 'a Microsoft account' : subject;
    case 'member':
    case 'person':
      return people.get(id) ?? id;
    case 'organisation':
      return 'the organisation';
    default:
      return subject;
  }
}

/** An entry as a sentence: `Dana connected tess@demo.example for calendar.` */
export function sentenceOf(entry: AuditEntry, names: Names): string {
  const { actor, action, subject, outcome, detail } = entry;
  const who = actorName(actor, names);
  const what = subjectName(subject, names);
  const deed = own(deeds, action);
  if (deed === undefined) return `${who}: ${action}${joined(what)}${joined(detail)}`;
  const told = `${who} ${happened(deed, outcome)}`.replace('*', () => what);
  return `${told}${tail(action, detail)}.`;
}

function happened({ done, toDo }: Deed, outcome: string): string {
  switch (outcome) {
    case 'done':
      return done;
    case 'refused':
      return `was not allowed to ${toDo}`;
    case 'failed':
      return `could not ${toDo}`;
    default:
      return `${done} (${outcome})`;
  }
}

/** `for calendar` reads on; whatever else is a reason and stands behind a colon. */
function tail(action: string, detail: string): string {
  if (detail === '') return '';
  const said = detailInWords(action, detail);
  return /^(for|again|at|with) ?\b/.test(said) ? ` ${said}` : `: ${said}`;
}

/** What the trail notes in a few words of its own. */
function detailInWords(action: string, detail: string): string {
  switch (action) {
    case 'connection-refused':
      return own(refusals, detail) ?? detail;
    case 'conflict-resolved': {
      const [, aspect, choice] = /^(.*): (crm|calendar|value)$/s.exec(detail) ?? [];
      if (aspect === undefined || choice === undefined) return detail;
      const about = aspect === 'deletion' ? 'deletion' : aspectInWords(aspectOf(aspect)).toLowerCase();
      return `${about}, ${own(sides, choice) ?? choice}`;
    }
    case 'review-decided':
      return detail.replace(/^(approve|refuse)d?: /, '$1d, ');
    default:
      return detail;
  }
}

/** For which side a conflict was decided. */
const sides: Record<string, string> = {
  crm: 'as the CRM has it',
  calendar: 'as the calendar has it',
  value: 'another value for both sides',
};

const joined = (text: string) => (text === '' ? '' : `, ${text}`);

/** The callback's words for why it refused. */
const refusals: Record<string, string> = {
  denied: 'access was not allowed on the consent page',
  administrator: 'only an administrator may allow it',
  expired: 'it took longer than ten minutes',
  used: 'the answer was used before',
  invalid: 'the answer was not asked for by that browser, or was changed on the way',
  incomplete: 'something was missing in the answer',
  'wrong-account': 'somebody else has connected the account',
  'other-account': 'another account was chosen',
  removed: 'the person or the organisation was removed meanwhile',
  operator: 'the provider refuses this installation',
  provider: 'the provider did not answer as it should',
  'no-access': 'nothing was allowed on the consent page',
};

/** `Today, Monday 23 November`, `Yesterday, …`, or the date with its year. */
export function pastDayInWords(day: Day, today: Day): string {
  if (day === today) return `Today, ${longDayName(day)}`;
  if (day === plusDays(today, -1)) return `Yesterday, ${longDayName(day)}`;
  return day.slice(0, 4) === today.slice(0, 4) ? longDayName(day) : `${longDayName(day)} ${day.slice(0, 4)}`;
}

/** What a verification found. */
export function verdictInWords(found: AuditVerification, now: Date): { title: string; detail: string } {
  if (!found.intact) {
    return {
      title: `The trail was tampered with${found.sequence === undefined ? '' : ` at entry ${number(found.sequence)}`}`,
      detail: [
        found.damage === undefined ? undefined : damages[found.damage],
        found.explanation,
        'Keep an export of it now, and tell whoever runs Syncline.',
      ]
        .filter((part) => part !== undefined)
        .join(' '),
    };
  }
  const entries = found.entries ?? 0;
  return {
    title: 'The trail is as it was written',
    detail: `${entries === 1 ? 'One entry was' : `${number(entries)} entries were`} checked. ${sealedInWords(found, now)}`,
  };
}

function sealedInWords({ sealed, sealedAt, entries = 0 }: AuditVerification, now: Date): string {
  if (sealed === undefined || sealed === 0)
    return 'No seal vouches for them yet; the next one is made within minutes.';
  const when = sealedAt === undefined ? '' : `, made ${distanceInWords(new Date(sealedAt), now)}`;
  return sealed >= entries
    ? `A seal vouches for all of them${when}.`
    : `A seal vouches for everything up to entry ${number(sealed)}${when}; what came later is vouched for by the next one.`;
}

const damages: Record<NonNullable<AuditVerification['damage']>, string> = {
  changed: 'Something in this entry was changed after it was written.',
  removed: 'An entry that stood here was taken out.',
  inserted: 'This entry was put in later.',
  reordered: 'Entries were put into another order.',
  'cut-off': 'Entries at the end of the trail were cut off.',
  'forged-seal': 'The seal over the trail was not made by Syncline.',
};

const number = (value: number) => value.toLocaleString('en');

/** What a record says itself: a word of the trail may be the name of something that every object has. */
function own<Value>(record: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function partsOf(text: string): [string, string] {
  const slash = text.indexOf('/');
  return slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash + 1)];
}
