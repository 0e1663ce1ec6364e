import { send } from './send';

/** One call to the part of the API that is open to everybody. */
export function openRequest<Answer>(path: string): Promise<Answer> {
  return send<Answer>('GET', path, {});
}
