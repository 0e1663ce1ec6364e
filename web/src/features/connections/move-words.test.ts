import { expect, it } from 'vitest';
import type { Calendar } from '../../shared/api/types';
import { moveInWords, openInWords } from './move-words';

const calendar = (name: string): Calendar => ({
  id: name,
  name,
  primary: false,
  writable: true,
  chosen: false,
  direction: 'two-way',
});

it('R08_says_that_the_jobs_move_when_another_calendar_is_chosen', () => {
  expect(moveInWords(calendar('Old'), calendar('New'), false)).toContain('Jobs move from “Old” to “New”');
  expect(moveInWords(calendar('Old'), calendar('New'), true)).toContain('Nothing is written into either');
});

it('R05_asks_to_decide_open_conflicts_before_the_jobs_move', () => {
  expect(openInWords(undefined)).toBeUndefined();
  expect(openInWords({ conflicts: 0, calendarName: 'Old' })).toBeUndefined();
  expect(openInWords({ conflicts: 1, calendarName: 'Old' })).toBe(
    '1 conflict is still open in “Old”. Decide it first, so that the right values move along.',
  );
  expect(openInWords({ conflicts: 2, calendarName: 'Old' })).toContain('2 conflicts are still open');
});
