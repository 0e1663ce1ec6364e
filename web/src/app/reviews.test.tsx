// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Review, ReviewAnswer } from '../shared/api/types';
import { openDashboard, quietApi, withDashboard } from './testing/dashboard';
import { ok } from './testing/fake-api';

withDashboard();

const review: Review = {
  id: 'r1',
  kind: 'from-calendar',
  state: 'open',
  openedAt: '2026-11-22T08:00:00Z',
  deletions: 60,
  linked: 100,
  examples: [
    { jobId: 'J-1', title: 'Boiler service', when: { startDate: '2026-11-24', endDate: '2026-11-25' } },
  ],
  connectionId: 'c1',
  provider: 'google',
  account: 'tess@demo.example',
  calendarName: 'Tess',
  person: 'tess',
  personName: 'Tess Technician',
};

/** An API with this review, that keeps what is decided. */
function apiWith(begun: Review) {
  let current = begun;
  const api = quietApi().on('GET', '/v1/reviews', () => ok({ reviews: [current] }));
  api.on('POST', '/v1/reviews/r1/decision', ({ body }) => {
    const { answer } = body as { answer: ReviewAnswer };
    current = {
      ...current,
      state: answer === 'approve' ? 'approved' : 'refused',
      decision: { answer, by: 'dana', at: '2026-11-22T09:00:00Z' },
      ...(answer === 'approve' ? { undoUntil: '2099-01-01T00:00:00Z' } : {}),
    };
    return ok(current);
  });
  api.on('POST', '/v1/reviews/r1/undo', () => {
    const { undoUntil: _over, ...rest } = current;
    current = { ...rest, state: 'undone', undoneAt: '2026-11-22T10:00:00Z' };
    return ok({ review: current, restored: 58 });
  });
  return api;
}

const dialog = () => within(screen.getByRole('dialog'));

describe('R17_paused_deletions', () => {
  it('are announced on every page and lead to what would be deleted', async () => {
    const user = openDashboard('/sync', apiWith(review));
    await screen.findByText(/60 of 100 events vanished from Tess Technician’s calendar/);
    await user.click(screen.getByRole('link', { name: 'Review the deletions' }));
    const one = await screen.findByRole('article', { name: /60 of 100 events vanished/ });
    expect(within(one).getByText('Boiler service')).toBeDefined();
    expect(within(one).getByText(/marked as removed from Tess Technician’s calendar/)).toBeDefined();
    expect(screen.queryByRole('link', { name: 'Review the deletions' })).toBeNull();
  });

  it('are approved only after it was said what that does, and can be undone', async () => {
    const api = apiWith(review);
    const user = openDashboard('/reviews', api);
    await user.click(await screen.findByRole('button', { name: 'Approve: they were deleted' }));
    expect(dialog().getByText(/The jobs themselves stay in the CRM/)).toBeDefined();
    expect(api.sent('POST', '/v1/reviews/r1/decision')).toEqual([]);
    await user.click(dialog().getByRole('button', { name: 'Approve: they were deleted' }));
    const said = await screen.findByText('Approved. The calendar goes on at once.');
    await waitFor(() => expect(document.activeElement?.contains(said)).toBe(true));
    expect(api.sent('POST', '/v1/reviews/r1/decision')).toEqual([{ answer: 'approve' }]);
    expect(await screen.findByText('Nothing is paused')).toBeDefined();

    await user.click(await screen.findByRole('button', { name: /^Undo/ }));
    await user.click(dialog().getByRole('button', { name: 'Bring them back' }));
    expect(await screen.findByText('58 events come back with the next run.')).toBeDefined();
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull());
    expect(screen.getByText('Undone')).toBeDefined();
  });

  it('are refused, and nothing is left to undo', async () => {
    const api = apiWith({ ...review, kind: 'in-calendar' });
    const user = openDashboard('/reviews', api);
    await user.click(await screen.findByRole('button', { name: 'Refuse: keep them' }));
    expect(dialog().getByText(/Nothing is deleted: these events stay/)).toBeDefined();
    await user.click(dialog().getByRole('button', { name: 'Refuse: keep them' }));
    await screen.findByText('Refused. The calendar goes on at once.');
    expect(api.sent('POST', '/v1/reviews/r1/decision')).toEqual([{ answer: 'refuse' }]);
    expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull();
  });
});
