// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CalendarItem, ItemExplanation } from '../shared/api/types';
import { openDashboard, quietApi, withDashboard } from './testing/dashboard';
import { ok } from './testing/fake-api';

withDashboard();
beforeEach(() => vi.useFakeTimers({ now: new Date('2026-11-25T09:00:00Z'), toFake: ['Date'] }));
afterEach(() => vi.useRealTimers());

const item = (title: string, more: Partial<CalendarItem> = {}): CalendarItem => ({
  id: title,
  itemId: title,
  kind: 'job',
  jobId: title,
  title,
  when: { start: '2026-11-25T09:00:00', end: '2026-11-25T10:30:00', timeZone: 'Europe/Berlin' },
  availability: 'busy',
  person: 'tess',
  connectionId: 'c1',
  provider: 'google',
  state: 'in-step',
  links: [{ connectionId: 'c1', provider: 'google', person: 'tess', personName: 'Tess' }],
  ...more,
});

const apiWith = (...events: CalendarItem[]) => quietApi().gives('/v1/events', { events });

const explanation: ItemExplanation = {
  itemId: 'Boiler',
  kind: 'job',
  title: 'Boiler',
  answer: 'Tess deleted it from her calendar.',
  calendars: [
    {
      connectionId: 'c1',
      provider: 'google',
      account: 'tess@demo.example',
      calendarName: 'Tess',
      person: 'tess',
      personName: 'Tess',
      state: 'removed',
      answer: 'Deleted in the calendar, untouched in the CRM.',
      action: { kind: 'put-back', label: 'Put it back' },
      lines: [
        {
          at: '2026-11-25T08:00:00Z',
          kind: 'decided',
          rule: 'R07',
          ruleTitle: 'Deleted in the calendar: the job stays',
          sentence: 'It is marked as removed.',
          run: 'run-42',
        },
      ],
    },
    { person: 'uma', state: 'waiting', answer: 'Uma has no calendar.', lines: [] },
  ],
};

