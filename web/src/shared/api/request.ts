import { accessToken, endedSession } from '../session/session';
import { RequestFailed } from './problem';
import { send, type Method } from './send';

/** One call to the API as the signed-in person. The caller names the answer's type as the contract has it. */
export async function request<Answer>(method: Method, path: string, body?: object): Promise<Answer> {
  const token = await accessToken();
  try {
    return await send<Answer>(method, path, { Authorization: `Bearer ${token}` }, body);
  } catch (error) {
    if (error instanceof RequestFailed && error.status === 401) await endedSession(token);
    throw error;
  }
}
