import { queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { Connections } from './types';

/** The connections that the signed-in person may see, newest first, and what waits for an administrator. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: () => request<Connections>('GET', '/v1/connections'),
});
