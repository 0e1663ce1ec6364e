import { expect, it } from 'vitest';
import { conflictValue, whenOf } from './conflict-value';

it('reads the times of a conflict', () => {
  expect(whenOf('2026-11-23 09:00 to 2026-11-23 10:30 (Europe/Berlin)')).toEqual({
    start: '2026-11-23T09:00:00',
    end: '2026-11-23T10:30:00',
    timeZone: 'Europe/Berlin',
  });
});

it('leaves what it cannot read as it is', () => {
  expect(conflictValue('when', '2026-11-23, all day')).toBe('2026-11-23, all day');
  expect(conflictValue('title', '2026-11-23 09:00 to 2026-11-23 10:30 (Europe/Berlin)')).toContain('to');
});
