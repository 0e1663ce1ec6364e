import { describe, expect, it } from 'vitest';
import { beginningFor, filterOf, isFiltered, parseAuditSearch, withFilter } from './audit-search';

describe('the address of the audit page', () => {
  it('keeps what makes sense and leaves out what does not', () => {
    expect(
      parseAuditSearch({ action: 'token-read', outcome: 'done', from: '2026-11-01', entry: '42', other: 1 }),
    ).toEqual({ action: 'token-read', outcome: 'done', from: '2026-11-01', entry: 42 });
    expect(parseAuditSearch({ action: '', outcome: 'maybe', from: '2026-02-30', entry: -1 })).toEqual({});
  });

  it('asks for whole days of the person at this browser', () => {
    expect(filterOf({ from: '2026-11-01', until: '2026-11-30' })).toEqual({
      from: '2026-10-31T23:00:00.000Z',
      until: '2026-11-30T23:00:00.000Z',
    });
  });

  it('begins a little above an entry that is to be shown', () => {
    expect(beginningFor({ entry: 42 })).toBe('46');
    expect(beginningFor({})).toBeUndefined();
    expect(isFiltered({ entry: 42 })).toBe(false);
  });

  it('lets go of a marked entry when a filter changes, and drops an empty filter', () => {
    expect(withFilter({ entry: 42, action: 'token-read' }, 'outcome', 'failed')).toEqual({
      action: 'token-read',
      outcome: 'failed',
    });
    expect(withFilter({ action: 'token-read' }, 'action', '')).toEqual({});
  });
});
