import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import type {
  BulkResolution,
  Calendar,
  CalendarItem,
  Conflict,
  Connection,
  Provider,
  Resolution,
  ResolutionResult,
  Review,
  ReviewAnswer,
  Service,
  SyncPolicy,
} from '../src/shared/api/types';
import { auditPage, csvOf, jsonLinesOf, verificationOf } from './mock-audit.ts';
import { explanationOf } from './mock-decisions.ts';
import { calendarsOf, people, servicesOf, worldOf, type Story, type World } from './mock-data.ts';

/**
 * The API, an OIDC issuer and a consent page in memory, for looking at the dashboard without the backend:
 * `npm run dev:mock`. `/__mock/story?is=trouble` begins another story.
 */
export function mockApi(): Plugin {
  const serve = handler();
  return {
    name: 'syncline-mock-api',
    configureServer: (server) => void server.middlewares.use(serve),
    configurePreviewServer: (server) => void server.middlewares.use(serve),
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => unknown;

function handler(): Connect.NextHandleFunction {
  let world = worldOf('everyday');
  const codes = new Map<string, { user: string; nonce: string | null }>();
  const routes: [string, RegExp, Answer][] = [
    [
      'GET',
      /^\/__mock\/story$/,
      (_, response, url) => {
        world = worldOf((url.searchParams.get('is') ?? 'everyday') as Story);
        json(response, 200, { story: world.story });
      },
    ],
    [
      'GET',
      /^\/mock-oidc\/\.well-known\/openid-configuration$/,
      (_, response, url) =>
        json(response, 200, {
          issuer: `${url.origin}/mock-oidc`,
          authorization_endpoint: `${url.origin}/mock-oidc/authorize`,
          token_endpoint: `${url.origin}/mock-oidc/token`,
          end_session_endpoint: `${url.origin}/mock-oidc/logout`,
        }),
    ],
    [
      'GET',
      /^\/mock-oidc\/logout$/,
      (_, response, url) => found(response, url.searchParams.get('post_logout_redirect_uri') ?? '/'),
    ],
    [
      'GET',
      /^\/mock-oidc\/authorize$/,
      (_, response, url) => {
        const user = url.searchParams.get('as');
        if (user === null) {
          whoPage(response, url);
          return;
        }
        const code = randomUUID();
        codes.set(code, { user, nonce: url.searchParams.get('nonce') });
        const back = new URL(url.searchParams.get('redirect_uri') ?? url.origin);
        back.searchParams.set('code', code);
        back.searchParams.set('state', url.searchParams.get('state') ?? '');
        found(response, back.href);
      },
    ],
    [
      'POST',
      /^\/mock-oidc\/token$/,
      async (request, response, url) => {
        const code = new URLSearchParams(await bodyOf(request)).get('code') ?? '';
        const known = codes.get(code);
        codes.delete(code);
        if (known === undefined) {
          json(response, 400, { error: 'invalid_grant' });
          return;
        }
        const claims = {
          iss: `${url.origin}/mock-oidc`,
          sub: known.user,
          aud: 'dashboard',
          nonce: known.nonce,
          exp: Math.floor(Date.now() / 1000) + 3600,
          iat: Math.floor(Date.now() / 1000),
        };
        json(response, 200, {
          access_token: `token-of-${known.user}`,
          id_token: unsigned(claims),
          token_type: 'Bearer',
          expires_in: 3600,
          scope: 'openid',
        });
      },
    ],
    [
      'GET',
      /^\/mock-consent$/,
      (_, response, url) => {
        const provider = url.searchParams.get('provider') as Provider;
        const owner = url.searchParams.get('owner') ?? 'tess';
        const services = (url.searchParams.get('services') ?? 'calendar').split(',') as Service[];
        const known = world.connections.find((one) => one.id === url.searchParams.get('connection'));
        const id = known?.id ?? `c-${randomUUID().slice(0, 8)}`;
        const email = known?.account.email ?? `${owner}@${provider}.example`;
        // Mail is the box that people leave empty at first.
        const granted = known === undefined ? services.filter((service) => service !== 'mail') : services;
        const { problem: _problem, since: _since, nextTry: _next, ...before } = known ?? ({} as Connection);
        world.connections = [
          {
            ...before,
            id,
            provider,
            account: { email },
            owner,
            ownerName: people[owner]?.name ?? owner,
            own: false,
            services: servicesOf(services, granted),
            state: 'active',
            connectedAt: new Date().toISOString(),
          },
          ...world.connections.filter((one) => one.id !== id),
        ];
        world.consentRequests = world.consentRequests.filter((one) => one.provider !== provider);
        world.calendars[id] ??= calendarsOf(email);
        found(response, `/connections?connected=${id}`);
      },
    ],
    [
      'GET',
      /^\/v1\/config$/,
      (_, response, url) =>
        json(response, 200, {
          issuer: `${url.origin}/mock-oidc`,
          clientId: 'dashboard',
          scope: 'openid profile',
          providers: ['google', 'microsoft'],
        }),
    ],
    ['GET', /^\/v1\/me$/, (request, response) => json(response, 200, callerOf(request))],
    [
      'GET',
      /^\/v1\/events$/,
      (request, response, url) => {
        const [from, to] = ['from', 'to'].map((name) => Date.parse(url.searchParams.get(name) ?? ''));
        if (from === undefined || to === undefined || !(from < to)) {
          problem(response, 400, 'invalid-request', 'The span ends before it starts. Swap from and to.');
          return;
        }
        const me = callerOf(request);
        const events = world.events.filter(({ when, person }) => {
          const start = Date.parse('start' in when ? `${when.start}Z` : `${when.startDate}T00:00Z`);
          const end = Date.parse('end' in when ? `${when.end}Z` : `${when.endDate}T00:00Z`);
          return (
            start < to + 86_400_000 && end > from - 86_400_000 && (me.user !== 'tess' || person === 'tess')
          );
        });
        json(response, 200, { events });
      },
    ],
    [
      'GET',
      /^\/v1\/sync$/,
      (request, response) => {
        for (const row of world.sync) move(world, row.connectionId);
        const me = callerOf(request);
        json(response, 200, {
          calendars: world.sync.filter(({ person }) => me.user !== 'tess' || person === 'tess'),
        });
      },
    ],
    [
      'POST',
      /^\/v1\/connections\/([^/]+)\/sync$/,
      (_, response, url) => {
        const id = decodeURIComponent(url.pathname.split('/')[3] ?? '');
        world.sync = world.sync.map((row) =>
          row.connectionId === id
            ? { ...row, state: 'running', progress: { phase: 'push', done: 0, total: 200 } }
            : row,
        );
        json(response, 202, { calendars: 1 });
      },
    ],
    [
      'GET',
      /^\/v1\/connections$/,
      (request, response) => {
        const me = callerOf(request);
        json(response, 200, {
          connections: world.connections
            .filter(({ owner }) => me.user === 'ada' || owner === me.user)
            .map((one) => ({ ...one, own: one.owner === me.user })),
          consentRequests: me.user === 'tess' ? world.consentRequests : [],
        });
      },
    ],
    [
      'POST',
      /^\/v1\/connections$/,
      async (request, response, url) => {
        const wish = JSON.parse(await bodyOf(request)) as {
          provider: Provider;
          services: Service[];
          connection?: string;
        };
        const query = new URLSearchParams({
          provider: wish.provider,
          services: wish.services.join(','),
          owner: callerOf(request).user,
          ...(wish.connection === undefined ? {} : { connection: wish.connection }),
        });
        json(response, 201, {
          authorizationUrl: `${url.origin}/mock-consent?${query.toString()}`,
          expiresAt: new Date(Date.now() + 600_000).toISOString(),
        });
      },
    ],
    [
      'DELETE',
      /^\/v1\/connections\/([^/]+)$/,
      (_, response, url) => {
        const id = decodeURIComponent(url.pathname.split('/')[3] ?? '');
        world.connections = world.connections.filter((connection) => connection.id !== id);
        world.sync = world.sync.filter((row) => row.connectionId !== id);
        response.writeHead(204).end();
      },
    ],
    [
      'PATCH',
      /^\/v1\/connections\/([^/]+)$/,
      async (request, response, url) => {
        const id = decodeURIComponent(url.pathname.split('/')[3] ?? '');
        const { services } = JSON.parse(await bodyOf(request)) as {
          services: Partial<Record<Service, boolean>>;
        };
        const before = world.connections.find((one) => one.id === id);
        if (before === undefined) {
          problem(response, 404, 'not-found', 'There is no such connection.');
          return;
        }
        const on = before.services
          .filter(({ service, requested }) => services[service] ?? requested)
          .map(({ service }) => service);
        if (on.length === 0) {
          problem(
            response,
            409,
            'nothing-left',
            'This is the last service that is on. Disconnect the account if you do not want to use it any more.',
          );
          return;
        }
        const granted = before.services.filter((one) => one.granted).map(({ service }) => service);
        const after = { ...before, services: servicesOf(on, granted) };
        world.connections = world.connections.map((one) => (one.id === id ? after : one));
        json(response, 200, { ...after, own: after.owner === callerOf(request).user });
      },
    ],
    [
      'POST',
      /^\/v1\/connections\/([^/]+)\/check$/,
      (request, response, url) => {
        const id = decodeURIComponent(url.pathname.split('/')[3] ?? '');
        const connection = world.connections.find((one) => one.id === id);
        if (connection === undefined) {
          problem(response, 404, 'not-found', 'There is no such connection.');
          return;
        }
        const findings = connection.services
          .filter(({ requested }) => requested)
          .map(({ service, granted }) => ({
            service,
            finding: !granted
              ? 'not-granted'
              : connection.state === 'needs-reconnect'
                ? 'needs-reconnect'
                : connection.state === 'degraded'
                  ? 'unavailable'
                  : connection.state === 'needs-administrator'
                    ? 'refused-by-provider'
                    : 'works',
          }));
        const own = connection.owner === callerOf(request).user;
        setTimeout(() => json(response, 200, { connection: { ...connection, own }, findings }), 900);
      },
    ],
    [
      'DELETE',
      /^\/v1\/consent-requests\/(google|microsoft)$/,
      (_, response, url) => {
        const provider = url.pathname.split('/')[3];
        world.consentRequests = world.consentRequests.filter((one) => one.provider !== provider);
        response.writeHead(204).end();
      },
    ],
    [
      'GET',
      /^\/v1\/conflicts$/,
      (request, response, url) => {
        const me = callerOf(request);
        const state = url.searchParams.get('state') ?? 'open';
        json(response, 200, {
          conflicts: world.conflicts.filter(
            (one) => one.state === state && (me.user !== 'tess' || one.person === 'tess'),
          ),
        });
      },
    ],
    [
      'POST',
      /^\/v1\/conflicts\/resolutions$/,
      async (request, response) => {
        const { resolutions } = JSON.parse(await bodyOf(request)) as { resolutions: BulkResolution[] };
        const { user } = callerOf(request);
        json(response, 200, { results: resolutions.map((one) => bulkResult(world, one, user)) });
      },
    ],
    [
      'POST',
      /^\/v1\/conflicts\/[^/]+\/resolution$/,
      async (request, response, url) => {
        const id = decodeURIComponent(url.pathname.split('/')[3] ?? '');
        const resolution = JSON.parse(await bodyOf(request)) as Resolution;
        const { user } = callerOf(request);
        const before = world.conflicts.find((one) => one.id === id);
        // The second conflict changes while somebody looks at it.
        if (id === 'k-2' && before?.version === resolution.version && before.version === 'v1') {
          const conflict = { ...before, version: 'v2', crm: { text: 'Changed once more in the CRM.' } };
          world.conflicts = world.conflicts.map((one) => (one.id === id ? conflict : one));
          response.writeHead(409, { 'Content-Type': 'application/problem+json' }).end(
            JSON.stringify({
              type: 'https://syncline.dev/problems/conflict-changed',
              title: 'It changed meanwhile',
              status: 409,
              detail: 'Look at both values again and decide.',
              conflict,
            }),
          );
          return;
        }
        const conflict = resolved(world, id, resolution, user);
        if (conflict === undefined) problem(response, 404, 'not-found', 'There is no such conflict.');
        else json(response, 200, conflict);
      },
    ],
    [
      'GET',
      /^\/v1\/reviews$/,
      (request, response) => {
        const me = callerOf(request);
        json(response, 200, {
          reviews: world.reviews.filter(({ person }) => me.user !== 'tess' || person === 'tess'),
        });
      },
    ],
    [
      'POST',
      /^\/v1\/reviews\/[^/]+\/(decision|undo)$/,
      async (request, response, url) => {
        const [, , , id = '', what] = url.pathname.split('/').map(decodeURIComponent);
        const body = await bodyOf(request);
        const now = new Date().toISOString();
        const { user } = callerOf(request);
        world.reviews = world.reviews.map((review): Review => {
          if (review.id !== id) return review;
          if (what === 'undo') {
            const { undoUntil: _until, ...rest } = review;
            return { ...rest, state: 'undone', undoneAt: now };
          }
          const { answer } = JSON.parse(body) as { answer: ReviewAnswer };
          return {
            ...review,
            state: answer === 'approve' ? 'approved' : 'refused',
            decision: { answer, by: user, at: now },
            ...(answer === 'approve'
              ? { undoUntil: new Date(Date.now() + 2_592_000_000).toISOString() }
              : {}),
          };
        });
        const review = world.reviews.find((one) => one.id === id);
        json(response, 200, what === 'undo' ? { review, restored: 9 } : review);
      },
    ],
    ['GET', /^\/v1\/organisation\/sync-policy$/, (_, response) => json(response, 200, world.policy)],
    [
      'PUT',
      /^\/v1\/organisation\/sync-policy$/,
      async (request, response) => {
        world.policy = JSON.parse(await bodyOf(request)) as SyncPolicy;
        json(response, 200, world.policy);
      },
    ],
    [
      'GET',
      /^\/v1\/items\/[^/]+\/explanation$/,
      (_, response, url) => {
        const id = decodeURIComponent(url.pathname.split('/')[3] ?? '');
        const item = world.events.find(({ itemId }) => itemId === id);
        json(response, 200, explanationOf(id, item?.title ?? id, item?.kind !== 'event'));
      },
    ],
    [
      'POST',
      /^\/v1\/jobs\/[^/]+\/(completion|calendar-entries\/[^/]+)$/,
      async (request, response, url) => {
        const [, , , jobId, what] = url.pathname.split('/').map(decodeURIComponent);
        const body = await bodyOf(request);
        world.events = world.events.map((item): CalendarItem => {
          if (item.jobId !== jobId) return item;
          return what === 'completion'
            ? { ...item, completed: (JSON.parse(body) as { completed: boolean }).completed }
            : { ...item, state: 'pending' };
        });
        json(response, 200, {});
      },
    ],
    [
      'DELETE',
      /^\/v1\/members\/([^/]+)$/,
      (_, response, url) => {
        const member = decodeURIComponent(url.pathname.split('/')[3] ?? '');
        const left = world.connections.filter(({ owner }) => owner !== member);
        json(response, 200, { disconnected: world.connections.length - left.length });
        world.connections = left;
      },
    ],
    [
      'DELETE',
      /^\/v1\/organisation$/,
      (_, response) => {
        json(response, 200, { disconnected: world.connections.length, waiting: 1, keysDestroyed: false });
      },
    ],
    ['GET', /^\/v1\/keys$/, (_, response) => json(response, 200, world.keys)],
    [
      'GET',
      /^\/v1\/audit$/,
      (_, response, url) => {
        const { entries, next } = auditPage(world.trail, url.searchParams);
        const format = url.searchParams.get('format') ?? 'json';
        if (format === 'json') {
          json(response, 200, { entries, ...(next === undefined ? {} : { next }) });
          return;
        }
        response
          .writeHead(200, {
            'Content-Type': format === 'csv' ? 'text/csv' : 'application/jsonl',
            ...(next === undefined ? {} : { 'X-Next': next }),
          })
          .end(format === 'csv' ? csvOf(entries) : jsonLinesOf(entries));
      },
    ],
    [
      'GET',
      /^\/v1\/audit\/verification$/,
      (_, response) =>
        setTimeout(() => json(response, 200, verificationOf(world.trail, world.story === 'tampered')), 900),
    ],
    [
      'GET',
      /^\/v1\/connections\/([^/]+)\/calendars$/,
      (_, response, url) => {
        const id = decodeURIComponent(url.pathname.split('/')[3] ?? '');
        const calendars = world.calendars[id];
        if (calendars === undefined) {
          problem(
            response,
            404,
            'not-found',
            'There is no such connection. Go back to your connections and choose one there.',
          );
          return;
        }
        json(response, 200, { calendars });
      },
    ],
    [
      'PUT',
      /^\/v1\/connections\/([^/]+)\/calendars\/(.+)$/,
      async (request, response, url) => {
        const [, , , connectionId = '', , calendarId = ''] = url.pathname.split('/').map(decodeURIComponent);
        const { chosen } = JSON.parse(await bodyOf(request)) as { chosen: boolean };
        choose(world, connectionId, calendarId, chosen);
        json(
          response,
          200,
          (world.calendars[connectionId] ?? []).find(({ id }) => id === calendarId),
        );
      },
    ],
  ];
  return (request, response, next) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
    const route = routes.find(([method, path]) => method === request.method && path.test(url.pathname));
    if (route === undefined) return next();
    const isApi =
      url.pathname.startsWith('/v1/') && url.pathname !== '/v1/config' && url.pathname !== '/v1/me';
    if (isApi && world.story === 'slow') return;
    if (isApi && world.story === 'broken')
      return problem(
        response,
        500,
        'internal',
        'Something broke on our side. Try again; if it stays like this, tell your administrator the time.',
      );
    setTimeout(() => void route[2](request, response, url), isApi ? 60 : 5);
  };
}

function resolved(world: World, id: string, { choice, value }: Resolution, by: string): Conflict | undefined {
  const before = world.conflicts.find((one) => one.id === id);
  if (before === undefined) return undefined;
  const shown = value === undefined ? {} : { value: { text: value.text ?? '', ...value } };
  const after: Conflict = {
    ...before,
    state: 'resolved',
    resolution: { choice, by, at: new Date().toISOString(), ...shown },
  };
  world.conflicts = world.conflicts.map((one) => (one.id === id ? after : one));
  return after;
}

function bulkResult(world: World, resolution: BulkResolution, by: string): ResolutionResult {
  if (resolution.id === 'k-3') {
    return { id: resolution.id, result: 'closed', detail: 'Somebody else decided it a moment ago.' };
  }
  const conflict = resolved(world, resolution.id, resolution, by);
  return conflict === undefined
    ? { id: resolution.id, result: 'not-found' }
    : { id: resolution.id, result: 'resolved', conflict };
}

function choose(world: World, connectionId: string, calendarId: string, chosen: boolean): void {
  const calendars = (world.calendars[connectionId] ?? []).map((calendar): Calendar => ({
    ...calendar,
    chosen: chosen && calendar.id === calendarId,
  }));
  world.calendars[connectionId] = calendars;
  const current = calendars.find((calendar) => calendar.chosen);
  world.connections = world.connections.map((connection) => {
    if (connection.id !== connectionId) return connection;
    const { calendar: _old, ...rest } = connection;
    return current === undefined ? rest : { ...rest, calendar: { id: current.id, name: current.name } };
  });
  world.sync = world.sync.filter((row) => row.connectionId !== connectionId);
  const connection = world.connections.find(({ id }) => id === connectionId);
  if (current === undefined || connection === undefined) return;
  world.sync.push({
    connectionId,
    provider: connection.provider,
    account: connection.account.email,
    calendarId: current.id,
    calendarName: current.name,
    person: connection.owner,
    state: 'running',
    direction: 'two-way',
    push: { state: 'none' },
    action: { kind: 'none', label: 'Nothing to do' },
    progress: { phase: 'push', done: 0, total: 500 },
    counts: { pushed: 0, pulled: 0, imported: 0, conflicts: 0, failed: 0 },
    conflicts: 0,
    waiting: 500,
  });
}

/** Lets a run come along a little each time that somebody looks. */
function move(world: World, connectionId: string): void {
  if (world.story === 'trouble') return;
  world.sync = world.sync.map((row) => {
    if (row.connectionId !== connectionId || row.progress?.total === undefined) return row;
    const { progress, waiting: _before, ...rest } = row;
    const { phase, total = 0 } = progress;
    const done = Math.min(progress.done + 50, total);
    if (done < total) return { ...rest, progress: { phase, done, total }, waiting: total - done };
    const counts = { pushed: total, pulled: 0, imported: 12, conflicts: 0, failed: 0 };
    const now = new Date().toISOString();
    return {
      ...rest,
      state: 'in-step',
      waiting: 0,
      counts,
      lastVerifiedAt: now,
      nextPollAt: new Date(Date.now() + 120_000).toISOString(),
      lastRun: { startedAt: now, endedAt: now, outcome: 'completed', counts },
    };
  });
}

function callerOf(request: IncomingMessage) {
  const user = /token-of-(\w+)/.exec(request.headers.authorization ?? '')?.[1] ?? 'tess';
  const me = people[user];
  if (me === undefined) throw new Error(`Nobody is called ${user}.`);
  return me;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function whoPage(response: ServerResponse, url: URL): void {
  const links = Object.values(people).map(
    ({ user, name }) => `<p><a href="${url.href.replaceAll('&', '&amp;')}&amp;as=${user}">${name}</a></p>`,
  );
  response
    .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    .end(`<!doctype html><title>Who are you?</title><h1>Who are you?</h1>${links.join('')}`);
}

function unsigned(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

function problem(response: ServerResponse, status: number, type: string, detail: string): void {
  response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end(
    JSON.stringify({
      type: `https://syncline.dev/problems/${type}`,
      title: status === 404 ? 'Not found' : 'It did not work',
      status,
      detail,
    }),
  );
}

function found(response: ServerResponse, location: string): void {
  response.writeHead(303, { Location: location }).end();
}
