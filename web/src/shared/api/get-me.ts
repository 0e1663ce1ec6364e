import { queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { Me } from './types';

/** Who is signed in. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => request<Me>('GET', '/v1/me'),
  staleTime: Infinity,
});
