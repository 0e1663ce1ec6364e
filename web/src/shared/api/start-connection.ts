import { request } from './request';
import type { Provider, Service } from './types';

/** What somebody wants to connect. */
export interface ConnectWish {
  provider: Provider;
  services: readonly Service[];
  /** A connection of one's own, to connect its account again or to add services to it. */
  connection?: string;
}

/** Starts to connect an account; the browser goes to `authorizationUrl` next. */
export function startConnection(wish: ConnectWish): Promise<{ authorizationUrl: string; expiresAt: string }> {
  return request('POST', '/v1/connections', { ...wish, returnTo: '/connections' });
}
