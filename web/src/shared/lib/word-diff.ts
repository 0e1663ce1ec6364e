/** A stretch of a text: as it was, new, or gone. */
export interface Piece {
  kind: 'same' | 'new' | 'gone';
  text: string;
}

/** Above so many comparisons a text is shown as wholly changed: nobody reads the marks of a long text made new. */
const MOST_COMPARISONS = 4_000_000;

/** What became of a text, word by word. */
export function wordDiff(before: string, after: string): Piece[] {
  const old = wordsOf(before);
  const now = wordsOf(after);
  const head = commonHead(old, now);
  const tail = commonHead(old.slice(head).reverse(), now.slice(head).reverse());
  const middle = middleOf(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return joined([...same(now.slice(0, head)), ...middle, ...same(now.slice(now.length - tail))]);
}

const wordsOf = (text: string) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
const same = (words: readonly string[]) => words.map((text): Piece => ({ kind: 'same', text }));

function commonHead(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((word, index) => word !== other[index]);
  return differs === -1 ? Math.min(one.length, other.length) : differs;
}

function middleOf(old: readonly string[], now: readonly string[]): Piece[] {
  if (old.length * now.length > MOST_COMPARISONS) return replaced(old, now);
  return walked(old, now, longestCommon(old, now));
}

const replaced = (old: readonly string[], now: readonly string[]): Piece[] => [
  ...old.map((text): Piece => ({ kind: 'gone', text })),
  ...now.map((text): Piece => ({ kind: 'new', text })),
];

/** How many words both have in common from every pair of places on, row by row. */
function longestCommon(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        old[i] === now[j]
          ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
    }
  }
  return lengths;
}

function walked(old: readonly string[], now: readonly string[], lengths: Uint16Array): Piece[] {
  const width = now.length + 1;
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [was, is] = [old[i], now[j]];
    if (was !== undefined && was === is) {
      pieces.push({ kind: 'same', text: is });
      i++;
      j++;
    } else if (
      is === undefined ||
      (was !== undefined && (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))
    ) {
      pieces.push({ kind: 'gone', text: was ?? '' });
      i++;
    } else {
      pieces.push({ kind: 'new', text: is });
      j++;
    }
  }
  return pieces;
}

/** Neighbours of one kind in one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.kind === piece.kind) last.text += piece.text;
    else result.push({ ...piece });
  }
  return result;
}
