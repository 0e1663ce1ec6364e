import { queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { SyncPolicy } from './types';

/** Whose each field is, and what becomes of one that was changed on both sides. */
export const syncPolicyQuery = queryOptions({
  queryKey: ['sync-policy'],
  queryFn: () => request<SyncPolicy>('GET', '/v1/organisation/sync-policy'),
});
