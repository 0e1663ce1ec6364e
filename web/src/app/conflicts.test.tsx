// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Conflict } from '../shared/api/types';
import { openDashboard, quietApi, withDashboard } from './testing/dashboard';
import { ok, refused } from './testing/fake-api';

withDashboard();

const conflict = (id: string, more: Partial<Conflict> = {}): Conflict => ({
  id,
  version: 'v1',
  state: 'open',
  kind: 'changed-twice',
  aspect: 'title',
  jobId: `J-${id}`,
  jobTitle: `Job ${id}`,
  connectionId: 'c1',
  provider: 'google',
  account: 'tess@demo.example',
  calendarName: 'Tess',
  person: 'tess',
  personName: 'Tess Technician',
  baseline: { text: 'Boiler service' },
  crm: { text: 'Boiler service, urgent' },
  calendar: { text: 'Boiler inspection' },
  detectedAt: '2026-11-20T08:00:00Z',
  choices: ['crm', 'calendar', 'value'],
  ...more,
});

const when = (start: string, end: string) => ({
  text: `${start} to ${end}`,
  when: { start: `2026-11-24T${start}:00`, end: `2026-11-24T${end}:00`, timeZone: 'Europe/Berlin' },
});

const timed = conflict('7', {
  aspect: 'when',
  baseline: when('09:00', '10:00'),
  crm: when('11:00', '12:00'),
  calendar: when('13:00', '14:00'),
});

/** An API with these open conflicts, that forgets one as soon as it is decided. */
function apiWith(...conflicts: Conflict[]) {
  let open = conflicts;
  const api = quietApi().on('GET', '/v1/conflicts', ({ path }) =>
    ok({ conflicts: path.includes('state=resolved') ? [] : open }),
  );
  for (const one of conflicts) {
    api.on('POST', `/v1/conflicts/${one.id}/resolution`, ({ body }) => {
      open = open.filter(({ id }) => id !== one.id);
      const { choice } = body as { choice: 'crm' | 'calendar' | 'value' };
      return ok({
        ...one,
        state: 'resolved',
        resolution: { choice, by: 'dana', at: '2026-11-22T08:00:00Z' },
      });
    });
  }
  return api;
}

const card = (name: string) => screen.findByRole('listitem', { name });
const sideOf = (element: HTMLElement, name: RegExp) => within(element).getByRole('group', { name });

