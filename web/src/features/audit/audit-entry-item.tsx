import { clsx } from 'clsx';
import { ChevronRight, CircleAlert, CircleSlash, Filter } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { AuditEntry } from '../../shared/api/types';
import { clockTime } from '../../shared/time/in-words';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { actorName, sentenceOf, subjectName, type Names } from './audit-words';

/** One entry: when, what happened as a sentence, and everything that is written of it. */
export function AuditEntryItem({
  entry,
  names,
  marked,
  onFilter,
}: {
  entry: AuditEntry;
  names: Names;
  marked: boolean;
  onFilter: (name: 'actor' | 'subject', value: string) => void;
}) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!marked) return;
    item.current?.scrollIntoView({ block: 'center' });
    item.current?.focus({ preventScroll: true });
  }, [marked]);
  return (
    <li
      ref={item}
      id={`entry-${entry.sequence}`}
      tabIndex={marked ? -1 : undefined}
      aria-current={marked || undefined}
      className={clsx(
        'border-b border-line first:rounded-t-lg last:rounded-b-lg last:border-b-0',
        marked && 'border-l-4 border-l-bad-line bg-bad-soft',
      )}
    >
      <details className="group">
        <summary className="grid cursor-pointer list-none grid-cols-[3.25rem_minmax(0,1fr)_auto] items-start gap-x-2 rounded-lg px-4 py-2 hover:bg-hover/60 [&::-webkit-details-marker]:hidden">
          <time
            dateTime={entry.at}
            className="text-sm leading-5.5 whitespace-nowrap text-ink-faint tabular-nums"
          >
            {clockTime(new Date(entry.at))}
          </time>
          <span className="flex min-w-0 flex-wrap items-start gap-x-2 gap-y-1">
            <span className="min-w-0 text-pretty wrap-anywhere">{sentenceOf(entry, names)}</span>
            <OutcomeBadge outcome={entry.outcome} />
          </span>
          <ChevronRight
            className="mt-0.5 size-4 text-ink-faint transition-transform group-open:rotate-90"
            aria-hidden
          />
        </summary>
        <div className="px-4 pb-3 text-sm sm:pl-19">
          <dl className="grid grid-cols-1 gap-x-4 gap-y-0.5 sm:grid-cols-[6rem_minmax(0,1fr)]">
            <Fact name="Entry">{entry.sequence}</Fact>
            <Fact name="Time">{entry.at}</Fact>
            <Fact name="Actor">{entry.actor}</Fact>
            <Fact name="Action">{entry.action}</Fact>
            <Fact name="Subject">{entry.subject}</Fact>
            <Fact name="Outcome">{entry.outcome}</Fact>
            {entry.detail !== '' && <Fact name="Detail">{entry.detail}</Fact>}
            <Fact name="Hash">
              <code className="text-xs">{entry.hash}</code>
            </Fact>
            <Fact name="Hash before">
              <code className="text-xs">{entry.previous}</code>
            </Fact>
          </dl>
          <div className="mt-2 -ml-2 flex flex-wrap gap-1">
            <OnlyThese onClick={() => onFilter('actor', entry.actor)}>
              Only by {actorName(entry.actor, names)}
            </OnlyThese>
            {entry.subject !== '' && (
              <OnlyThese onClick={() => onFilter('subject', entry.subject)}>
                Only about {subjectName(entry.subject, names)}
              </OnlyThese>
            )}
          </div>
        </div>
      </details>
    </li>
  );
}

function OnlyThese({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button
      size="small"
      look="quiet"
      onClick={onClick}
      className="h-auto! min-h-7 max-w-full text-left whitespace-normal!"
    >
      <Filter aria-hidden />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </Button>
  );
}

function OutcomeBadge({ outcome }: { outcome: string }) {
  switch (outcome) {
    case 'done':
      return null;
    case 'refused':
      return (
        <Badge tone="warn" icon={CircleSlash}>
          Refused
        </Badge>
      );
    case 'failed':
      return (
        <Badge tone="bad" icon={CircleAlert}>
          Failed
        </Badge>
      );
    default:
      return <Badge>{outcome}</Badge>;
  }
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-xs leading-5 text-ink-faint">{name}</dt>
      <dd className="wrap-anywhere text-ink-soft max-sm:mb-1">{children}</dd>
    </>
  );
}
