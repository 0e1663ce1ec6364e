import { infiniteQueryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { AuditPage } from './types';

/** Which entries of the trail are wanted; what is missing does not matter. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  /** Also fits what begins with it. */
  subject?: string;
  outcome?: string;
  /** RFC 3339. */
  from?: string;
  /** RFC 3339, exclusive. */
  until?: string;
}

/**
 * The organisation's trail, newest first, page by page.
 *
 * @param before begins with the entry before this sequence instead of the newest one
 */
export function auditQuery(filter: AuditFilter, before: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter, before],
    queryFn: ({ pageParam }) => {
      const parameters = new URLSearchParams({ ...filter, ...(pageParam === '' ? {} : { next: pageParam }) });
      return request<AuditPage>('GET', `/v1/audit?${parameters.toString()}`);
    },
    initialPageParam: before ?? '',
    getNextPageParam: ({ next }) => next,
    staleTime: 30_000,
  });
}
