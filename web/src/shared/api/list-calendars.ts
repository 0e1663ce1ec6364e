import { queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { Calendar } from './types';

/** The calendars of an account, asked of the provider now. */
export function calendarsQuery(connectionId: string) {
  const path = `/v1/connections/${encodeURIComponent(connectionId)}/calendars`;
  return queryOptions({
    queryKey: ['calendars', connectionId],
    queryFn: async () => (await request<{ calendars: Calendar[] }>('GET', path)).calendars,
  });
}
