import {
  AlignLeft,
  CalendarDays,
  ChevronDown,
  ChevronUp,
  Clock,
  MapPin,
  Repeat,
  User,
  X,
  type LucideIcon,
} from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { PutBack } from '../../shared/action/put-back';
import type { Conflict, ConflictValue } from '../../shared/api/types';
import { aspectInWords, aspectOf } from '../../shared/conflict/aspect-words';
import { ValueView } from '../../shared/conflict/value-view';
import { WhyButton } from '../../shared/explanation/why-button';
import { repeatsInWords } from '../../shared/time/repeats';
import { dateName, spanInWords, spanThereInWords } from '../../shared/time/in-words';
import { Badge } from '../../shared/ui/badge';
import { Button, buttonStyle } from '../../shared/ui/button';
import { providerName } from '../../shared/ui/provider-mark';
import { DoneButton } from './done-button';
import { stateInWords, stateWordsOf } from './item-state';
import type { WeekItem } from './week-items';

/** Everything about one item, beside the week: the week stays in reach. */
export function ItemPanel({
  entry,
  nameOf,
  onClose,
  onStep,
}: {
  entry: WeekItem;
  nameOf: (person: string | undefined) => string | undefined;
  onClose: () => void;
  onStep: (step: 1 | -1) => void;
}) {
  const { item } = entry;
  return (
    <Dialog.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Content
        aria-describedby={undefined}
        onInteractOutside={(event) => event.preventDefault()}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>(`[data-item="${CSS.escape(entry.key)}"]`)?.focus();
        }}
        className="fixed inset-x-0 bottom-0 z-30 flex max-h-[82dvh] animate-rise flex-col rounded-t-lg border border-line bg-surface shadow-panel md:inset-x-auto md:top-0 md:right-0 md:max-h-none md:w-[22.5rem] md:rounded-none md:border-y-0 md:border-r-0"
      >
        <div className="flex items-center gap-1 border-b border-line px-4 py-2">
          <span className="mr-auto text-sm text-ink-soft">{kindInWords(entry)}</span>
          <Button look="quiet" size="icon" aria-label="Previous item" onClick={() => onStep(-1)}>
            <ChevronUp aria-hidden />
          </Button>
          <Button look="quiet" size="icon" aria-label="Next item" onClick={() => onStep(1)}>
            <ChevronDown aria-hidden />
          </Button>
          <Dialog.Close asChild>
            <Button look="quiet" size="icon" aria-label="Close details">
              <X aria-hidden />
            </Button>
          </Dialog.Close>
        </div>
        <div tabIndex={0} className="flex-1 space-y-5 overflow-y-auto px-4 pt-4 pb-6">
          <Dialog.Title className="text-lg font-semibold text-balance break-words">{item.title}</Dialog.Title>
          <Facts entry={entry} who={nameOf(item.person)} nameOf={nameOf} />
          <State key={entry.key} entry={entry} />
          <div className="flex flex-wrap items-center gap-2">
            <WhyButton itemId={item.itemId} title={item.title} />
            {item.kind === 'job' && item.jobId !== undefined && (
              <DoneButton jobId={item.jobId} completed={item.completed === true} />
            )}
          </div>
          <Conflicts entry={entry} />
        </div>
      </Dialog.Content>
    </Dialog.Root>
  );
}

function kindInWords({ item }: WeekItem): string {
  if (item.kind === 'job') return item.jobId === undefined ? 'Job' : `Job ${item.jobId}`;
  return item.private === true ? 'Private event' : 'Event of the calendar';
}

