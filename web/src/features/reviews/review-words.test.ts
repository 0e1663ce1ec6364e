import { describe, expect, it } from 'vitest';
import type { Review } from '../../shared/api/types';
import { answerInWords, restoredInWords, reviewInWords } from './review-words';

const review: Review = {
  id: 'r1',
  kind: 'from-calendar',
  state: 'open',
  openedAt: '2026-11-23T08:00:00Z',
  deletions: 60,
  linked: 100,
  examples: [],
  connectionId: 'c1',
  provider: 'google',
  account: 'tess@demo.example',
  calendarName: 'Tess',
  person: 'tess',
};

describe('R17_deletions_that_wait_for_a_decision', () => {
  it('say how many of how many, and where', () => {
    expect(reviewInWords(review, 'Tess’s')).toBe('At least 60 of 100 events vanished from Tess’s calendar.');
    expect(reviewInWords({ ...review, kind: 'in-calendar' }, 'your')).toBe(
      'The jobs of at least 60 of 100 events in your calendar are gone from the CRM.',
    );
    expect(reviewInWords({ ...review, kind: 'first-sync', deletions: 1, linked: 0 }, 'your')).toBe(
      'The first sync of your calendar would delete at least 1 event.',
    );
  });

  it('do not say “at least” of all', () => {
    expect(reviewInWords({ ...review, deletions: 100 }, 'your')).toBe(
      '100 of 100 events vanished from your calendar.',
    );
  });

  it('say what each answer does', () => {
    expect(answerInWords(review, 'approve', 'Tess’s')).toContain('marked as removed from Tess’s calendar');
    expect(answerInWords(review, 'refuse', 'Tess’s')).toBe(
      'The missing events are written into Tess’s calendar again.',
    );
    expect(answerInWords({ ...review, kind: 'in-calendar' }, 'approve', 'your')).toContain('For 30 days');
    expect(answerInWords({ ...review, kind: 'in-calendar' }, 'refuse', 'your')).toContain(
      'Nothing is deleted',
    );
  });

  it('say what undoing brought back', () => {
    expect(restoredInWords(0)).toBe('Nothing was left to bring back.');
    expect(restoredInWords(1)).toBe('1 event comes back with the next run.');
  });
});
