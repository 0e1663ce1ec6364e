import { queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { Review } from './types';

/** Deletions that wait for somebody to look at them, and those that were decided in the last 30 days. */
export const reviewsQuery = queryOptions({
  queryKey: ['reviews'],
  queryFn: async () => (await request<{ reviews: Review[] }>('GET', '/v1/reviews')).reviews,
});
