import { request } from './request';
import type { Check } from './types';

/** Looks now whether an account works, by using each of its services once. */
export function checkConnection(connectionId: string): Promise<Check> {
  return request('POST', `/v1/connections/${encodeURIComponent(connectionId)}/check`);
}
