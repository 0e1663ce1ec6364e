import { clsx } from 'clsx';
import { useEffect, useRef } from 'react';
import { dayOf, type Day } from '../../shared/time/day';
import { clockTime, dayInWords, timeOnDay } from '../../shared/time/in-words';
import { useNow } from '../../shared/time/use-now';
import { stateWordsOf } from './item-state';
import type { WeekViewProps } from './week-grid';
import { ItemTitle, StateSign, WeekItemButton } from './week-item-button';
import type { WeekItem } from './week-items';

/** The week as a list of days, for screens that are too narrow for columns. */
export function WeekAgenda({ week, items, ...view }: WeekViewProps) {
  const today = dayOf(useNow(60_000));
  const todays = useRef<HTMLElement>(null);
  const isLoaded = items.length > 0;
  useEffect(() => {
    if (isLoaded) todays.current?.scrollIntoView({ block: 'start' });
  }, [isLoaded]);
  return (
    <div className="pb-4">
      {week.map((day) => {
        const ofDay = items.filter(({ first, last }) => first <= day && day <= last);
        return (
          <section key={day} ref={day === today ? todays : undefined} aria-label={dayInWords(day, today)}>
            <h2
              className={clsx(
                'sticky top-0 z-10 border-b border-line bg-canvas px-4 pt-3 pb-1.5 text-sm font-semibold',
                day === today ? 'text-accent-strong' : 'text-ink-soft',
              )}
            >
              {dayInWords(day, today)}
            </h2>
            {ofDay.length === 0 ? (
              <p className="px-4 py-2 text-sm text-ink-faint">Nothing planned</p>
            ) : (
              <ul className="space-y-1.5 px-3 py-2">
                {ofDay.map((entry) => (
                  <li key={entry.key}>
                    <AgendaItem entry={entry} day={day} {...view} />
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}

function AgendaItem({
  entry,
  day,
  hueOf,
  nameOf,
  selected,
  onSelect,
}: Omit<WeekViewProps, 'week' | 'items'> & { entry: WeekItem; day: Day }) {
  const { item } = entry;
  const state = item.state === 'in-step' ? undefined : stateWordsOf(item)?.label;
  const second = [nameOf(item.person), item.location, state].filter(
    (part) => part !== undefined && part !== '',
  );
  return (
    <WeekItemButton
      entry={entry}
      hue={hueOf(item.person)}
      who={nameOf(item.person)}
      selected={selected === entry.key}
      onSelect={onSelect}
      className="min-h-12 w-full"
      inner="flex gap-3 py-1.5 pr-2 pl-3 text-sm"
    >
      <Times entry={entry} day={day} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5">
          <StateSign entry={entry} />
          <ItemTitle entry={entry} className="truncate" />
        </span>
        {second.length > 0 && <span className="block truncate text-xs opacity-90">{second.join(' · ')}</span>}
      </span>
    </WeekItemButton>
  );
}

function Times({ entry: { span, fillsDays, first, last }, day }: { entry: WeekItem; day: Day }) {
  const wholeInDay = first === day && last === day;
  return (
    <span className="w-12 shrink-0 text-xs tabular-nums">
      <span className="block font-semibold">{fillsDays ? 'All day' : timeOnDay(span, day)}</span>
      {span.kind === 'timed' && !fillsDays && wholeInDay && (
        <span className="block opacity-90">{clockTime(span.end)}</span>
      )}
    </span>
  );
}
