import type { Conflict, Exception, ResolutionValue, When } from '../../shared/api/types';
import { aspectOf } from '../../shared/conflict/aspect-words';
import { parseDay, plusDays } from '../../shared/time/day';

/** A time while it is being filled in; the last day of whole days is the last one that belongs to it. */
export interface WhenDraft {
  allDay: boolean;
  startDate: string;
  startTime: string;
  endDate: string;
  endTime: string;
  timeZone: string;
  /** The value of an RRULE; empty where it does not repeat. */
  repeats: string;
}

/** An occurrence while it is being filled in; what is empty is as in the series. */
export interface OccurrenceDraft {
  how: 'like' | 'cancelled' | 'different';
  title: string;
  location: string;
  description: string;
  /** Missing while it takes place when the series says. */
  when: WhenDraft | undefined;
}

/** A third value while it is being filled in. */
export type Draft =
  | { kind: 'text'; field: 'title' | 'description' | 'location'; text: string }
  | { kind: 'word'; field: 'availability' | 'status'; text: string }
  | { kind: 'when'; when: WhenDraft }
  | { kind: 'occurrence'; before: Exception; occurrence: OccurrenceDraft };

/** The value that a draft stands for, or what is wrong with it. */
export type Drafted = { kind: 'value'; value: ResolutionValue } | { kind: 'flaw'; sentence: string };

/** A draft to begin with: the CRM's value. */
export function draftOf({ aspect, crm }: Conflict): Draft | undefined {
  const about = aspectOf(aspect);
  switch (about.kind) {
    case 'text':
    case 'word':
      return { ...about, text: crm.text };
    case 'when':
      return crm.when === undefined ? undefined : { kind: 'when', when: whenDraftOf(crm.when) };
    case 'occurrence':
      return occurrenceDraftOf(crm.occurrence ?? { date: about.date });
    case 'whole':
    case 'unknown':
      return undefined;
  }
}

/** A time as its form shows it. */
export function whenDraftOf(when: When): WhenDraft {
  const repeats = when.repeats ?? '';
  if ('startDate' in when) {
    const end = parseDay(when.endDate);
    const endDate = end === undefined || end <= when.startDate ? when.startDate : plusDays(end, -1);
    return { ...midday, allDay: true, startDate: when.startDate, endDate, timeZone: viewerZone(), repeats };
  }
  return {
    allDay: false,
    startDate: when.start.slice(0, 10),
    startTime: when.start.slice(11, 16),
    endDate: when.end.slice(0, 10),
    endTime: when.end.slice(11, 16),
    timeZone: when.timeZone,
    repeats,
  };
}

const midday = { startTime: '09:00', endTime: '10:00' };
const viewerZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

function occurrenceDraftOf(before: Exception): Draft {
  const blank: OccurrenceDraft = { how: 'like', title: '', location: '', description: '', when: undefined };
  if ('cancelled' in before)
    return { kind: 'occurrence', before, occurrence: { ...blank, how: 'cancelled' } };
  const { date: _date, title = '', location = '', description = '', when, ...others } = before;
  const differs =
    title + location + description !== '' || when !== undefined || Object.keys(others).length > 0;
  const occurrence: OccurrenceDraft = {
    how: differs ? 'different' : 'like',
    title,
    location,
    description,
    when: when === undefined ? undefined : whenDraftOf(when),
  };
  return { kind: 'occurrence', before, occurrence };
}

/** What a draft stands for. */
export function drafted(draft: Draft): Drafted {
  switch (draft.kind) {
    case 'text':
      return draft.field === 'title' && draft.text.trim() === ''
        ? flaw('Give it a title.')
        : { kind: 'value', value: { text: draft.text } };
    case 'word':
      return { kind: 'value', value: { text: draft.text } };
    case 'when': {
      const when = whenOf(draft.when);
      return typeof when === 'string' ? flaw(when) : { kind: 'value', value: { when } };
    }
    case 'occurrence':
      return occurrenceOf(draft.before, draft.occurrence);
  }
}

/** The time of a draft, or the sentence that says what is wrong with it. */
function whenOf(draft: WhenDraft): When | string {
  const [first, last] = [parseDay(draft.startDate), parseDay(draft.endDate)];
  if (first === undefined || last === undefined) return 'Fill in both days.';
  const repeats = draft.repeats.trim();
  const series = repeats === '' ? {} : { repeats };
  if (draft.allDay) {
    if (last < first) return 'The last day lies before the first one.';
    return { startDate: first, endDate: plusDays(last, 1), ...series };
  }
  if (!isTime(draft.startTime) || !isTime(draft.endTime)) return 'Fill in both times.';
  const start = `${first}T${draft.startTime}:00`;
  const end = `${last}T${draft.endTime}:00`;
  if (end <= start) return 'The end lies before the start.';
  if (!isZone(draft.timeZone)) return 'Choose a time zone such as Europe/Berlin.';
  return { start, end, timeZone: draft.timeZone, ...series };
}

const isTime = (text: string) => /^\d{2}:\d{2}$/.test(text);

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone !== '';
  } catch {
    return false;
  }
}

function occurrenceOf(before: Exception, draft: OccurrenceDraft): Drafted {
  const { date } = before;
  switch (draft.how) {
    case 'like':
      return { kind: 'value', value: { occurrence: { date } } };
    case 'cancelled':
      return { kind: 'value', value: { occurrence: { date, cancelled: true } } };
    case 'different':
      return differentOf(before, draft);
  }
}

function differentOf(before: Exception, draft: OccurrenceDraft): Drafted {
  const when = draft.when === undefined ? undefined : whenOf({ ...draft.when, repeats: '' });
  if (typeof when === 'string') return flaw(when);
  const texts = Object.fromEntries(
    (['title', 'location', 'description'] as const)
      .map((name) => [name, draft[name].trim()] as const)
      .filter(([, text]) => text !== ''),
  );
  const differences = { ...keptOf(before), ...texts, ...(when === undefined ? {} : { when }) };
  return Object.keys(differences).length === 0
    ? flaw('Say what is different, or choose that it is like all others.')
    : { kind: 'value', value: { occurrence: { date: before.date, ...differences } } };
}

/** What the form does not show, and so does not change. */
function keptOf(before: Exception): Pick<Exclude<Exception, { cancelled: true }>, 'availability' | 'status'> {
  if ('cancelled' in before) return {};
  const { availability, status } = before;
  return {
    ...(availability === undefined ? {} : { availability }),
    ...(status === undefined ? {} : { status }),
  };
}

const flaw = (sentence: string): Drafted => ({ kind: 'flaw', sentence });
