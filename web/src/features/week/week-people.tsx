import { clsx } from 'clsx';
import { dayOf, weekdayOf, type Day } from '../../shared/time/day';
import { shortDayName, timeOnDay } from '../../shared/time/in-words';
import { useNow } from '../../shared/time/use-now';
import type { WeekViewProps } from './week-grid';
import { ItemTitle, StateSign, WeekItemButton } from './week-item-button';
import { peopleOf, type WeekItem } from './week-items';

/** The week as a table of people and days, for more people than columns of hours can hold side by side. */
export function WeekPeople({
  people,
  week,
  items,
  hueOf,
  nameOf,
  ...view
}: WeekViewProps & { people: readonly string[] }) {
  const today = dayOf(useNow(60_000));
  const rows = items.some(({ item }) => item.person === undefined) ? [...people, undefined] : people;
  return (
    <div
      role="region"
      aria-label="People of the week"
      tabIndex={0}
      className="h-full overflow-auto overscroll-contain -outline-offset-2"
    >
      <table className="w-full min-w-[60rem] table-fixed border-separate border-spacing-0 text-left">
        <caption className="sr-only">Jobs and events by person and day</caption>
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky top-0 left-0 z-30 w-32 border-b border-line-strong bg-surface px-3 py-2 text-xs font-medium text-ink-faint"
            >
              Person
            </th>
            {week.map((day) => (
              <th
                key={day}
                scope="col"
                aria-current={day === today ? 'date' : undefined}
                className={clsx(
                  'sticky top-0 z-20 border-b border-l border-b-line-strong border-l-line bg-surface px-2 py-2 text-sm',
                  day === today ? 'font-semibold text-accent-strong' : 'font-medium text-ink-soft',
                )}
              >
                {shortDayName(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((person) => (
            <tr key={person ?? ''}>
              <th
                scope="row"
                className="sticky left-0 z-10 border-b border-line bg-surface px-3 py-2 align-top text-sm font-semibold"
              >
                <span className="flex items-center gap-2">
                  <span
                    aria-hidden
                    className={clsx('item item-edge size-2 shrink-0 rounded-full', `hue-${hueOf(person)}`)}
                  />
                  <span className="min-w-0 truncate">{nameOf(person) ?? 'Nobody'}</span>
                </span>
              </th>
              {week.map((day) => (
                <td
                  key={day}
                  className={clsx(
                    'border-b border-l border-line p-1 align-top',
                    day === today ? 'bg-accent-soft/35' : weekdayOf(day) > 5 && 'bg-sunken/70',
                  )}
                >
                  <ul className="space-y-0.5">
                    {items
                      .filter(
                        ({ item, first, last }) =>
                          (person === undefined
                            ? peopleOf(item).length === 0
                            : peopleOf(item).includes(person)) &&
                          first <= day &&
                          day <= last,
                      )
                      .map((entry) => (
                        <li key={entry.key}>
                          <PeopleItem
                            entry={entry}
                            day={day}
                            hue={hueOf(person)}
                            who={nameOf(person)}
                            {...view}
                          />
                        </li>
                      ))}
                  </ul>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PeopleItem({
  entry,
  day,
  hue,
  who,
  selected,
  onSelect,
}: {
  entry: WeekItem;
  day: Day;
  hue: number;
  who: string | undefined;
  selected: string | undefined;
  onSelect: (key: string) => void;
}) {
  const { span, fillsDays } = entry;
  return (
    <WeekItemButton
      entry={entry}
      hue={hue}
      who={who}
      selected={selected === entry.key}
      onSelect={onSelect}
      className="h-6 w-full"
      inner="flex items-center gap-1.5 pr-1 pl-2 text-xs"
    >
      <span className="shrink-0 tabular-nums opacity-90">{fillsDays ? 'All day' : timeOnDay(span, day)}</span>
      <StateSign entry={entry} />
      <ItemTitle entry={entry} className="min-w-0 truncate" />
    </WeekItemButton>
  );
}
