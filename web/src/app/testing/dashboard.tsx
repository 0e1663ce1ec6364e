import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { cleanup, configure, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, vi } from 'vitest';
import type { Me } from '../../shared/api/types';
import { createQueryClient } from '../query-client';
import { createAppRouter } from '../routes';
import { FakeApi } from './fake-api';

export const dana: Me = {
  user: 'dana',
  name: 'Dana Dispatcher',
  organisation: 'demo',
  roles: ['dispatcher'],
};
export const ada: Me = {
  user: 'ada',
  name: 'Ada Administrator',
  organisation: 'demo',
  roles: ['administrator'],
};

/** An API behind which nothing has happened yet, for somebody who is signed in. */
export function quietApi(me: Me = dana): FakeApi {
  return new FakeApi()
    .gives('/v1/config', {
      issuer: 'https://issuer.example',
      clientId: 'dashboard',
      scope: 'openid',
      providers: [],
    })
    .gives('/v1/me', me)
    .gives('/v1/connections', { connections: [], consentRequests: [] })
    .gives('/v1/events', { events: [] })
    .gives('/v1/sync', { calendars: [] })
    .gives('/v1/conflicts', { conflicts: [] })
    .gives('/v1/reviews', { reviews: [] })
    .gives('/v1/keys', { standing: 'open', keys: [], orphans: 0 })
    .gives('/v1/organisation/sync-policy', { ownership: {}, onConflict: 'ask' });
}

/** Opens the whole dashboard at an address, as somebody who is signed in, and gives the hands of its user. */
export function openDashboard(path: string, api: FakeApi) {
  vi.stubGlobal('fetch', api.fetch);
  window.history.replaceState({}, '', path);
  const queries = createQueryClient();
  render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={createAppRouter(queries)} />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

// Generous: a test machine may be busy with something else.
configure({ asyncUtilTimeout: 10_000 });

/** Signs somebody in before each test, and closes the dashboard after it. */
export function withDashboard(): void {
  beforeEach(() => {
    const user = {
      access_token: 'token',
      token_type: 'Bearer',
      profile: { sub: 'dana' },
      expires_at: 4_102_444_800,
    };
    sessionStorage.setItem('oidc.user:https://issuer.example:dashboard', JSON.stringify(user));
    window.scrollTo = () => undefined;
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    sessionStorage.clear();
  });
}
