import type { ConflictValue, When } from '../api/types';
import { wordInWords, type Aspect } from './aspect-words';
import { occurrenceLines, whenLines, type Line } from './when-lines';
import { wordDiff, type Piece } from '../lib/word-diff';

/** A line of a value, in pieces that say what became of them. */
export interface MarkedLine {
  name: string;
  pieces: Piece[];
}

/** A value as it is shown: gone, nothing, or lines in which what differs is marked. */
export type Shown =
  { kind: 'gone'; words: string } | { kind: 'nothing'; was: string } | { kind: 'lines'; lines: MarkedLine[] };

/**
 * A side's value with what differs from the baseline marked: words of texts, whole lines of times.
 *
 * @param baseline what both sides last agreed on; without it nothing is marked
 */
export function shown(aspect: Aspect, value: ConflictValue, baseline?: ConflictValue): Shown {
  if (value.gone === true) return { kind: 'gone', words: value.text === '' ? 'Deleted' : value.text };
  const lines = linesOf(aspect, value);
  if (lines === undefined) return textShown(value.text, baseline?.gone === true ? undefined : baseline?.text);
  const before = baseline === undefined ? undefined : (linesOf(aspect, baseline) ?? []);
  return {
    kind: 'lines',
    lines: lines.map(({ name, text }) => ({
      name,
      pieces: [{ kind: isNew({ name, text }, before) ? 'new' : 'same', text }],
    })),
  };
}

const isNew = (line: Line, before: readonly Line[] | undefined) =>
  before !== undefined && !before.some(({ name, text }) => name === line.name && text === line.text);

/** The lines of what is not one text. */
function linesOf(aspect: Aspect, value: ConflictValue): Line[] | undefined {
  if (value.when !== undefined) {
    return [...(aspect.kind === 'whole' ? titleOf(value.text, value.when) : []), ...whenLines(value.when)];
  }
  if (value.occurrence !== undefined) return occurrenceLines(value.occurrence);
  if (aspect.kind === 'word') return [{ name: aspect.field, text: wordInWords(value.text) }];
  return undefined;
}

/** The title of a whole entry, whose text is `Boiler service, 2026-11-24 09:00 to …`. */
function titleOf(text: string, when: When): Line[] {
  const end = text.lastIndexOf(`, ${'startDate' in when ? when.startDate : when.start.slice(0, 10)}`);
  return end > 0 ? [{ name: 'title', text: text.slice(0, end) }] : [];
}

function textShown(text: string, baseline: string | undefined): Shown {
  if (text === '') return { kind: 'nothing', was: baseline ?? '' };
  const pieces: Piece[] = baseline === undefined ? [{ kind: 'same', text }] : wordDiff(baseline, text);
  return { kind: 'lines', lines: [{ name: 'text', pieces }] };
}
