import { request } from './request';
import type { SyncPolicy } from './types';

/** Replaces the policy; it holds for every run that begins after it. */
export function setSyncPolicy(policy: SyncPolicy): Promise<SyncPolicy> {
  return request('PUT', '/v1/organisation/sync-policy', policy);
}
