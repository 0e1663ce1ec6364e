import { request } from './request';
import type { MemberRemoval } from './types';

/** Disconnects all accounts of somebody who left. */
export function removeMember(userId: string): Promise<MemberRemoval> {
  return request('DELETE', `/v1/members/${encodeURIComponent(userId)}`);
}
