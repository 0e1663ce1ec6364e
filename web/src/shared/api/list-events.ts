import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { CalendarItem } from './types';

/** Jobs and events that touch the span from `from` to `to` (exclusive), at most 62 days. */
export function eventsQuery(from: Date, to: Date) {
  const span = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() });
  return queryOptions({
    queryKey: ['events', from.toISOString(), to.toISOString()],
    queryFn: async () =>
      (await request<{ events: CalendarItem[] }>('GET', `/v1/events?${span.toString()}`)).events,
    placeholderData: keepPreviousData,
  });
}
