import { request } from './request';

/** Asks for a run of the connection's chosen calendar now instead of at its next poll. */
export function syncConnection(connectionId: string): Promise<{ calendars: number }> {
  return request('POST', `/v1/connections/${encodeURIComponent(connectionId)}/sync`);
}
