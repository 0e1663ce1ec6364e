/** What the fake API answers: a status and a body. */
export interface Reply {
  status: number;
  body: unknown;
}

/** A request that arrived. */
export interface Seen {
  method: string;
  /** With its query. */
  path: string;
  body: unknown;
}

type Handler = (request: Seen) => Reply | Promise<Reply>;

/** The API in memory, in place of `fetch`: answers what a test tells it to and remembers what it was asked. */
export class FakeApi {
  readonly seen: Seen[] = [];
  private readonly routes: { method: string; path: string; handler: Handler }[] = [];

  /** Answers requests to a path (without its query); a later answer takes the place of an earlier one. */
  on(method: string, path: string, handler: Handler): this {
    this.routes.unshift({ method, path, handler });
    return this;
  }

  /** The same answer to every `GET` of a path. */
  gives(path: string, body: unknown): this {
    return this.on('GET', path, () => ok(body));
  }

  /** What was sent by a method to a path, the latest last. */
  sent(method: string, path: string): unknown[] {
    return this.seen
      .filter((one) => one.method === method && pathOf(one.path) === path)
      .map(({ body }) => body);
  }

  readonly fetch = async (input: string, init: RequestInit = {}): Promise<Response> => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    const request: Seen = { method: init.method ?? 'GET', path: input, body };
    this.seen.push(request);
    const route = this.routes.find(
      ({ method, path }) => method === request.method && path === pathOf(request.path),
    );
    const reply = route === undefined ? refused(404, 'not-found') : await route.handler(request);
    return new Response(reply.status === 204 ? null : JSON.stringify(reply.body), {
      status: reply.status,
      headers: { 'Content-Type': 'application/json' },
    });
  };
}

const pathOf = (path: string) => path.split('?')[0] ?? path;

export const ok = (body: unknown): Reply => ({ status: 200, body });

/** A problem document; `more` are its other members. */
export function refused(status: number, type: string, more: object = {}): Reply {
  return {
    status,
    body: {
      type: `https://syncline.dev/problems/${type}`,
      title: 'It did not work',
      status,
      detail: 'Do something else.',
      ...more,
    },
  };
}