function Facts({
  entry: { item, span },
  who,
  nameOf,
}: {
  entry: WeekItem;
  who: string | undefined;
  nameOf: (person: string | undefined) => string | undefined;
}) {
  const there = spanThereInWords(span);
  const shownAs = [
    item.availability === 'free' ? 'shown as free' : undefined,
    item.status === 'tentative' ? 'not confirmed yet' : undefined,
    item.completed === true ? 'done' : undefined,
  ].filter((part) => part !== undefined);
  return (
    <dl className="space-y-2.5">
      <Fact icon={Clock} name="When">
        {spanInWords(span)}
        {there !== undefined && <span className="block text-sm text-ink-faint">{there}</span>}
        {shownAs.length > 0 && (
          <span className="block text-sm text-ink-faint first-letter:uppercase">{shownAs.join(', ')}</span>
        )}
      </Fact>
      {item.series !== undefined && (
        <Fact icon={Repeat} name="Repeats">
          Repeats {repeatsInWords(item.series.repeats)}
        </Fact>
      )}
      {filled(item.location) && (
        <Fact icon={MapPin} name="Where">
          {item.location}
        </Fact>
      )}
      {who !== undefined && (
        <Fact icon={User} name="Person">
          {who}
        </Fact>
      )}
      {item.links.length > 1 ? (
        <Fact icon={CalendarDays} name="Calendars">
          Seen in {item.links.length} calendars
          <ul className="mt-0.5 text-sm text-ink-soft">
            {item.links.map((link) => (
              <li key={`${link.connectionId} ${link.person}`}>
                {providerName(link.provider)} · {nameOf(link.person) ?? link.person}
              </li>
            ))}
          </ul>
        </Fact>
      ) : (
        item.provider !== undefined && (
          <Fact icon={CalendarDays} name="Calendar">
            {providerName(item.provider)}
          </Fact>
        )
      )}
      {filled(item.description) && (
        <Fact icon={AlignLeft} name="Description">
          <span className="whitespace-pre-wrap">{item.description}</span>
        </Fact>
      )}
      {item.private === true && (
        <p className="text-sm text-ink-faint">Its title and details stay with its owner.</p>
      )}
    </dl>
  );
}

function Fact({ icon: Icon, name, children }: { icon: LucideIcon; name: string; children: ReactNode }) {
  return (
    <div className="flex gap-3">
      <dt className="pt-0.5">
        <Icon className="size-4 text-ink-faint" aria-hidden />
        <span className="sr-only">{name}</span>
      </dt>
      <dd className="min-w-0 flex-1 break-words">{children}</dd>
    </div>
  );
}

function State({ entry: { item } }: { entry: WeekItem }) {
  const words = stateWordsOf(item);
  if (words === undefined) return null;
  const { label, icon, tone } = words;
  return (
    <section aria-label="State" className="rounded-md bg-sunken p-3">
      <Badge tone={tone} icon={icon}>
        {label}
      </Badge>
      <p className="mt-1.5 text-sm text-pretty text-ink-soft">{stateInWords(item)}</p>
      {item.jobId !== undefined && item.connectionId !== undefined && (
        <div className="mt-2.5">
          <PutBack
            jobId={item.jobId}
            connectionId={item.connectionId}
            needed={item.state === 'removed'}
            isBack={item.state === 'in-step'}
          />
        </div>
      )}
    </section>
  );
}

function Conflicts({ entry: { item } }: { entry: WeekItem }) {
  const conflicts = item.conflicts ?? [];
  if (conflicts.length === 0) return null;
  const calendar = item.provider === undefined ? 'Calendar' : `${providerName(item.provider)} calendar`;
  return (
    <section aria-label="Conflicts" className="space-y-3">
      {conflicts.map((conflict) => (
        <div key={conflict.id} className="overflow-hidden rounded-md border border-warn-line">
          <h3 className="flex flex-wrap justify-between gap-x-2 bg-warn-soft px-3 py-1.5 text-sm font-semibold text-warn">
            {aspectInWords(aspectOf(conflict.aspect))}
            <span className="font-normal">since {dateName(new Date(conflict.detectedAt))}</span>
          </h3>
          <dl className="divide-y divide-line text-sm">
            <Value name="Last agreed" conflict={conflict} value={conflict.baseline} />
            <Value name="CRM" conflict={conflict} value={conflict.crm} marked />
            <Value name={calendar} conflict={conflict} value={conflict.calendar} marked />
          </dl>
        </div>
      ))}
      {item.jobId !== undefined && (
        <Link
          to="/conflicts"
          search={{ job: item.jobId }}
          className={buttonStyle({ look: 'primary', size: 'small' })}
        >
          {conflicts.length === 1 ? 'Decide the conflict' : 'Decide the conflicts'}
        </Link>
      )}
    </section>
  );
}

function Value({
  name,
  conflict,
  value,
  marked = false,
}: {
  name: string;
  conflict: Conflict;
  value: ConflictValue;
  /** Whether what differs from the baseline is marked. */
  marked?: boolean;
}) {
  return (
    <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-2 px-3 py-1.5">
      <dt className="text-ink-faint">{name}</dt>
      <dd className={marked ? '' : 'text-ink-soft'}>
        <ValueView
          aspect={aspectOf(conflict.aspect)}
          value={value}
          {...(marked ? { baseline: conflict.baseline } : {})}
        />
      </dd>
    </div>
  );
}

const filled = (text: string | undefined) => text !== undefined && text !== '';
