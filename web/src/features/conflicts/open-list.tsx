import { CircleCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Conflict, Me } from '../../shared/api/types';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { BulkBar } from './bulk-bar';
import { BulkResults, type BulkResult } from './bulk-results';
import { conflictName, decidedInWords } from './choice-words';
import { ConflictCard } from './conflict-card';
import { useBulk } from './use-bulk';
import { useConflictKeys } from './use-conflict-keys';
import { whoInWords } from './whose';

/** What waits for a decision: by mouse, by one key each, or many at once. */
export function OpenList({
  conflicts,
  me,
  now,
  onHelp,
}: {
  conflicts: readonly Conflict[];
  me: Me | undefined;
  now: Date;
  onHelp: () => void;
}) {
  const [chosen, setChosen] = useState<string>();
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const [results, setResults] = useState<readonly BulkResult[]>();
  const bulk = useBulk();
  const current = conflicts.find(({ id }) => id === chosen) ?? conflicts[0];
  const selected = conflicts.filter(({ id }) => selection.has(id));
  const status = useRef<HTMLParagraphElement>(null);
  const focusSoon = useFocusSoon();

  const goTo = (conflict: Conflict | undefined) => {
    setChosen(conflict?.id);
    focusSoon(() => (conflict === undefined ? status.current : elementOf(conflict)));
  };
  /** Before a conflict leaves the list, the next one is taken in hand. */
  const leave = ({ id }: Conflict, words: string) => {
    const index = conflicts.findIndex((one) => one.id === id);
    setSaid(words);
    // After the last one, what came of it is all that is left to stand on.
    goTo(conflicts[index + 1] ?? conflicts[index - 1]);
  };
  useConflictKeys({
    press: (button) => elementOf(current)?.querySelector<HTMLElement>(`[data-press="${button}"]`)?.click(),
    step: (by) => goTo(conflicts[conflicts.findIndex(({ id }) => id === current?.id) + by] ?? current),
    help: onHelp,
  });

  const select = (id: string, on: boolean) => {
    const next = new Set(selection);
    if (on) next.add(id);
    else next.delete(id);
    setSelection(next);
  };
  const decideAll = (choice: 'crm' | 'calendar') =>
    bulk.mutate(
      { conflicts: selected, choice },
      {
        onSuccess: (answer) => {
          setResults(answer);
          setSaid('');
          setSelection(new Set());
        },
      },
    );
  return (
    <>
      <p
        ref={status}
        role="status"
        tabIndex={-1}
        className="flex items-start gap-2 rounded-sm text-pretty text-ok empty:hidden"
      >
        {said !== '' && (
          <>
            <CircleCheck className="mt-0.5 size-4 shrink-0" aria-hidden />
            {said}
          </>
        )}
      </p>
      {results && <BulkResults results={results} onClose={() => setResults(undefined)} />}
      {conflicts.length > 0 && (
        <BulkBar
          selected={selected}
          all={conflicts.length}
          busy={bulk.isPending ? bulk.variables.choice : undefined}
          onAll={() => setSelection(new Set(conflicts.map(({ id }) => id)))}
          onNone={() => setSelection(new Set())}
          onDecide={decideAll}
        />
      )}
      {bulk.isError && <ProblemNotice error={bulk.error} />}
      <div role="list" aria-label="Open conflicts" className="space-y-5">
        {conflicts.map((conflict) => (
          <ConflictCard
            key={conflict.id}
            conflict={conflict}
            me={me}
            now={now}
            current={conflict.id === current?.id}
            selected={selection.has(conflict.id)}
            onSelect={(on) => select(conflict.id, on)}
            onCurrent={() => setChosen(conflict.id)}
            onDecided={({ resolution }) =>
              leave(
                conflict,
                `${conflictName(conflict)}: you ${decidedInWords(conflict.kind, resolution?.choice ?? 'value')}. The next run carries it out.`,
              )
            }
            onClosed={(closed) => leave(conflict, closedInWords(conflict, closed, me))}
          />
        ))}
      </div>
    </>
  );
}

function closedInWords(conflict: Conflict, closed: Conflict | undefined, me: Me | undefined): string {
  const name = conflictName(conflict);
  const resolution = closed?.resolution;
  if (resolution === undefined)
    return `${name}: both sides agree by now. There is nothing to decide any more.`;
  const names = new Map(
    conflict.personName === undefined ? [] : [[conflict.person, conflict.personName] as const],
  );
  const who = whoInWords(resolution.by, me, names);
  return `${name} is decided already: ${who} ${decidedInWords(conflict.kind, resolution.choice)}.`;
}

const elementOf = (conflict: Conflict | undefined) =>
  conflict === undefined
    ? null
    : document.querySelector<HTMLElement>(`[data-conflict="${CSS.escape(conflict.id)}"]`);

/** Moves the focus to an element once it is drawn. */
function useFocusSoon(): (find: () => HTMLElement | null) => void {
  const wanted = useRef<() => HTMLElement | null>(undefined);
  useEffect(() => {
    const find = wanted.current;
    wanted.current = undefined;
    find?.()?.focus();
  });
  return (find) => {
    wanted.current = find;
  };
}
