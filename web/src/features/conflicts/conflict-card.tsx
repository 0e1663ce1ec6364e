import { clsx } from 'clsx';
import { Pencil } from 'lucide-react';
import { useId, useState } from 'react';
import { conflictOf } from '../../shared/api/resolve-conflict';
import type { Conflict, ConflictChoice, Me } from '../../shared/api/types';
import { aspectInWords, aspectOf } from '../../shared/conflict/aspect-words';
import { WhyButton } from '../../shared/explanation/why-button';
import { Badge } from '../../shared/ui/badge';
import { Card } from '../../shared/ui/card';
import { Moment } from '../../shared/ui/moment';
import { Notice } from '../../shared/ui/notice';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { ChoiceButton } from './choice-button';
import { conflictInWords, conflictName } from './choice-words';
import { ConflictHeader } from './conflict-header';
import { Sides } from './sides';
import { useDecide } from './use-decide';
import { draftOf } from './value-draft';
import { ValueDialog } from './value-dialog';
import { whoseInWords } from './whose';

/** A conflict that waits: both values side by side, and a button and a key for each choice. */
export function ConflictCard({
  conflict,
  me,
  now,
  current,
  selected,
  onSelect,
  onCurrent,
  onDecided,
  onClosed,
}: {
  conflict: Conflict;
  me: Me | undefined;
  now: Date;
  /** Whether keys go to it. */
  current: boolean;
  selected: boolean;
  onSelect: (selected: boolean) => void;
  onCurrent: () => void;
  onDecided: (resolved: Conflict) => void;
  onClosed: (resolved: Conflict | undefined) => void;
}) {
  const title = useId();
  const [editing, setEditing] = useState(false);
  const decide = useDecide(conflict, onDecided, onClosed);
  const aspect = aspectOf(conflict.aspect);
  const whose = whoseInWords(conflict, me);
  const draft = draftOf(conflict);
  const side = (choice: ConflictChoice) => (
    <ChoiceButton
      conflict={conflict}
      whose={whose}
      choice={choice}
      busy={decide.isPending && decide.variables.choice === choice}
      disabled={decide.isPending && decide.variables.choice !== choice}
      onChoose={() => decide.mutate({ choice })}
    />
  );
  const changed = conflictOf(decide.error)?.state === 'open';
  return (
    <Card
      role="listitem"
      tabIndex={-1}
      aria-labelledby={title}
      aria-current={current || undefined}
      data-conflict={conflict.id}
      onFocusCapture={onCurrent}
      onPointerDownCapture={onCurrent}
      className={clsx('scroll-my-24 outline-offset-0', current && 'ring-2 ring-accent/60')}
    >
      <ConflictHeader
        titleId={title}
        conflict={conflict}
        lead={
          <input
            type="checkbox"
            data-press="select"
            checked={selected}
            onChange={(event) => onSelect(event.target.checked)}
            aria-label={`Select ${conflictName(conflict)}`}
            aria-keyshortcuts="x"
            className="mt-1 size-4 shrink-0 accent-accent"
          />
        }
        badge={<Badge tone={aspect.kind === 'whole' ? 'bad' : 'warn'}>{aspectInWords(aspect)}</Badge>}
      >
        <p className="mt-0.5 text-pretty text-ink-soft">{conflictInWords(conflict, whose)}</p>
        <p className="mt-0.5 text-sm text-ink-faint">
          Found <Moment at={conflict.detectedAt} now={now} />
        </p>
      </ConflictHeader>
      {changed && (
        <div className="px-4 pb-3 sm:px-5">
          <Notice tone="warn" title="It changed meanwhile">
            This is how it stands now. Look at both values and decide again.
          </Notice>
        </div>
      )}
      <Sides
        conflict={conflict}
        aspect={aspect}
        whose={whose}
        now={now}
        under={{
          more: (
            <>
              {conflict.choices.includes('value') && draft !== undefined && (
                <ChoiceButton
                  conflict={conflict}
                  whose={whose}
                  choice="value"
                  busy={decide.isPending && decide.variables.choice === 'value'}
                  look="quiet"
                  icon={<Pencil aria-hidden />}
                  onChoose={() => setEditing(true)}
                />
              )}
              <WhyButton itemId={conflict.jobId} title={conflict.jobTitle} look="quiet" />
            </>
          ),
          crm: side('crm'),
          calendar: side('calendar'),
        }}
      />
      {decide.isError && !changed && (
        <div className="border-t border-line px-4 py-4 sm:px-5">
          <ProblemNotice error={decide.error} />
        </div>
      )}
      {editing && draft !== undefined && (
        <ValueDialog
          conflict={conflict}
          draft={draft}
          onClose={() => setEditing(false)}
          onValue={(value) => {
            setEditing(false);
            decide.mutate({ choice: 'value', value });
          }}
        />
      )}
    </Card>
  );
}
