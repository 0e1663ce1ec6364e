import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { CalendarDays, CirclePause, GitCompareArrows, Link2, RefreshCw } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { DeadGrantsBanner } from '../features/connections/dead-grants-banner';
import { OpenReviewsBanner } from '../features/reviews/open-reviews-banner';
import { meQuery } from '../shared/api/get-me';
import { managesEverybody } from '../shared/lib/people';
import { Logo } from '../shared/ui/logo';
import { Skeleton } from '../shared/ui/skeleton';
import { administratorPlaces, type PlaceOfAll } from './places';
import { useWaiting } from './use-waiting';

const places: readonly PlaceOfAll[] = [
  { to: '/week', label: 'Week', icon: CalendarDays },
  { to: '/conflicts', label: 'Conflicts', icon: GitCompareArrows },
  { to: '/reviews', label: 'Deletions', icon: CirclePause },
  { to: '/connections', label: 'Connections', icon: Link2 },
  { to: '/sync', label: 'Sync', icon: RefreshCw },
];

/** The menu brings the code for floating things with it, which no page needs at first. */
const AccountMenu = lazy(() => import('./account-menu').then((module) => ({ default: module.AccountMenu })));

/** The frame of every page: places on the left, or at the bottom of a phone. */
export function Shell() {
  const me = useQuery(meQuery).data;
  const administers = me !== undefined && managesEverybody(me);
  const waitingAt = useWaiting();
  const page = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-accent focus:px-3 focus:py-2 focus:text-on-accent"
      >
        Skip to content
      </a>
      <header className="flex items-center justify-between border-b border-line bg-surface px-4 py-2 md:hidden">
        <Brand />
        <Suspense fallback={<Skeleton className="size-8 rounded-full" />}>
          <AccountMenu compact />
        </Suspense>
      </header>
      <nav
        aria-label="Main"
        className="order-last flex shrink-0 flex-col border-line bg-surface max-md:border-t md:order-none md:w-22 md:border-r lg:w-52"
      >
        <div className="px-4 pt-4 pb-5 max-lg:hidden">
          <Brand />
        </div>
        <div className="hidden justify-center pt-4 pb-5 md:max-lg:flex">
          <Logo className="size-7" />
        </div>
        <ul className="flex pb-[env(safe-area-inset-bottom)] md:flex-col md:gap-0.5 md:px-2">
          {places.map((place) => (
            <li key={place.to} className="flex-1">
              <Place {...place} waiting={waitingAt(place.to)} />
            </li>
          ))}
          {administers &&
            administratorPlaces.map((place) => (
              <li key={place.to} className="max-md:hidden">
                <Place {...place} />
              </li>
            ))}
        </ul>
        <div className="mt-auto p-2 max-lg:hidden">
          <Suspense fallback={<Skeleton className="h-10" />}>
            <AccountMenu />
          </Suspense>
        </div>
        <div className="mt-auto hidden justify-center p-3 md:max-lg:flex">
          <Suspense fallback={<Skeleton className="size-8 rounded-full" />}>
            <AccountMenu compact />
          </Suspense>
        </div>
      </nav>
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">
        {/* The pages that these lead to say it themselves, one by one. */}
        {page !== '/connections' && <DeadGrantsBanner />}
        {page !== '/reviews' && <OpenReviewsBanner />}
        <div id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
          <Outlet />
        </div>
      </main>
    </div>
  );
}

function Brand() {
  return (
    <span className="flex items-center gap-2 font-semibold tracking-tight">
      <Logo className="size-6" />
      Syncline
    </span>
  );
}

function Place({
  to,
  label,
  icon: Icon,
  waiting,
}: PlaceOfAll & {
  /** How much waits for a decision there. */
  waiting?: string | undefined;
}) {
  return (
    <Link
      to={to}
      className="relative flex items-center gap-2.5 rounded-md text-ink-soft hover:bg-hover hover:text-ink max-lg:flex-col max-lg:gap-0.5 max-lg:py-2 max-lg:text-xs lg:h-8 lg:px-2.5"
      activeProps={{ className: 'md:bg-accent-soft text-accent-strong! font-semibold' }}
      activeOptions={{ includeSearch: false }}
    >
      <Icon className="size-4.5 lg:size-4" aria-hidden />
      {label}
      {waiting !== undefined && (
        <span className="grid h-4.5 min-w-4.5 place-items-center rounded-full bg-warn-soft px-1 text-2xs font-semibold text-warn tabular-nums max-lg:absolute max-lg:top-0.5 max-lg:left-1/2 max-lg:ml-1 lg:ml-auto lg:h-5 lg:min-w-5">
          {waiting}
          <span className="sr-only"> open</span>
        </span>
      )}
    </Link>
  );
}
