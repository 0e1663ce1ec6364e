import { describe, expect, it } from 'vitest';
import type { KeyReport } from '../../shared/api/types';
import { keyInWords, orphansInWords, standingInWords } from './key-words';
import { removalInWords } from './removal-words';

const key = { key: '3fa9c1d2', createdAt: '2026-11-01T08:00:00Z', primary: true, rows: 12 };
const report: KeyReport = { standing: 'open', keys: [key], orphans: 0 };

describe('the key report', () => {
  it('says what every key does', () => {
    expect(keyInWords(key)).toBe('Seals the tokens of 12 accounts, and every new one.');
    expect(keyInWords({ ...key, rows: 0 })).toBe('Seals every new token; none yet.');
    expect(keyInWords({ ...key, primary: false, rows: 1 })).toContain('Still opens the tokens of 1 account');
    expect(keyInWords({ ...key, primary: false, rows: 0 })).toContain('about to be destroyed');
  });

  it('says whether keys are being rotated, closed or gone', () => {
    expect(standingInWords(report)).toContain('One key of your own');
    expect(standingInWords({ ...report, keys: [key, { ...key, primary: false }] })).toContain('taken over');
    expect(standingInWords({ ...report, standing: 'closed' })).toContain('being removed');
    expect(standingInWords({ ...report, standing: 'shredded' })).toContain('ever be read again');
  });

  it('speaks of tokens that no key opens only where there are some', () => {
    expect(orphansInWords(report)).toBeUndefined();
    expect(orphansInWords({ ...report, orphans: 2 })).toContain('2 accounts cannot be opened by any key');
  });
});

describe('the removal of an organisation', () => {
  it('says how far it is', () => {
    expect(removalInWords({ disconnected: 1, waiting: 0, keysDestroyed: true })).toBe(
      '1 account is disconnected. The keys are destroyed.',
    );
    expect(removalInWords({ disconnected: 4, waiting: 2, keysDestroyed: false })).toContain(
      '2 accounts are still waiting for a provider',
    );
  });
});
