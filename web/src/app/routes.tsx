import { noop, type QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { parseAuditSearch } from '../features/audit/audit-search';
import { parseConflictsSearch } from '../features/conflicts/conflicts-search';
import { meQuery } from '../shared/api/get-me';
import { syncQuery } from '../shared/api/get-sync';
import { calendarsQuery } from '../shared/api/list-calendars';
import { conflictsQuery } from '../shared/api/list-conflicts';
import { connectionsQuery } from '../shared/api/list-connections';
import { eventsQuery } from '../shared/api/list-events';
import { reviewsQuery } from '../shared/api/list-reviews';
import { isSignedIn, startSignIn } from '../shared/session/session';
import { comingWeekdayOf, dayOf, parseDay } from '../shared/time/day';
import { spanOfWeek, viewerWeekOf } from '../shared/time/viewer-week';
import { ErrorPage } from './error-page';
import { NotFoundPage } from './not-found-page';
import { PendingPage } from './pending-page';
import { Shell } from './shell';

interface Context {
  queries: QueryClient;
}

const root = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: ErrorPage,
});

const index = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ to: (await isSignedIn()) ? '/week' : '/sign-in', replace: true });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  beforeLoad: async () => {
    if (await isSignedIn()) throw redirect({ to: '/week', replace: true });
  },
  component: lazyRouteComponent(() => import('../features/session/sign-in-page'), 'SignInPage'),
});

const signedIn = createRoute({
  getParentRoute: () => root,
  path: '/signed-in',
  component: lazyRouteComponent(() => import('../features/session/signed-in-page'), 'SignedInPage'),
});

/** Everything that needs somebody signed in; whoever is not goes to the issuer and comes back to the same page. */
const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ location }) => {
    if (await isSignedIn()) return;
    await startSignIn(location.href);
    await new Promise<never>(() => undefined);
  },
  loader: ({ context }) => ahead(context.queries.query(meQuery)),
  component: Shell,
});

/** Open to everybody: the administrator of an account's organisation may have no account here. */
const consent = createRoute({
  getParentRoute: () => root,
  path: '/consent',
  validateSearch: (search: Record<string, unknown>): { answer: 'allowed' | 'declined' | 'unknown' } => {
    const { answer } = search;
    return { answer: answer === 'allowed' || answer === 'declined' ? answer : 'unknown' };
  },
  component: lazyRouteComponent(() => import('../features/connections/consent-page'), 'ConsentPage'),
});

const week = createRoute({
  getParentRoute: () => app,
  path: '/week',
  validateSearch: (search: Record<string, unknown>): WeekSearch => {
    const date = parseDay(text(search['date']) ?? '');
    const people = Array.isArray(search['people'])
      ? search['people'].filter((person) => typeof person === 'string')
      : [];
    return {
      ...(date === undefined ? {} : { date }),
      ...(people.length === 0 ? {} : { people }),
      ...(search['jobs'] === 'only' ? { jobs: 'only' } : {}),
      ...(search['view'] === 'hours' || search['view'] === 'people' ? { view: search['view'] } : {}),
    };
  },
  loaderDeps: ({ search }) => ({ date: search.date }),
  loader: ({ context, deps }) => {
    const { from, to } = spanOfWeek(
      viewerWeekOf(parseDay(deps.date ?? '') ?? comingWeekdayOf(dayOf(new Date()))),
    );
    ahead(context.queries.query(eventsQuery(from, to)));
  },
  component: lazyRouteComponent(() => import('../features/week/week-page'), 'WeekPage'),
});

const connections = createRoute({
  getParentRoute: () => app,
  path: '/connections',
  validateSearch: (search: Record<string, unknown>): { connected?: string; problem?: string } => {
    const connected = text(search['connected']);
    const problem = text(search['problem']);
    return {
      ...(connected === undefined ? {} : { connected }),
      ...(problem === undefined ? {} : { problem }),
    };
  },
  loader: ({ context }) => ahead(context.queries.query(connectionsQuery)),
  component: lazyRouteComponent(() => import('../features/connections/connections-page'), 'ConnectionsPage'),
});

const calendars = createRoute({
  getParentRoute: () => app,
  path: '/connections/$id/calendars',
  validateSearch: (search: Record<string, unknown>): { welcome?: boolean } =>
    search['welcome'] === true ? { welcome: true } : {},
  loader: ({ context, params }) => {
    ahead(context.queries.query(calendarsQuery(params.id)));
    ahead(context.queries.query(connectionsQuery));
  },
  component: lazyRouteComponent(() => import('../features/connections/calendars-page'), 'CalendarsPage'),
});

const sync = createRoute({
  getParentRoute: () => app,
  path: '/sync',
  loader: ({ context }) => ahead(context.queries.query(syncQuery)),
  component: lazyRouteComponent(() => import('../features/sync/sync-page'), 'SyncPage'),
});

const conflicts = createRoute({
  getParentRoute: () => app,
  path: '/conflicts',
  validateSearch: parseConflictsSearch,
  loaderDeps: ({ search }) => ({ state: search.state ?? ('open' as const) }),
  loader: ({ context, deps }) => ahead(context.queries.query(conflictsQuery(deps.state))),
  component: lazyRouteComponent(() => import('../features/conflicts/conflicts-page'), 'ConflictsPage'),
});

const reviews = createRoute({
  getParentRoute: () => app,
  path: '/reviews',
  loader: ({ context }) => ahead(context.queries.query(reviewsQuery)),
  component: lazyRouteComponent(() => import('../features/reviews/reviews-page'), 'ReviewsPage'),
});

const audit = createRoute({
  getParentRoute: () => app,
  path: '/audit',
  validateSearch: parseAuditSearch,
  component: lazyRouteComponent(() => import('../features/audit/audit-page'), 'AuditPage'),
});

const organisation = createRoute({
  getParentRoute: () => app,
  path: '/organisation',
  component: lazyRouteComponent(
    () => import('../features/organisation/organisation-page'),
    'OrganisationPage',
  ),
});

interface WeekSearch {
  date?: string;
  people?: string[];
  jobs?: 'only';
  view?: 'hours' | 'people';
}

/** The dashboard's addresses. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      index,
      signIn,
      signedIn,
      consent,
      app.addChildren([week, conflicts, reviews, connections, calendars, sync, audit, organisation]),
    ]),
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: PendingPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

/** Lets an answer come while the code of the page does; the page itself shows whatever goes wrong. */
function ahead(answer: Promise<unknown>): void {
  answer.catch(noop);
}

/** A search parameter as text; the router reads `used=1` as a number. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
