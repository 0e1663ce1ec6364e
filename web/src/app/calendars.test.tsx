// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Calendar, CalendarSync, Connection } from '../shared/api/types';
import { openDashboard, quietApi, withDashboard } from './testing/dashboard';
import { ok, refused } from './testing/fake-api';

withDashboard();

const connection: Connection = {
  id: 'c1',
  provider: 'google',
  account: { email: 'dana@demo.example' },
  owner: 'dana',
  own: true,
  services: [{ service: 'calendar', requested: true, granted: true, health: 'healthy' }],
  state: 'active',
  connectedAt: '2026-11-20T08:00:00Z',
};

const calendar = (name: string, more: Partial<Calendar> = {}): Calendar => ({
  id: name.toLowerCase(),
  name,
  primary: false,
  writable: true,
  chosen: false,
  direction: 'two-way',
  ...more,
});

const row: CalendarSync = {
  connectionId: 'c1',
  provider: 'google',
  calendarId: 'main',
  calendarName: 'Main',
  person: 'dana',
  state: 'in-step',
  direction: 'two-way',
  push: { state: 'none', problem: 'Google could not reach this address.' },
  action: { kind: 'none', label: 'Nothing to do' },
  counts: { pushed: 3, pulled: 1, imported: 7, conflicts: 0, failed: 0 },
  conflicts: 2,
  waiting: 1,
  lastVerifiedAt: '2026-11-20T08:00:00Z',
};

const apiWith = (...calendars: Calendar[]) =>
  quietApi()
    .gives('/v1/connections', { connections: [connection], consentRequests: [] })
    .gives('/v1/connections/c1/calendars', { calendars });

describe('the calendar picker', () => {
  it('puts the main calendar first and explains what cannot be chosen', async () => {
    openDashboard(
      '/connections/c1/calendars',
      apiWith(
        calendar('Van'),
        calendar('Holidays', { writable: false, direction: 'read-only' }),
        calendar('Main', { primary: true }),
      ),
    );
    const [first, ...others] = await screen.findAllByRole<HTMLInputElement>('radio');
    expect(first?.getAttribute('aria-label')).toBe('Main');
    expect(first?.checked).toBe(true);
    expect(others).toHaveLength(2);
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Holidays' }).disabled).toBe(true);
    expect(screen.getByText(/This account may only read it/)).toBeDefined();
    expect(screen.getAllByText('Two-way')).toHaveLength(2);
  });

  it('R08_says_what_happens_before_the_jobs_move', async () => {
    const api = apiWith(calendar('Main', { primary: true, chosen: true }), calendar('Van'))
      .gives('/v1/sync', { calendars: [row] })
      .on('PUT', '/v1/connections/c1/calendars/van', () => ok(calendar('Van', { chosen: true })));
    const user = openDashboard('/connections/c1/calendars', api);
    await user.click(await screen.findByRole('radio', { name: 'Van' }));
    expect(screen.getByText(/Jobs move from “Main” to “Van”/)).toBeDefined();
    expect(await screen.findByText(/2 conflicts are still open in “Main”/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Use this calendar' }));
    await waitFor(() => expect(window.location.pathname).toBe('/sync'));
    expect(api.sent('PUT', '/v1/connections/c1/calendars/van')).toEqual([{ chosen: true }]);
  });

  it('offers to connect again where the account does not work any more', async () => {
    const api = apiWith().on('GET', '/v1/connections/c1/calendars', () => refused(409, 'reconnect'));
    openDashboard('/connections/c1/calendars', api);
    expect(await screen.findByRole('button', { name: 'Connect again' })).toBeDefined();
  });

  it('says what to do where an account has no calendar', async () => {
    openDashboard('/connections/c1/calendars', apiWith());
    expect(await screen.findByText('This account has no calendar')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Look again' })).toBeDefined();
  });
});

describe('the state of a calendar', () => {
  it('R25_says_how_fresh_it_is_and_why_there_is_no_push', async () => {
    openDashboard('/sync', quietApi().gives('/v1/sync', { calendars: [row] }));
    expect(await screen.findByText('Polling only')).toBeDefined();
    expect(screen.getByText('Google could not reach this address.')).toBeDefined();
    const verified = document.querySelector('time[datetime="2026-11-20T08:00:00Z"]');
    expect(verified?.getAttribute('title')).toContain('2026');
    expect(screen.getByRole('link', { name: '2 open conflicts' }).getAttribute('href')).toContain(
      'calendar=c1',
    );
    expect(screen.getByRole('link', { name: '1 job waits for the next run' })).toBeDefined();
  });

  it('R17_has_the_one_thing_to_do_as_a_button', async () => {
    const paused: CalendarSync = {
      ...row,
      state: 'paused',
      problem: '60 of 100 events vanished.',
      action: { kind: 'review', label: 'Review the deletions', subject: 'r1' },
    };
    const user = openDashboard('/sync', quietApi().gives('/v1/sync', { calendars: [paused] }));
    expect(await screen.findByText('Paused')).toBeDefined();
    await user.click(screen.getByRole('link', { name: 'Review the deletions' }));
    await waitFor(() => expect(window.location.pathname).toBe('/reviews'));
  });

  it('looks now where somebody asks', async () => {
    const api = quietApi()
      .gives('/v1/sync', { calendars: [row] })
      .on('POST', '/v1/connections/c1/sync', () => ({ status: 202, body: { calendars: 1 } }));
    const user = openDashboard('/sync', api);
    await user.click(await screen.findByRole('button', { name: 'Sync now Main' }));
    await waitFor(() => expect(api.sent('POST', '/v1/connections/c1/sync')).toHaveLength(1));
  });
});
