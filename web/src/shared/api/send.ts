import { failureOf, RequestFailed } from './problem';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request to the API; throws `RequestFailed`. The caller names the answer's type as the contract has it. */
export async function send<Answer>(
  method: Method,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer> {
  const response = await exchange(path, {
    method,
    headers: {
      Accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (response.status !== 204 && answer === undefined) {
    throw new RequestFailed({ kind: 'unreadable', status: response.status });
  }
  return answer as Answer;
}

/** A page of a longer text, and where the next one begins. */
export interface TextPage {
  text: string;
  next: string | undefined;
}

/** One request for text instead of JSON; throws `RequestFailed`. */
export async function sendForText(
  path: string,
  accept: string,
  headers: Record<string, string>,
): Promise<TextPage> {
  const response = await exchange(path, {
    headers: { Accept: `${accept}, application/problem+json`, ...headers },
  });
  const text = await response.text().catch(() => {
    throw new RequestFailed({ kind: 'unreachable' });
  });
  return { text, next: response.headers.get('X-Next') ?? undefined };
}

async function exchange(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch(() => {
    throw new RequestFailed({ kind: 'unreachable' });
  });
  if (response.ok) return response;
  throw new RequestFailed(failureOf(response.status, await response.json().catch(() => undefined)));
}
