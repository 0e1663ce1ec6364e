import {
  AlignLeft,
  CalendarDays,
  ChevronDown,
  ChevronUp,
  Clock,
  MapPin,
  User,
  X,
  type LucideIcon,
} from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Conflict } from '../../shared/api/types';
import { dateName, spanInWords, spanThereInWords } from '../../shared/time/in-words';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { providerName } from '../../shared/ui/provider-mark';
import { conflictValue } from './conflict-value';
import { stateInWords, stateWords } from './item-state';
import type { WeekItem } from './week-items';

/** Everything about one item, beside the week: the week stays in reach. */
export function ItemPanel({
  entry,
  who,
  onClose,
  onStep,
}: {
  entry: WeekItem;
  who: string | undefined;
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
          <Facts entry={entry} who={who} />
          <State entry={entry} />
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

function Facts({ entry: { item, span }, who }: { entry: WeekItem; who: string | undefined }) {
  const there = spanThereInWords(span);
  const shownAs = [
    item.availability === 'free' ? 'shown as free' : undefined,
    item.status === 'tentative' ? 'not confirmed yet' : undefined,
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
      {item.provider !== undefined && (
        <Fact icon={CalendarDays} name="Calendar">
          {providerName(item.provider)}
        </Fact>
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
  if (item.state === undefined) return null;
  const { label, icon, tone } = stateWords[item.state];
  return (
    <section aria-label="State" className="rounded-md bg-sunken p-3">
      <Badge tone={tone} icon={icon}>
        {label}
      </Badge>
      <p className="mt-1.5 text-sm text-pretty text-ink-soft">{stateInWords(item)}</p>
    </section>
  );
}

const fieldWords: Record<Conflict['field'], string> = {
  title: 'Title',
  description: 'Description',
  location: 'Place',
  when: 'Time',
  availability: 'Free or busy',
  status: 'Confirmed or not',
};

function Conflicts({ entry: { item } }: { entry: WeekItem }) {
  const conflicts = item.conflicts ?? [];
  if (conflicts.length === 0) return null;
  const calendar = item.provider === undefined ? 'Calendar' : `${providerName(item.provider)} calendar`;
  return (
    <section aria-label="Conflicts" className="space-y-3">
      {conflicts.map((conflict) => (
        <div key={conflict.field} className="overflow-hidden rounded-md border border-warn-line">
          <h3 className="flex flex-wrap justify-between gap-x-2 bg-warn-soft px-3 py-1.5 text-sm font-semibold text-warn">
            {fieldWords[conflict.field]}
            <span className="font-normal">since {dateName(new Date(conflict.detectedAt))}</span>
          </h3>
          <dl className="divide-y divide-line text-sm">
            <Value name="Last agreed" field={conflict.field} value={conflict.baseline} faint />
            <Value name="CRM" field={conflict.field} value={conflict.crm} />
            <Value name={calendar} field={conflict.field} value={conflict.calendar} />
          </dl>
        </div>
      ))}
      <p className="text-sm text-pretty text-ink-soft">
        <strong className="font-semibold text-ink">What to do:</strong> decide which value is right and set it
        on both sides, in the CRM and in the calendar. The conflict closes by itself with the next run.
      </p>
    </section>
  );
}

function Value({
  name,
  field,
  value = '',
  faint = false,
}: {
  name: string;
  field: Conflict['field'];
  value?: string | undefined;
  faint?: boolean;
}) {
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)] gap-2 px-3 py-1.5">
      <dt className="text-ink-faint">{name}</dt>
      <dd className={faint ? 'break-words text-ink-faint' : 'font-medium break-words'}>
        {value === '' ? <em className="font-normal text-ink-faint">nothing</em> : conflictValue(field, value)}
      </dd>
    </div>
  );
}

const filled = (text: string | undefined) => text !== undefined && text !== '';