describe('R05_the_conflict_inbox', () => {
  it('shows the baseline and both values, with the words marked that differ', async () => {
    openDashboard('/conflicts', apiWith(conflict('1')));
    const one = await card('Job 1');
    expect(sideOf(one, /^Last agreed/).textContent).toContain('Boiler service');
    expect(sideOf(one, /^CRM/).querySelector('ins')?.textContent).toContain(', urgent');
    expect(sideOf(one, /^Google calendar/).querySelector('ins')?.textContent).toContain('inspection');
    expect(sideOf(one, /^Google calendar/).querySelector('del')?.textContent).toContain('service');
    expect(screen.getByRole('link', { name: /^Conflicts/ }).textContent).toContain('1 open');
  });

  it('takes the CRM by one key and the calendar by another, and goes to the next one', async () => {
    const api = apiWith(conflict('1'), conflict('2'), conflict('3'));
    const user = openDashboard('/conflicts', api);
    await card('Job 1');
    await user.keyboard('n');
    await waitFor(() => expect(document.activeElement?.getAttribute('data-conflict')).toBe('2'));
    await user.keyboard('c');
    await waitFor(() => expect(screen.queryByRole('listitem', { name: 'Job 2' })).toBeNull());
    expect(api.sent('POST', '/v1/conflicts/2/resolution')).toEqual([{ choice: 'crm', version: 'v1' }]);
    await waitFor(() => expect(document.activeElement?.getAttribute('data-conflict')).toBe('3'));
    await user.keyboard('k');
    await waitFor(() =>
      expect(api.sent('POST', '/v1/conflicts/3/resolution')).toEqual([{ choice: 'calendar', version: 'v1' }]),
    );
    expect(await screen.findByText(/Job 3, title: you kept the calendar’s value/)).toBeDefined();
    expect(api.sent('POST', '/v1/conflicts/1/resolution')).toEqual([]);
  });

  it('leaves the focus on what came of it where nothing is left to decide', async () => {
    const user = openDashboard('/conflicts', apiWith(conflict('1')));
    await card('Job 1');
    await user.keyboard('c');
    expect(await screen.findByText('Nothing to decide')).toBeDefined();
    expect(document.activeElement?.textContent).toContain('Job 1, title: you kept the CRM’s value');
  });

  it('asks about a conflict without standing in the way of deciding it', async () => {
    const api = apiWith(conflict('1'));
    api.gives('/v1/items/J-1/explanation', {
      itemId: 'J-1',
      kind: 'job',
      title: 'Job 1',
      answer: 'Both sides changed it.',
      calendars: [
        {
          connectionId: 'c1',
          person: 'tess',
          state: 'conflict',
          answer: 'Both sides changed it.',
          action: { kind: 'resolve', label: 'Decide it' },
          lines: [],
        },
      ],
    });
    const user = openDashboard('/conflicts', api);
    await card('Job 1');
    await user.keyboard('w');
    await user.click(await screen.findByRole('link', { name: 'Decide it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(window.location.search).toContain('job=J-1');
    await card('Job 1');
  });

  it('gives the focus back to where somebody asked from', async () => {
    const user = openDashboard('/conflicts', apiWith(timed));
    const one = await card('Job 7');
    const button = within(one).getByRole('button', { name: 'Other value…' });
    await user.click(button);
    await screen.findByRole('dialog', { name: 'Time of “Job 7”' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  it('decides nothing by keys while somebody types', async () => {
    const api = apiWith(timed);
    const user = openDashboard('/conflicts', api);
    await card('Job 7');
    await user.keyboard('v');
    await user.click(screen.getByLabelText('Time zone'));
    await user.keyboard('ck');
    expect(api.sent('POST', '/v1/conflicts/7/resolution')).toEqual([]);
  });

  it('takes a third time, in the form of a time', async () => {
    const api = apiWith(timed);
    const user = openDashboard('/conflicts', api);
    await card('Job 7');
    await user.click(screen.getByRole('button', { name: 'Other value…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Time of “Job 7”' });
    const [start, end] = [within(dialog).getByLabelText('At'), within(dialog).getByLabelText('At (end)')];
    await user.clear(end);
    await user.type(end, '08:00');
    await user.click(within(dialog).getByRole('button', { name: 'Use this on both sides' }));
    expect(within(dialog).getByRole('alert').textContent).toBe('The end lies before the start.');
    await user.clear(start);
    await user.type(start, '07:15');
    await user.click(within(dialog).getByRole('button', { name: 'Use this on both sides' }));
    const value = {
      when: { start: '2026-11-24T07:15:00', end: '2026-11-24T08:00:00', timeZone: 'Europe/Berlin' },
    };
    await waitFor(() =>
      expect(api.sent('POST', '/v1/conflicts/7/resolution')).toEqual([
        { choice: 'value', version: 'v1', value },
      ]),
    );
  });

  it('shows how it stands now and asks again where it changed meanwhile', async () => {
    const now = conflict('1', { version: 'v2', crm: { text: 'Boiler exchange' } });
    let current = conflict('1');
    const api = quietApi()
      .on('GET', '/v1/conflicts', () => ok({ conflicts: [current] }))
      .on('POST', '/v1/conflicts/1/resolution', ({ body }) => {
        const { version } = body as { version: string };
        if (version === 'v2') return ok({ ...now, state: 'resolved' });
        current = now;
        return refused(409, 'conflict-changed', { conflict: now });
      });
    const user = openDashboard('/conflicts', api);
    const one = await card('Job 1');
    await user.click(within(one).getByRole('button', { name: 'Keep CRM' }));
    expect(await screen.findByText('It changed meanwhile')).toBeDefined();
    expect(sideOf(one, /^CRM/).textContent).toContain('exchange');
    await user.click(within(one).getByRole('button', { name: 'Keep CRM' }));
    await waitFor(() =>
      expect(api.sent('POST', '/v1/conflicts/1/resolution')).toEqual([
        { choice: 'crm', version: 'v1' },
        { choice: 'crm', version: 'v2' },
      ]),
    );
  });

  it('says who decided it already', async () => {
    const api = apiWith(conflict('1'));
    const closed = conflict('1', {
      state: 'resolved',
      resolution: { choice: 'calendar', by: 'tess', at: '2026-11-22T08:00:00Z' },
    });
    let open = [conflict('1')];
    api.on('GET', '/v1/conflicts', () => ok({ conflicts: open }));
    api.on('POST', '/v1/conflicts/1/resolution', () => {
      open = [];
      return refused(410, 'conflict-closed', { conflict: closed });
    });
    const user = openDashboard('/conflicts', api);
    await card('Job 1');
    await user.click(screen.getByRole('button', { name: 'Keep CRM' }));
    expect(
      await screen.findByText(/is decided already: Tess Technician kept the calendar’s value/),
    ).toBeDefined();
    expect(await screen.findByText('Nothing to decide')).toBeDefined();
  });

  it('decides many at once and says what became of each', async () => {
    const api = apiWith(conflict('1'), conflict('2'), conflict('3'));
    api.on('POST', '/v1/conflicts/resolutions', ({ body }) => {
      const { resolutions } = body as { resolutions: { id: string }[] };
      return ok({
        results: resolutions.map(({ id }) =>
          id === '2'
            ? { id, result: 'closed', detail: 'Somebody else was faster.' }
            : { id, result: 'resolved' },
        ),
      });
    });
    const user = openDashboard('/conflicts', api);
    await card('Job 1');
    await user.keyboard('x');
    await user.click(screen.getByLabelText('Select Job 2, title'));
    await user.click(screen.getByRole('button', { name: 'Keep calendar for all selected' }));
    const results = await screen.findByRole('status', { name: 'Results' });
    expect(within(results).getByText('1 of 2 decided')).toBeDefined();
    expect(document.activeElement).toBe(results);
    expect(within(results).getByText('Somebody else was faster.')).toBeDefined();
    expect(within(results).getByText('Kept the calendar’s value.')).toBeDefined();
    expect(api.sent('POST', '/v1/conflicts/resolutions')).toEqual([
      {
        resolutions: [
          { id: '1', version: 'v1', choice: 'calendar' },
          { id: '2', version: 'v1', choice: 'calendar' },
        ],
      },
    ]);
  });

  it('shows who decided what in the last 30 days', async () => {
    const decided = conflict('9', {
      state: 'resolved',
      resolution: {
        choice: 'value',
        value: { text: 'Boiler and pump' },
        by: 'dana',
        at: '2026-11-22T08:00:00Z',
      },
    });
    const api = quietApi().on('GET', '/v1/conflicts', ({ path }) =>
      ok({ conflicts: path.includes('state=resolved') ? [decided] : [] }),
    );
    const user = openDashboard('/conflicts', api);
    await screen.findByText('Nothing to decide');
    await user.click(screen.getByRole('link', { name: 'Decided' }));
    const one = await card('Job 9');
    expect(one.textContent).toContain('You chose another value for both sides');
    expect(one.textContent).toContain('Boiler and pump');
  });

  it('shows those of one person or one job', async () => {
    const api = apiWith(conflict('1'), conflict('2', { person: 'tom', personName: 'Tom' }));
    const user = openDashboard('/conflicts', api);
    await card('Job 2');
    await user.selectOptions(screen.getByLabelText('Person'), 'Tom');
    await waitFor(() => expect(screen.queryByRole('listitem', { name: 'Job 1' })).toBeNull());
    expect(window.location.search).toContain('person=tom');
    await user.click(screen.getByRole('button', { name: 'Show everything' }));
    await card('Job 1');
  });
});

describe('R06_an_edit_and_a_deletion', () => {
  it('are told in plain words, and put back or left out', async () => {
    const { aspect: _none, ...whole } = conflict('5', {
      kind: 'deleted-in-calendar',
      calendar: { text: '', gone: true },
      choices: ['crm', 'calendar'],
    });
    const api = apiWith(whole);
    const user = openDashboard('/conflicts', api);
    const one = await card('Job 5');
    expect(one.textContent).toContain('Deleted in Tess Technician’s calendar while the job changed.');
    expect(within(one).queryByRole('button', { name: 'Other value…' })).toBeNull();
    await user.click(within(one).getByRole('button', { name: 'Leave it out' }));
    await waitFor(() =>
      expect(api.sent('POST', '/v1/conflicts/5/resolution')).toEqual([{ choice: 'calendar', version: 'v1' }]),
    );
  });

  it('of a job that was cancelled are told in plain words', async () => {
    const { aspect: _none, ...whole } = conflict('6', {
      kind: 'cancelled-in-crm',
      crm: { text: '', gone: true },
      choices: ['crm', 'calendar'],
    });
    openDashboard('/conflicts', apiWith(whole));
    const one = await card('Job 6');
    expect(one.textContent).toContain('Cancelled in the CRM, or given to others, while its event');
    expect(within(one).getByRole('button', { name: 'Take it off' })).toBeDefined();
    expect(within(one).getByRole('button', { name: 'Keep the job' })).toBeDefined();
  });
});
