import { queryOptions } from '@tanstack/react-query';
import { request } from './request';
import type { Connection } from './types';

/** The connections that the signed-in person may see, newest first. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: async () => (await request<{ connections: Connection[] }>('GET', '/v1/connections')).connections,
});