describe('R24_why', () => {
  it('tells the answer, what happened, by which rule and in which run', async () => {
    const api = apiWith(item('Boiler')).gives('/v1/items/Boiler/explanation', explanation);
    const user = openDashboard('/week', api);
    await user.click(await screen.findByRole('button', { name: /^Boiler, job/ }));
    await user.click(screen.getByRole('button', { name: 'Why? Boiler' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Why? Boiler' }));
    expect(await dialog.findByText('Tess deleted it from her calendar.')).toBeDefined();
    expect(dialog.getByText('It is marked as removed.')).toBeDefined();
    expect(dialog.getByText('run-42')).toBeDefined();
    await user.click(dialog.getByText('R07'));
    expect(dialog.getByText(/written there again only when somebody puts it back/)).toBeDefined();
    expect(dialog.getByText(/Nothing happened to it here in the last 30 days/)).toBeDefined();
  });

  it('offers the one thing to do', async () => {
    let calendars = explanation.calendars;
    const api = apiWith(item('Boiler')).on('GET', '/v1/items/Boiler/explanation', () =>
      ok({ ...explanation, calendars }),
    );
    api.on('POST', '/v1/jobs/Boiler/calendar-entries/c1', () => {
      calendars = calendars.map(({ action: _done, ...calendar }) => ({ ...calendar, state: 'pending' }));
      return ok({});
    });
    const user = openDashboard('/week', api);
    await user.click(await screen.findByRole('button', { name: /^Boiler, job/ }));
    await user.click(screen.getByRole('button', { name: 'Why? Boiler' }));
    await user.click(await screen.findByRole('button', { name: 'Put it back' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Put it back' })).toBeNull());
    expect(document.activeElement?.textContent).toBe('The next run writes it into the calendar again.');
    expect(api.sent('POST', '/v1/jobs/Boiler/calendar-entries/c1')).toHaveLength(1);
  });
});

describe('the week', () => {
  it('R07_puts_a_removed_job_back', async () => {
    let state: NonNullable<CalendarItem['state']> = 'removed';
    const api = quietApi().on('GET', '/v1/events', () => ok({ events: [item('Boiler', { state })] }));
    api.on('POST', '/v1/jobs/Boiler/calendar-entries/c1', () => {
      state = 'in-step';
      return ok({});
    });
    const user = openDashboard('/week', api);
    await user.click(await screen.findByRole('button', { name: /^Boiler, job.*removed from the calendar/ }));
    await user.click(screen.getByRole('button', { name: 'Put back' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Put back' })).toBeNull());
    expect(screen.getByText('It stands in the calendar again.')).toBeDefined();
    expect(api.sent('POST', '/v1/jobs/Boiler/calendar-entries/c1')).toHaveLength(1);
  });

  it('R26_says_that_a_job_is_held_up_where_its_account_lets_nobody_in', async () => {
    const reason = 'Connect the account again to go on; nothing is lost meanwhile.';
    const user = openDashboard('/week', apiWith(item('Boiler', { state: 'pending', reason })));
    await user.click(await screen.findByRole('button', { name: /^Boiler, job.*held up/ }));
    expect(screen.getByText('Held up')).toBeDefined();
    expect(screen.getByText(reason)).toBeDefined();
  });

  it('R08_marks_a_job_as_done', async () => {
    const api = apiWith(item('Boiler'), item('Valve', { completed: true }));
    api.on('POST', '/v1/jobs/Boiler/completion', () => ok({}));
    const user = openDashboard('/week', api);
    await user.click(await screen.findByRole('button', { name: /^Boiler, job/ }));
    await user.click(screen.getByRole('button', { name: 'Mark as done' }));
    await waitFor(() =>
      expect(api.sent('POST', '/v1/jobs/Boiler/completion')).toEqual([{ completed: true }]),
    );
    expect(screen.getByRole('button', { name: /^Valve, job.*, done/ })).toBeDefined();
  });

  it('R21_says_that_an_item_is_of_a_series_and_how_it_repeats', async () => {
    const series = { date: '2026-11-25', repeats: 'FREQ=WEEKLY;BYDAY=WE' };
    const user = openDashboard('/week', apiWith(item('Check', { series })));
    await user.click(await screen.findByRole('button', { name: /^Check, job, of a series/ }));
    expect(screen.getByText('Repeats every week on Wednesday')).toBeDefined();
  });

  it('R23_shows_one_meeting_once_with_both_accounts', async () => {
    const meeting = item('Team meeting', {
      kind: 'event',
      links: [
        { connectionId: 'c1', provider: 'google', person: 'tess', personName: 'Tess' },
        { connectionId: 'c2', provider: 'microsoft', person: 'tom', personName: 'Tom' },
      ],
    });
    const user = openDashboard('/week', apiWith(meeting));
    const [button, ...more] = await screen.findAllByRole('button', { name: /^Team meeting, event/ });
    expect(more).toEqual([]);
    if (button !== undefined) await user.click(button);
    expect(screen.getByText('Seen in 2 calendars')).toBeDefined();
    expect(screen.getByText('Microsoft · Tom')).toBeDefined();
  });

  it('R05_leads_from_a_conflict_to_where_it_is_decided', async () => {
    const conflict = {
      id: 'k1',
      version: 'v1',
      state: 'open',
      kind: 'changed-twice',
      aspect: 'title',
      jobId: 'Boiler',
      jobTitle: 'Boiler',
      connectionId: 'c1',
      provider: 'google',
      account: 'tess@demo.example',
      calendarName: 'Tess',
      person: 'tess',
      baseline: { text: 'Boiler' },
      crm: { text: 'Boiler A' },
      calendar: { text: 'Boiler B' },
      detectedAt: '2026-11-25T08:00:00Z',
      choices: ['crm', 'calendar', 'value'],
    } as const;
    const api = apiWith(
      item('Boiler', { state: 'conflict', conflicts: [{ ...conflict, choices: ['crm'] }] }),
    );
    api.gives('/v1/conflicts', { conflicts: [conflict] });
    const user = openDashboard('/week', api);
    await user.click(await screen.findByRole('button', { name: /^Boiler, job.*conflict/ }));
    await user.click(screen.getByRole('link', { name: 'Decide the conflict' }));
    expect(await screen.findByRole('listitem', { name: 'Boiler' })).toBeDefined();
    expect(window.location.search).toContain('job=Boiler');
  });

  it('opens the coming week at a weekend, where it has something in it', async () => {
    vi.setSystemTime(new Date('2026-11-22T09:00:00Z'));
    openDashboard('/week', apiWith(item('Boiler')));
    expect(await screen.findByText(/Nov(ember)? (23|22) – (29|28)|(23|22) ?– ?(29|28) Nov/)).toBeDefined();
  });
});
