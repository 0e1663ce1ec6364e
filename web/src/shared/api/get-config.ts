import { queryOptions } from '@tanstack/react-query';
import { openRequest } from './open-request';
import type { Config } from './types';

/** What the browser needs before anybody has signed in. */
export function getConfig(): Promise<Config> {
  return openRequest<Config>('/v1/config');
}

export const configQuery = queryOptions({ queryKey: ['config'], queryFn: getConfig, staleTime: Infinity });
