import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { useCallback, useMemo, useState } from 'react';
import { eventsQuery } from '../../shared/api/list-events';
import { meQuery } from '../../shared/api/get-me';
import { personName } from '../../shared/lib/people';
import { useMedia } from '../../shared/lib/use-media';
import { dayOf, parseDay, plusDays, type Day } from '../../shared/time/day';
import { useNow } from '../../shared/time/use-now';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Loading, Skeleton } from '../../shared/ui/skeleton';
import { spanOfWeek, viewerWeekOf } from '../../shared/time/viewer-week';
import { EmptyWeek, FilteredAway } from './empty-week';
import { ItemPanel } from './item-panel';
import { ShortcutsDialog } from './shortcuts-dialog';
import { useFirstDay } from './use-first-day';
import { useWeekKeys } from './use-week-keys';
import { WeekAgenda } from './week-agenda';
import { WeekGrid, type WeekViewProps } from './week-grid';
import { huesOf, namesIn, needsALook, peopleIn, wanted, weekItems, type Wish } from './week-items';
import { WeekPeople } from './week-people';
import { WeekToolbar, type WeekLayout } from './week-toolbar';

/** How many people columns of hours can show side by side before their names cannot be read. */
const SIDE_BY_SIDE = 4;

const route = getRouteApi('/app/week');

