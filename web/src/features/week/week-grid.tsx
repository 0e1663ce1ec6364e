import { clsx } from 'clsx';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { dayOf, weekdayOf, type Day } from '../../shared/time/day';
import { clockTime, hourName, longDayName, weekdayName } from '../../shared/time/in-words';
import { useNow } from '../../shared/time/use-now';
import { layOutDay, layOutLane, type Laid, type Placed } from './layout';
import { ItemTitle, StateSign, WeekItemButton } from './week-item-button';
import type { WeekItem } from './week-items';

/** Pixels of an hour. */
const HOUR = 46;
/** Pixels of a line of text, and from which height on an item holds two of them. */
const LINE = 16;
const TWO_LINES = 36;
const LANE_ROW = 23;
const LANE_ROWS = 3;
const COLUMNS = 'grid grid-cols-[3.75rem_repeat(7,minmax(0,1fr))]';

/** What every view of a week is given. */
export interface WeekViewProps {
  week: readonly Day[];
  items: readonly WeekItem[];
  hueOf: (person: string | undefined) => number;
  nameOf: (person: string | undefined) => string | undefined;
  selected: string | undefined;
  onSelect: (key: string) => void;
}

/** The week as seven columns of hours, with a lane for what fills days. */
export function WeekGrid(props: WeekViewProps) {
  const now = useNow(30_000);
  const today = dayOf(now);
  const scroller = useFirstView(props.items);
  return (
    <div
      ref={scroller}
      role="region"
      aria-label="Hours of the week"
      tabIndex={0}
      className="relative h-full overflow-auto overscroll-contain -outline-offset-2"
    >
      <div className="min-w-[44rem]">
        <div className="sticky top-0 z-20 border-b border-line-strong bg-surface">
          <DayHeads week={props.week} today={today} />
          <AllDayLane {...props} />
        </div>
        <div className={clsx(COLUMNS, 'relative')} style={{ height: 24 * HOUR }}>
          <HourLabels now={props.week.includes(today) ? now : undefined} />
          {props.week.map((day) => (
            <DayColumn key={day} {...props} day={day} now={day === today ? now : undefined} />
          ))}
        </div>
      </div>
    </div>
  );
}

function DayHeads({ week, today }: { week: readonly Day[]; today: Day }) {
  return (
    <div className={COLUMNS}>
      <span />
      {week.map((day) => (
        <div
          key={day}
          aria-current={day === today ? 'date' : undefined}
          className="flex items-center gap-1 border-l border-line px-1 py-1"
        >
          <span
            className={clsx(
              'rounded-md px-1.5 py-1 text-lg leading-none font-semibold tabular-nums',
              day === today && 'bg-accent text-on-accent',
            )}
          >
            {Number(day.slice(8))}
          </span>
          <span
            className={clsx('text-xs', day === today ? 'font-semibold text-accent-strong' : 'text-ink-faint')}
          >
            {weekdayName(day)}
          </span>
        </div>
      ))}
    </div>
  );
}

function AllDayLane(props: WeekViewProps) {
  const [open, setOpen] = useState(false);
  const laid = layOutLane(props.items, props.week);
  const rows = Math.max(0, ...laid.map(({ row }) => row + 1));
  if (rows === 0) return null;
  const shown = open ? rows : Math.min(rows, LANE_ROWS);
  return (
    <div className={clsx(COLUMNS, 'relative border-t border-line')}>
      <div className="flex flex-col items-end px-1.5 py-1 text-2xs text-ink-faint">
        <span>All day</span>
        {rows > LANE_ROWS && (
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="flex items-center rounded-sm text-accent-strong hover:bg-hover"
          >
            {open ? 'Fewer' : `All ${laid.length}`}
            {open ? (
              <ChevronUp className="size-3" aria-hidden />
            ) : (
              <ChevronDown className="size-3" aria-hidden />
            )}
          </button>
        )}
      </div>
      <ul
        aria-label="All day"
        className="relative col-span-7 max-h-[30vh] overflow-y-auto"
        style={{ height: shown * LANE_ROW + 5 }}
      >
        {laid
          .filter(({ row }) => row < shown)
          .map((place) => (
            <LaneItem key={place.item.key} place={place} {...props} />
          ))}
      </ul>
    </div>
  );
}

function LaneItem({ place, hueOf, nameOf, selected, onSelect }: WeekViewProps & { place: Laid }) {
  const { item, row, firstColumn, lastColumn, fromBefore, goesOn } = place;
  return (
    <li
      className="absolute"
      style={{
        top: row * LANE_ROW + 3,
        height: LANE_ROW - 3,
        left: `calc(${(firstColumn / 7) * 100}% + 3px)`,
        width: `calc(${((lastColumn - firstColumn + 1) / 7) * 100}% - 5px)`,
      }}
    >
      <WeekItemButton
        entry={item}
        hue={hueOf(item.item.person)}
        who={nameOf(item.item.person)}
        selected={selected === item.key}
        onSelect={onSelect}
        className={clsx(
          'h-full w-full',
          fromBefore && 'rounded-l-none border-l-0',
          goesOn && 'rounded-r-none border-r-0',
        )}
        inner="flex items-center gap-1 px-2 text-xs"
      >
        <StateSign entry={item} />
        <ItemTitle entry={item} className="truncate" />
        {item.item.person !== undefined && (
          <span className="truncate opacity-90">{nameOf(item.item.person)}</span>
        )}
      </WeekItemButton>
    </li>
  );
}

