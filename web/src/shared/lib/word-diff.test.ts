import { expect, it } from 'vitest';
import { wordDiff, type Piece } from './word-diff';

const shown = (pieces: readonly Piece[]) =>
  pieces
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'new' ? `+${text}+` : `-${text}-`))
    .join('');

it('marks the words that are new and those that are gone', () => {
  expect(shown(wordDiff('Ring at the side entrance.', 'Ring twice at the entrance.'))).toBe(
    'Ring +twice +at the- side- entrance.',
  );
  expect(shown(wordDiff('', 'All new'))).toBe('+All new+');
  expect(shown(wordDiff('Gone', ''))).toBe('-Gone-');
  expect(shown(wordDiff('Same', 'Same'))).toBe('Same');
});

it('keeps words of other alphabets whole', () => {
  expect(shown(wordDiff('Zürich Süd', 'Zürich Nord'))).toBe('Zürich -Süd-+Nord+');
});

it('says of a long text made new that it is new, and does not count words for minutes', () => {
  const text = (word: string) => Array.from({ length: 4_000 }, (_, index) => `${word}${index}`).join(' ');
  expect(wordDiff(text('a'), text('b')).map(({ kind }) => kind)).toEqual(['gone', 'new']);
});
