import { request } from './request';
import type { AuditVerification } from './types';

/** Checks every entry of the trail and the seals over it. */
export function verifyAudit(): Promise<AuditVerification> {
  return request('GET', '/v1/audit/verification');
}
