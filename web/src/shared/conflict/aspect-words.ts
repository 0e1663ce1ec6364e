import { parseDay } from '../time/day';
import { longDayName } from '../time/in-words';

/** What a conflict is about, as the field that edits it wants to know. */
export type Aspect =
  | { kind: 'text'; field: 'title' | 'description' | 'location' }
  | { kind: 'word'; field: 'availability' | 'status' }
  | { kind: 'when' }
  | { kind: 'occurrence'; date: string }
  /** One side deleted all of it. */
  | { kind: 'whole' }
  /** One that this version does not know. */
  | { kind: 'unknown'; name: string };

/** Reads what the API calls an aspect. */
export function aspectOf(aspect: string | undefined): Aspect {
  if (aspect === undefined) return { kind: 'whole' };
  if (aspect.startsWith('occurrence:'))
    return { kind: 'occurrence', date: aspect.slice('occurrence:'.length) };
  switch (aspect) {
    case 'title':
    case 'description':
    case 'location':
      return { kind: 'text', field: aspect };
    case 'availability':
    case 'status':
      return { kind: 'word', field: aspect };
    case 'when':
      return { kind: 'when' };
    default:
      return { kind: 'unknown', name: aspect };
  }
}

/** The fields of an entry as a person calls them. */
export const fieldNames = {
  title: 'Title',
  description: 'Description',
  location: 'Place',
  when: 'Time',
  availability: 'Free or busy',
  status: 'Confirmed or not',
} as const;

/** What a conflict is about: `Time`, `Occurrence of Tuesday 24 November`. */
export function aspectInWords(aspect: Aspect): string {
  switch (aspect.kind) {
    case 'text':
    case 'word':
      return fieldNames[aspect.field];
    case 'when':
      return fieldNames.when;
    case 'occurrence': {
      const day = parseDay(aspect.date);
      return `Occurrence of ${day === undefined ? aspect.date : longDayName(day)}`;
    }
    case 'whole':
      return 'Deletion';
    case 'unknown':
      return aspect.name;
  }
}

const words: Record<string, string> = {
  busy: 'Busy',
  free: 'Free',
  confirmed: 'Confirmed',
  tentative: 'Not confirmed yet',
};

/** `busy`, `tentative` and the like as a person reads them. */
export const wordInWords = (word: string) => words[word] ?? word;
