import { request } from './request';
import type { Provider } from './types';

/** Stops waiting for an administrator's consent. */
export function deleteConsentRequest(provider: Provider): Promise<undefined> {
  return request('DELETE', `/v1/consent-requests/${provider}`);
}
