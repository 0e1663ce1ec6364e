import { clsx } from 'clsx';
import { ChevronLeft, ChevronRight, Keyboard, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { weekNumberOf, type Day } from '../../shared/time/day';
import { daysName } from '../../shared/time/in-words';
import { Button } from '../../shared/ui/button';
import { Switch } from '../../shared/ui/switch';
import type { Wish } from './week-items';

/** How a week is laid out on a wide screen. */
export type WeekLayout = 'hours' | 'people';

/** Which week, whose, and what needs a look. */
export function WeekToolbar({
  week,
  people,
  wish,
  attention,
  onWish,
  onWeek,
  onToday,
  onAttention,
  onHelp,
  hueOf,
  nameOf,
  layout,
  onLayout,
}: {
  week: readonly Day[];
  people: readonly string[];
  wish: Wish;
  attention: number;
  onWish: (wish: Wish) => void;
  onWeek: (step: 1 | -1) => void;
  onToday: () => void;
  onAttention: () => void;
  onHelp: () => void;
  hueOf: (person: string | undefined) => number;
  nameOf: (person: string | undefined) => string | undefined;
  /** Missing where there is nothing to choose. */
  layout: WeekLayout | undefined;
  onLayout: (layout: WeekLayout) => void;
}) {
  const [first, last] = [week[0], week.at(-1)];
  const name = first === undefined || last === undefined ? '' : daysName(first, last);
  useEffect(() => {
    document.title = `${name} · Syncline`;
  }, [name]);
  return (
    <div className="border-b border-line bg-surface px-4 py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2 md:justify-start">
        <div className="flex items-center gap-1" role="group" aria-label="Week">
          <Button look="quiet" size="icon" aria-label="Previous week" onClick={() => onWeek(-1)}>
            <ChevronLeft aria-hidden />
          </Button>
          <Button onClick={onToday}>Today</Button>
          <Button look="quiet" size="icon" aria-label="Next week" onClick={() => onWeek(1)}>
            <ChevronRight aria-hidden />
          </Button>
        </div>
        <h1 className="text-lg font-semibold tracking-tight max-md:order-3" aria-live="polite">
          {name}
          {first !== undefined && (
            <span className="ml-2 text-sm font-normal tracking-normal whitespace-nowrap text-ink-faint max-sm:hidden">
              Week {weekNumberOf(week[3] ?? first)}
            </span>
          )}
        </h1>
        <div className="ml-auto flex items-center gap-3 max-md:contents">
          {attention > 0 && (
            <Button
              size="small"
              onClick={onAttention}
              className="border-warn-line! bg-warn-soft! text-warn! max-md:order-4 max-md:ml-auto"
            >
              <TriangleAlert aria-hidden />
              {attention === 1 ? '1 needs a look' : `${attention} need a look`}
            </Button>
          )}
          {layout !== undefined && <LayoutChoice layout={layout} onLayout={onLayout} />}
          <Switch
            label="Jobs only"
            checked={wish.jobsOnly}
            onChange={(jobsOnly) => onWish({ ...wish, jobsOnly })}
          />
          <Button
            look="quiet"
            size="icon"
            aria-label="Keyboard shortcuts"
            onClick={onHelp}
            className="max-md:hidden"
          >
            <Keyboard aria-hidden />
          </Button>
        </div>
      </div>
      {people.length > 1 && (
        <PeopleFilter people={people} wish={wish} onWish={onWish} hueOf={hueOf} nameOf={nameOf} />
      )}
    </div>
  );
}

function PeopleFilter({
  people,
  wish,
  onWish,
  hueOf,
  nameOf,
}: {
  people: readonly string[];
  wish: Wish;
  onWish: (wish: Wish) => void;
  hueOf: (person: string | undefined) => number;
  nameOf: (person: string | undefined) => string | undefined;
}) {
  const toggle = (person: string) =>
    wish.people.includes(person) ? wish.people.filter((other) => other !== person) : [...wish.people, person];
  return (
    <div role="group" aria-label="Show people" className="mt-2 flex gap-1.5 overflow-x-auto p-0.5">
      <Chip pressed={wish.people.length === 0} onPress={() => onWish({ ...wish, people: [] })}>
        Everybody
      </Chip>
      {people.map((person) => (
        <Chip
          key={person}
          pressed={wish.people.includes(person)}
          onPress={() => onWish({ ...wish, people: toggle(person) })}
        >
          <span className={clsx('item item-edge size-2 rounded-full', `hue-${hueOf(person)}`)} aria-hidden />
          {nameOf(person)}
        </Chip>
      ))}
    </div>
  );
}

function Chip({
  pressed,
  onPress,
  children,
}: {
  pressed: boolean;
  onPress: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={clsx(
        'flex h-6 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-sm whitespace-nowrap',
        pressed
          ? 'border-accent bg-accent-soft font-medium text-accent-strong'
          : 'border-line text-ink-soft hover:bg-hover',
      )}
    >
      {children}
    </button>
  );
}

function LayoutChoice({ layout, onLayout }: { layout: WeekLayout; onLayout: (layout: WeekLayout) => void }) {
  return (
    <div role="group" aria-label="Layout" className="flex rounded-md border border-line-strong p-0.5">
      {(['hours', 'people'] as const).map((choice) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === layout}
          onClick={() => onLayout(choice)}
          className={clsx(
            'rounded-sm px-2 text-sm capitalize',
            choice === layout
              ? 'bg-accent-soft font-medium text-accent-strong'
              : 'text-ink-soft hover:bg-hover',
          )}
        >
          {choice}
        </button>
      ))}
    </div>
  );
}
