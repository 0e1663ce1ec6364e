import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Conflict, ConflictChoice, ResolutionResult } from '../../shared/api/types';
import { Button } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { conflictName, decidedInWords } from './choice-words';

/** What became of one of many decisions. */
export interface BulkResult {
  conflict: Conflict;
  choice: ConflictChoice;
  result: ResolutionResult;
}

/** What became of each decision, those first that were not done; the focus goes there, its button being gone. */
export function BulkResults({ results, onClose }: { results: readonly BulkResult[]; onClose: () => void }) {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.focus(), [results]);
  const done = results.filter(({ result }) => result.result === 'resolved').length;
  const ordered = [...results].sort((one, other) => Number(isDone(one)) - Number(isDone(other)));
  return (
    <Card ref={card} tabIndex={-1} role="status" aria-label="Results">
      <div className="flex items-center justify-between gap-3 border-b border-line px-4 py-2 sm:px-5">
        <h2 className="font-semibold tabular-nums">
          {done} of {results.length} decided
        </h2>
        <Button
          look="quiet"
          size="small"
          aria-label="Dismiss the results"
          onClick={onClose}
          className="-mr-2"
        >
          <X aria-hidden />
        </Button>
      </div>
      <ul
        tabIndex={0}
        aria-label="What became of each"
        className="max-h-64 divide-y divide-line overflow-y-auto"
      >
        {ordered.map((one) => (
          <li
            key={one.conflict.id}
            className="flex items-start gap-2.5 px-4 py-2 sm:px-5"
            data-result={one.result.result}
          >
            {isDone(one) ? (
              <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden />
            ) : (
              <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
            )}
            <p className="min-w-0 flex-1 text-pretty">
              <span className="font-medium">{conflictName(one.conflict)}</span>
              <span className="block text-sm text-ink-soft">{resultInWords(one)}</span>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const isDone = ({ result }: BulkResult) => result.result === 'resolved';

/** What became of a decision, and what to do where it was not done. */
export function resultInWords({ conflict, choice, result }: BulkResult): string {
  const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
  switch (result.result) {
    case 'resolved':
      return `${capital(decidedInWords(conflict.kind, choice))}.`;
    case 'changed':
      return 'It changed meanwhile: look at both values below and decide again.';
    case 'closed':
      return result.detail ?? 'It was decided already, or both sides came to agree.';
    case 'not-found':
      return result.detail ?? 'There is no such conflict any more.';
    case 'invalid':
      return result.detail ?? 'That cannot be decided about it.';
    case 'busy':
      return result.detail ?? 'It is being changed just now: try again in a moment.';
  }
}
