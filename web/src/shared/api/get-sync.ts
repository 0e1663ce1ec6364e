import { queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { CalendarSync } from './types';

/** How every chosen calendar stands. */
export const syncQuery = queryOptions({
  queryKey: ['sync'],
  queryFn: async () => (await request<{ calendars: CalendarSync[] }>('GET', '/v1/sync')).calendars,
});
