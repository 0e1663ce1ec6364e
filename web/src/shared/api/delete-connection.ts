import { request } from './request';

/** Disconnects an account; events that are in its calendars stay there. */
export function deleteConnection(connectionId: string): Promise<undefined> {
  return request('DELETE', `/v1/connections/${encodeURIComponent(connectionId)}`);
}
