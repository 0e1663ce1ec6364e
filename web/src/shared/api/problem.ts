import type { Problem } from './types';

/** Why a request did not get its answer. */
export type Failure =
  /** The API refused and says what to do. */
  | { kind: 'refused'; problem: Problem }
  /** No answer arrived at all. */
  | { kind: 'unreachable' }
  /** Something answered, but not the API. */
  | { kind: 'unreadable'; status: number };

/** A failed request, thrown by every endpoint. */
export class RequestFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(inWords(failure).detail);
    this.name = 'RequestFailed';
    this.failure = failure;
  }

  /** What kind of refusal it is, such as `reconnect`; nothing where the API did not refuse. */
  get refusal(): string | undefined {
    return this.failure.kind === 'refused' ? this.failure.problem.type.split('/').at(-1) : undefined;
  }

  /** The HTTP status, or 0 when there was no answer. */
  get status(): number {
    switch (this.failure.kind) {
      case 'refused':
        return this.failure.problem.status;
      case 'unreadable':
        return this.failure.status;
      case 'unreachable':
        return 0;
    }
  }
}

/** What to tell a person about anything that was thrown. */
export function explain(error: unknown): { title: string; detail: string } {
  if (error instanceof RequestFailed) return inWords(error.failure);
  return {
    title: 'Something went wrong',
    detail: error instanceof Error && error.message !== '' ? error.message : 'Load the page again.',
  };
}

/** Reads a refusal: a problem document (RFC 9457) or whatever came in its place. */
export function failureOf(status: number, body: unknown): Failure {
  return isProblem(body) ? { kind: 'refused', problem: body } : { kind: 'unreadable', status };
}

function inWords(failure: Failure): { title: string; detail: string } {
  switch (failure.kind) {
    case 'refused':
      return { title: failure.problem.title, detail: failure.problem.detail };
    case 'unreachable':
      return {
        title: 'Syncline cannot be reached',
        detail: 'Check your network connection, then try again.',
      };
    case 'unreadable':
      if (failure.status === 401) {
        return {
          title: 'You are signed in, but not let in',
          detail:
            'Syncline does not accept your sign-in. Sign out and in again; if it stays so, tell your administrator.',
        };
      }
      if (failure.status >= 500) {
        return {
          title: 'Syncline does not answer just now',
          detail: `Try again in a moment. (Status ${failure.status})`,
        };
      }
      return {
        title: 'The answer could not be read',
        detail: `The server answered with status ${failure.status}. Try again in a moment.`,
      };
  }
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  const candidate = body as Partial<Record<keyof Problem, unknown>>;
  return (
    typeof candidate.type === 'string' &&
    typeof candidate.title === 'string' &&
    typeof candidate.status === 'number' &&
    typeof candidate.detail === 'string'
  );
}
