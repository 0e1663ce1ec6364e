import { request } from './request';
import type { Connection, Service } from './types';

/** Which services to switch on and off; one that is not named stays as it is. */
export type ServiceWishes = Partial<Record<Service, boolean>>;

/** Switches services of a connection; answers with the connection as it is then. */
export function switchServices(connectionId: string, services: ServiceWishes): Promise<Connection> {
  return request('PATCH', `/v1/connections/${encodeURIComponent(connectionId)}`, { services });
}
