import { request } from './request';
import type { Provider } from './types';

/** Starts to connect an account; the browser goes to `authorizationUrl` next. */
export function startConnection(
  provider: Provider,
): Promise<{ authorizationUrl: string; expiresAt: string }> {
  return request('POST', '/v1/connections', { provider, services: ['calendar'], returnTo: '/connections' });
}