function HourLabels({ now }: { now: Date | undefined }) {
  const nowTop = now === undefined ? undefined : topOf(now);
  return (
    <div className="relative" aria-hidden>
      {Array.from({ length: 23 }, (_, index) => index + 1).map((hour) => (
        <span
          key={hour}
          className={clsx(
            'absolute right-1.5 -translate-y-1/2 text-2xs whitespace-nowrap text-ink-faint tabular-nums',
            nowTop !== undefined && Math.abs(nowTop - hour * HOUR) < 13 && 'invisible',
          )}
          style={{ top: hour * HOUR }}
        >
          {hourName(hour)}
        </span>
      ))}
      {now && (
        <span
          className="absolute right-1 -translate-y-1/2 text-2xs font-semibold tracking-tight whitespace-nowrap text-bad tabular-nums"
          style={{ top: nowTop }}
        >
          {clockTime(now)}
        </span>
      )}
    </div>
  );
}

function DayColumn({ day, now, items, ...view }: WeekViewProps & { day: Day; now: Date | undefined }) {
  const placed = layOutDay(items, day);
  return (
    <section
      aria-label={longDayName(day)}
      className={clsx(
        'relative border-l border-line',
        now ? 'bg-accent-soft/35' : weekdayOf(day) > 5 && 'bg-sunken/70',
      )}
      style={{
        backgroundImage: `repeating-linear-gradient(to bottom, transparent 0 ${HOUR - 1}px, var(--line) ${HOUR - 1}px ${HOUR}px)`,
      }}
    >
      <ul>
        {placed.map((place) => (
          <GridItem key={place.item.key} place={place} {...view} />
        ))}
      </ul>
      {now && (
        <div
          role="img"
          aria-label={`Now, ${clockTime(now)}`}
          className="pointer-events-none absolute inset-x-0 z-10 h-0.5 -translate-y-1/2 bg-now before:absolute before:top-1/2 before:-left-1 before:size-2 before:-translate-y-1/2 before:rounded-full before:bg-now"
          style={{ top: topOf(now) }}
        />
      )}
    </section>
  );
}

function GridItem({
  place,
  hueOf,
  nameOf,
  selected,
  onSelect,
}: Omit<WeekViewProps, 'week' | 'items'> & { place: Placed }) {
  const { item, start, end, column, width, columns } = place;
  const height = ((end - start) / 60) * HOUR - 2;
  return (
    <li
      className="absolute"
      style={{
        top: (start / 60) * HOUR + 1,
        height,
        left: `calc(${(column / columns) * 100}% + 2px)`,
        width: `calc(${(width / columns) * 100}% - 4px)`,
      }}
    >
      <WeekItemButton
        entry={item}
        hue={hueOf(item.item.person)}
        who={nameOf(item.item.person)}
        selected={selected === item.key}
        onSelect={onSelect}
        className="h-full w-full"
        inner={clsx('flex flex-col pr-1 pl-2 text-xs', height < TWO_LINES ? 'justify-center' : 'py-0.5')}
      >
        {height < TWO_LINES ? (
          <OneLine entry={item} />
        ) : (
          <SomeLines entry={item} lines={Math.floor((height - 6) / LINE)} who={nameOf(item.item.person)} />
        )}
      </WeekItemButton>
    </li>
  );
}

function OneLine({ entry }: { entry: WeekItem }) {
  return (
    <span className="flex min-w-0 items-center gap-1 leading-4">
      <StateSign entry={entry} />
      <ItemTitle entry={entry} className="truncate" />
      <span className="shrink-0 tabular-nums opacity-90 @max-[6.5rem]:hidden">{startTime(entry)}</span>
    </span>
  );
}

/** The title takes what the time and the place leave over; a narrow item gives up the place and the name first. */
function SomeLines({ entry, lines, who }: { entry: WeekItem; lines: number; who: string | undefined }) {
  const { location } = entry.item;
  const showsPlace = lines >= 4 && location !== undefined && location !== '';
  return (
    <>
      <span className="flex min-w-0 items-start gap-1 @max-[3rem]:flex-col @max-[3rem]:gap-0">
        <StateSign entry={entry} className="mt-px" />
        <ItemTitle
          entry={entry}
          className={clsx(
            'max-w-full min-w-0 leading-4',
            titleLines[Math.max(1, lines - (showsPlace ? 2 : 1))] ??
              'line-clamp-4 wrap-anywhere hyphens-auto @max-[4rem]:wrap-normal',
          )}
        />
      </span>
      <span className="truncate leading-4 tabular-nums opacity-90 @max-[2.5rem]:hidden">
        {startTime(entry)}
        {who !== undefined && <span className="@max-[5rem]:hidden"> · {who}</span>}
      </span>
      {showsPlace && <span className="truncate leading-4 opacity-90 @max-[5rem]:hidden">{location}</span>}
    </>
  );
}

const titleLines = [
  '',
  'truncate',
  'line-clamp-2 hyphens-auto wrap-anywhere @max-[4rem]:wrap-normal',
  'line-clamp-3 hyphens-auto wrap-anywhere @max-[4rem]:wrap-normal',
];

const startTime = ({ span }: WeekItem) => (span.kind === 'timed' ? clockTime(span.start) : '');

const topOf = (instant: Date) => ((instant.getHours() * 60 + instant.getMinutes()) / 60) * HOUR;

/** A ref that scrolls once to the start of the working day, or to what begins earlier. */
function useFirstView(items: readonly WeekItem[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const done = useRef(false);
  useLayoutEffect(() => {
    if (done.current || scroller.current === null) return;
    done.current = items.length > 0;
    const hours = items.flatMap(({ span, fillsDays }) =>
      span.kind === 'timed' && !fillsDays ? [span.start.getHours()] : [],
    );
    scroller.current.scrollTop = (Math.min(7, ...hours) - 0.25) * HOUR;
  }, [items]);
  return scroller;
}
