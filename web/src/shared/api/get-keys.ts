import { queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { KeyReport } from './types';

/** Which key of the organisation seals how many accounts' tokens. */
export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: () => request<KeyReport>('GET', '/v1/keys'),
});
