import { describe, expect, it } from 'vitest';
import { explain, failureOf, RequestFailed } from './problem';

const problem = {
  type: 'https://syncline.dev/problems/reconnect',
  title: 'Reconnect needed',
  status: 409,
  detail: 'Connect the account again.',
};

describe('a failed request', () => {
  it('says what the problem document says', () => {
    expect(explain(new RequestFailed(failureOf(409, problem)))).toEqual({
      title: 'Reconnect needed',
      detail: 'Connect the account again.',
    });
  });

  it('does not take a page of a proxy for a problem document', () => {
    for (const body of [undefined, null, '<html>', { message: 'Bad gateway' }, { ...problem, detail: 7 }]) {
      expect(failureOf(502, body)).toEqual({ kind: 'unreadable', status: 502 });
    }
  });

  it('tells a sign-in that is not accepted and a server that is down from an answer in another language', () => {
    const title = (status: number) => explain(new RequestFailed({ kind: 'unreadable', status })).title;
    expect(title(401)).toBe('You are signed in, but not let in');
    expect(title(503)).toBe('Syncline does not answer just now');
    expect(title(404)).toBe('The answer could not be read');
  });

  it('knows its status', () => {
    expect(new RequestFailed(failureOf(409, problem)).status).toBe(409);
    expect(new RequestFailed({ kind: 'unreachable' }).status).toBe(0);
  });

  it('knows what kind of refusal it is', () => {
    expect(new RequestFailed(failureOf(409, problem)).refusal).toBe('reconnect');
    expect(new RequestFailed({ kind: 'unreachable' }).refusal).toBeUndefined();
  });

  it('has a sentence for whatever else was thrown', () => {
    expect(explain('boom').detail).toBe('Load the page again.');
    expect(explain(new Error('Out of cheese')).detail).toBe('Out of cheese');
  });
});