/** Jobs and events of a week. */
export function WeekPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const today = dayOf(useNow(60_000));
  const [chosen, setChosen] = useState<string>();
  const [help, setHelp] = useState(false);
  const wide = useMedia('(min-width: 48rem)');

  const first = useFirstDay(today, search.date === undefined);
  const week = useMemo(() => viewerWeekOf(parseDay(search.date ?? '') ?? first), [search.date, first]);
  const events = useEvents(week);
  const me = useQuery(meQuery).data;

  const all = useMemo(() => weekItems(events.data ?? []), [events.data]);
  const wish: Wish = useMemo(
    () => ({ people: search.people ?? [], jobsOnly: search.jobs === 'only' }),
    [search.people, search.jobs],
  );
  const shown = useMemo(() => wanted(all, wish), [all, wish]);
  const people = useMemo(() => [...new Set([...peopleIn(all), ...wish.people])].sort(), [all, wish.people]);
  const hues = useMemo(() => huesOf(people), [people]);
  const hueOf = useCallback((person: string | undefined) => hues.get(person ?? '') ?? 0, [hues]);
  const names = useMemo(() => namesIn(all), [all]);
  const nameOf = useCallback(
    (person: string | undefined) =>
      person === undefined ? undefined : personName(person, me, names.get(person)),
    [me, names],
  );

  const inSight = people.filter((person) => wish.people.length === 0 || wish.people.includes(person));
  const layout = search.view ?? (inSight.length > SIDE_BY_SIDE ? 'people' : 'hours');

  const entry = shown.find(({ key }) => key === chosen);
  const attention = shown.filter(({ item }) => needsALook(item.state));

  const goTo = (day: Day | undefined) => {
    setChosen(undefined);
    void navigate({ search: { ...searchOf(day, wish), ...viewOf(search.view) }, replace: true });
  };
  const onToday = () => goTo(viewerWeekOf(first).includes(today) ? undefined : today);
  const onWeek = (by: 1 | -1) => goTo(plusDays(week[0] ?? today, 7 * by));
  const onWish = (next: Wish) =>
    void navigate({
      search: { ...searchOf(parseDay(search.date ?? ''), next), ...viewOf(search.view) },
      replace: true,
    });
  const onLayout = (next: WeekLayout) =>
    void navigate({ search: { ...searchOf(parseDay(search.date ?? ''), wish), view: next }, replace: true });
  const step = (by: 1 | -1): boolean => {
    const focused = document.activeElement?.getAttribute('data-item');
    const from = shown.findIndex(({ key }) => key === (entry?.key ?? focused));
    const next = from === -1 ? undefined : shown[from + by];
    if (next === undefined) return from !== -1;
    if (entry === undefined) focusItem(next.key);
    else setChosen(next.key);
    showItem(next.key);
    return true;
  };
  const onAttention = () => {
    const from = attention.findIndex(({ key }) => key === chosen);
    const next = attention[(from + 1) % attention.length];
    if (next === undefined) return;
    setChosen(next.key);
    showItem(next.key);
  };
  useWeekKeys({
    previousWeek: () => onWeek(-1),
    nextWeek: () => onWeek(1),
    today: onToday,
    help: () => setHelp(true),
    step,
  });

  // Whoever sees only what is their own need not read their name on all of it.
  const isAlone = people.length === 1 && people[0] === me?.user;
  const view: WeekViewProps = {
    week,
    items: shown,
    hueOf,
    nameOf: isAlone ? nobody : nameOf,
    selected: entry?.key,
    onSelect: (key) => setChosen(key === chosen ? undefined : key),
  };
  return (
    <div className={clsx('flex h-full min-h-0 flex-col', wide && entry && 'xl:pr-[22.5rem]')}>
      <WeekToolbar
        week={week}
        people={people}
        wish={wish}
        attention={attention.length}
        onWish={onWish}
        onWeek={onWeek}
        onToday={onToday}
        onAttention={onAttention}
        onHelp={() => setHelp(true)}
        hueOf={hueOf}
        nameOf={nameOf}
        layout={wide && people.length > 1 ? layout : undefined}
        onLayout={onLayout}
      />
      {events.isError && (
        <div className="p-4">
          <ProblemNotice
            error={events.error}
            onRetry={() => void events.refetch()}
            retrying={events.isFetching}
          />
        </div>
      )}
      {events.isSuccess && all.length === 0 && <EmptyWeek />}
      {all.length > 0 && shown.length === 0 && (
        <FilteredAway onEverything={() => onWish({ people: [], jobsOnly: false })} />
      )}
      <div className="min-h-0 flex-1" aria-busy={events.isPlaceholderData}>
        {events.isPending && <WeekSkeleton wide={wide} />}
        {events.data && !wide && <WeekAgenda {...view} />}
        {events.data && wide && layout === 'hours' && <WeekGrid {...view} />}
        {events.data && wide && layout === 'people' && (
          <WeekPeople people={inSight} {...view} nameOf={nameOf} />
        )}
      </div>
      {entry && (
        <ItemPanel entry={entry} nameOf={nameOf} onClose={() => setChosen(undefined)} onStep={step} />
      )}
      <ShortcutsDialog open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

/** Looks again soon while something is on its way to a calendar, and now and then otherwise. */
function useEvents(week: readonly Day[]) {
  const { from, to } = spanOfWeek(week);
  return useQuery({
    ...eventsQuery(from, to),
    refetchInterval: ({ state }) => (state.data?.some((item) => item.state === 'pending') ? 2_000 : 10_000),
  });
}

function WeekSkeleton({ wide }: { wide: boolean }) {
  return (
    <Loading what="the week">
      <div className={wide ? 'grid grid-cols-7 gap-2 p-4' : 'space-y-2 p-4'}>
        {Array.from({ length: 7 }, (_, day) => (
          <div key={day} className="space-y-2">
            <Skeleton className="h-8" />
            {wide && <Skeleton className={day % 2 === 0 ? 'mt-10 h-24' : 'mt-20 h-14'} />}
            {wide && <Skeleton className={day % 3 === 0 ? 'h-14' : 'mt-12 h-20'} />}
          </div>
        ))}
      </div>
    </Loading>
  );
}

const nobody = () => undefined;

const viewOf = (view: WeekLayout | undefined) => (view === undefined ? {} : { view });

/** What a view of the week is called by in the address. */
function searchOf(date: Day | undefined, { people, jobsOnly }: Wish) {
  return {
    ...(date === undefined ? {} : { date }),
    ...(people.length === 0 ? {} : { people: [...people] }),
    ...(jobsOnly ? { jobs: 'only' as const } : {}),
  };
}

const itemElement = (key: string) => document.querySelector<HTMLElement>(`[data-item="${CSS.escape(key)}"]`);
const focusItem = (key: string) => itemElement(key)?.focus();
const showItem = (key: string) => itemElement(key)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
