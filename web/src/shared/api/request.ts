import { accessToken, endedSession } from '../session/session';
import { RequestFailed } from './problem';
import { send, sendForText, type Method, type TextPage } from './send';

/** One call to the API as the signed-in person. The caller names the answer's type as the contract has it. */
export function request<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
  return asSignedIn((headers) => send<Answer>(method, path, headers, body));
}

/** The same for an answer that is text, such as a table to download. */
export function requestText(path: string, accept: string): Promise<TextPage> {
  return asSignedIn((headers) => sendForText(path, accept, headers));
}

async function asSignedIn<Answer>(call: (headers: Record<string, string>) => Promise<Answer>) {
  const token = await accessToken();
  try {
    return await call({ Authorization: `Bearer ${token}` });
  } catch (error) {
    if (error instanceof RequestFailed && error.status === 401) await endedSession(token);
    throw error;
  }
}
