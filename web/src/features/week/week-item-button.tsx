import { clsx } from 'clsx';
import { Check, Lock, Repeat } from 'lucide-react';
import type { ReactNode } from 'react';
import { spanInWords } from '../../shared/time/in-words';
import { stateWordsOf } from './item-state';
import type { WeekItem } from './week-items';

/** An item of the week as something to press; what is written inside is up to the place that it stands in. */
export function WeekItemButton({
  entry,
  hue,
  who,
  selected,
  onSelect,
  className,
  inner,
  children,
}: {
  entry: WeekItem;
  hue: number;
  who: string | undefined;
  selected: boolean;
  onSelect: (key: string) => void;
  /** For the button. */
  className?: string;
  /** For what is written inside. */
  inner?: string;
  children: ReactNode;
}) {
  const { item } = entry;
  return (
    <button
      type="button"
      data-item={entry.key}
      data-kind={item.kind}
      data-state={item.state}
      aria-pressed={selected}
      onClick={() => onSelect(entry.key)}
      className={clsx(
        'item relative overflow-hidden rounded-sm border text-left outline-offset-0 transition-shadow',
        `hue-${hue}`,
        selected ? 'z-10 shadow-panel ring-2 ring-accent-strong' : 'hover:z-10 hover:shadow-panel',
        className,
      )}
    >
      {item.kind === 'job' && <span className="item-edge absolute inset-y-0 left-0 w-[3px]" aria-hidden />}
      <span className="sr-only">{nameOf(entry, who)}</span>
      <span aria-hidden className={clsx('@container block h-full min-w-0', inner)}>
        {children}
      </span>
    </button>
  );
}

/** The signs of an item: of a state that is worth one (being in step is not), of what is done, and of a series. */
export function StateSign({ entry, className }: { entry: WeekItem; className?: string }) {
  const { completed, series } = entry.item;
  return (
    <>
      <SignOfState entry={entry} {...(className === undefined ? {} : { className })} />
      {completed === true && <Check className={clsx('size-3.5 shrink-0 text-ok', className)} aria-hidden />}
      {series !== undefined && (
        <Repeat className={clsx('size-3 shrink-0 opacity-80', className)} aria-hidden />
      )}
    </>
  );
}

function SignOfState({ entry, className }: { entry: WeekItem; className?: string }) {
  const { state } = entry.item;
  if (entry.item.private === true) return <Lock className={clsx('size-3 shrink-0', className)} aria-hidden />;
  const words = stateWordsOf(entry.item);
  if (words === undefined || state === 'in-step') return null;
  const { icon: Icon } = words;
  return (
    <Icon
      aria-hidden
      className={clsx(
        'size-3.5 shrink-0',
        state === 'conflict' && 'text-warn',
        state === 'failed' && 'text-bad',
        className,
      )}
    />
  );
}

/** The title as it stands in the week; struck through when it is not in the calendar any more. */
export function ItemTitle({ entry, className }: { entry: WeekItem; className?: string }) {
  return (
    <span
      className={clsx(
        'font-semibold',
        entry.item.state === 'removed' && 'line-through',
        entry.item.status === 'tentative' && 'italic',
        entry.item.completed === true && 'font-normal opacity-80',
        className,
      )}
    >
      {entry.item.title}
    </span>
  );
}

function nameOf({ item, span }: WeekItem, who: string | undefined): string {
  const state = stateWordsOf(item)?.label.toLowerCase();
  const kind = item.kind === 'job' ? 'job' : 'event';
  const done = item.completed === true ? 'done' : undefined;
  const series = item.series === undefined ? undefined : 'of a series';
  return [item.title, kind, series, spanInWords(span), who, done, state]
    .filter((part) => part !== undefined)
    .join(', ');
}
