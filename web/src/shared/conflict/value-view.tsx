import { clsx } from 'clsx';
import type { ConflictValue } from '../api/types';
import type { Aspect } from './aspect-words';
import type { Piece } from '../lib/word-diff';
import { shown, type MarkedLine } from './value-lines';

/** A side's value, with what differs from the baseline marked for eyes and ears. */
export function ValueView({
  aspect,
  value,
  baseline,
}: {
  aspect: Aspect;
  value: ConflictValue;
  baseline?: ConflictValue;
}) {
  const view = shown(aspect, value, baseline);
  switch (view.kind) {
    case 'gone':
      return <p className="font-medium text-bad">{view.words}</p>;
    case 'nothing':
      return (
        <p className="wrap-anywhere whitespace-pre-wrap">
          <em className="text-ink-soft">Nothing</em>
          {view.was !== '' && (
            <>
              {' '}
              <Marked kind="gone" text={view.was} />
            </>
          )}
        </p>
      );
    case 'lines':
      return (
        <div
          {...(isLong(view.lines) ? { tabIndex: 0, role: 'group', 'aria-label': 'The whole text' } : {})}
          className={clsx(
            'space-y-0.5 wrap-anywhere whitespace-pre-wrap',
            isLong(view.lines) && 'max-h-64 overflow-y-auto',
          )}
        >
          {view.lines.map(({ name, pieces }) => (
            <p key={name} className={clsx(name === 'there' && 'text-sm')}>
              {pieces.map((piece, index) => (
                <Marked key={index} {...piece} />
              ))}
            </p>
          ))}
        </div>
      );
  }
}

/** True for a text that would push everything else off the screen: it scrolls in itself, by keyboard too. */
function isLong(lines: readonly MarkedLine[]): boolean {
  const text = lines.flatMap(({ pieces }) => pieces.map((piece) => piece.text)).join('');
  return text.length > 600 || text.split('\n').length > 12;
}

function Marked({ kind, text }: Piece) {
  switch (kind) {
    case 'same':
      return text;
    case 'new':
      return (
        <ins className="rounded-sm bg-ok-soft box-decoration-clone px-0.5 font-medium text-ok no-underline">
          <span className="sr-only">new: </span>
          {text}
        </ins>
      );
    case 'gone':
      return (
        <del className="px-0.5 text-ink-faint">
          <span className="sr-only">gone: </span>
          {text}
        </del>
      );
  }
}
