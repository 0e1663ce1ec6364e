import { failureOf, RequestFailed } from './problem';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One request to the API; throws `RequestFailed`. The caller names the answer's type as the contract has it. */
export async function send<Answer>(
  method: Method,
  path: string,
  headers: Record<string, string>,
  body?: object,
): Promise<Answer> {
  const response = await fetch(path, {
    method,
    headers: {
      Accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new RequestFailed({ kind: 'unreachable' });
  });
  const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) throw new RequestFailed(failureOf(response.status, answer));
  if (response.status !== 204 && answer === undefined) {
    throw new RequestFailed({ kind: 'unreadable', status: response.status });
  }
  return answer as Answer;
}
