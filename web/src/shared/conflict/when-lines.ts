import type { Exception, When } from '../api/types';
import { spanInWords, spanThereInWords } from '../time/in-words';
import { repeatsInWords } from '../time/repeats';
import { spanOf } from '../time/span';
import { fieldNames, wordInWords } from './aspect-words';

/** A line of a value; lines of two values with the same name say the same thing of each. */
export interface Line {
  name: string;
  text: string;
}

/** A time in lines: when, when there, and how it repeats. */
export function whenLines(when: When): Line[] {
  const span = spanOf(when);
  const there = spanThereInWords(span);
  return [
    { name: 'when', text: spanInWords(span) },
    ...(there === undefined ? [] : [{ name: 'there', text: there }]),
    ...(when.repeats === undefined
      ? []
      : [{ name: 'repeats', text: `Repeats ${repeatsInWords(when.repeats)}` }]),
  ];
}

/** How an occurrence differs from its series, a line for each field that does. */
export function occurrenceLines(exception: Exception): Line[] {
  if ('cancelled' in exception) return [{ name: 'cancelled', text: 'Does not take place' }];
  const { title, description, location, when, availability, status } = exception;
  const lines = [
    when === undefined ? [] : whenLines(when),
    line('title', title),
    line('location', location),
    line('description', description),
    line('availability', availability === undefined ? undefined : wordInWords(availability)),
    line('status', status === undefined ? undefined : wordInWords(status)),
  ].flat();
  return lines.length === 0 ? [{ name: 'like', text: 'Like all of its series' }] : lines;
}

function line(name: Exclude<keyof typeof fieldNames, 'when'>, text: string | undefined): Line[] {
  if (text === undefined) return [];
  return [{ name, text: `${fieldNames[name]}: ${text === '' ? 'none' : text}` }];
}
