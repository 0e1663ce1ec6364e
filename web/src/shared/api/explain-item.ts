import { queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { ItemExplanation } from './types';

/** Why something is, or is not, in a calendar; `itemId` is a job's id, or an event's `itemId`. */
export function explanationQuery(itemId: string) {
  return queryOptions({
    queryKey: ['explanation', itemId],
    queryFn: () => request<ItemExplanation>('GET', `/v1/items/${encodeURIComponent(itemId)}/explanation`),
  });
}
