import { request } from './request';
import type { OrganisationRemoval } from './types';

/** Disconnects every account and destroys the organisation's keys; `confirm` is the organisation's id. */
export function removeOrganisation(confirm: string): Promise<OrganisationRemoval> {
  return request('DELETE', '/v1/organisation', { confirm });
}
