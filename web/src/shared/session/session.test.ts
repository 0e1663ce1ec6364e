import { expect, it } from 'vitest';
import { pathOfThisSite } from './session';

it('comes back to a page of this site', () => {
  expect(pathOfThisSite('/week?date=2026-11-23')).toBe('/week?date=2026-11-23');
});

it('never sends anybody to another site', () => {
  for (const path of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
  ]) {
    expect(pathOfThisSite(path)).toBe('/');
  }
});

it('does not come back to the page that redeems the answer', () => {
  expect(pathOfThisSite('/signed-in?code=1')).toBe('/');
});
