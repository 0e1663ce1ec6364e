// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { ada, dana, openDashboard, quietApi, withDashboard } from './testing/dashboard';
import { ok } from './testing/fake-api';

withDashboard();

it('R03_R05_an_administrator_says_whose_a_field_is_and_what_becomes_of_conflicts', async () => {
  const api = quietApi(ada).on('PUT', '/v1/organisation/sync-policy', ({ body }) => ok(body));
  const user = openDashboard('/organisation', api);
  const title = within(await screen.findByRole('group', { name: 'Title' }));
  await user.click(title.getByRole('radio', { name: 'CRM' }));
  expect(title.getByText(/an edit in the calendar is put back, and its author is told why/)).toBeDefined();
  await user.click(screen.getByRole('radio', { name: /^The later change stands/ }));
  await user.click(screen.getByRole('button', { name: 'Save the policy' }));
  expect(await screen.findByText(/Saved. It holds for every run/)).toBeDefined();
  expect(api.sent('PUT', '/v1/organisation/sync-policy')).toEqual([
    { ownership: { title: 'crm' }, onConflict: 'latest' },
  ]);
});

it('R03_nobody_else_sees_the_policy', async () => {
  const api = quietApi(dana);
  openDashboard('/organisation', api);
  expect(await screen.findByText('This page is for administrators')).toBeDefined();
  await waitFor(() => expect(api.sent('GET', '/v1/organisation/sync-policy')).toEqual([]));
});
