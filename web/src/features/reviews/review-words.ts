import type { Me, Review, ReviewAnswer } from '../../shared/api/types';
import { count } from '../../shared/lib/count';

/** Whose calendar a review is about, before the word `calendar`: `your`, `Tess Technician’s`. */
export function whoseInWords({ person, personName }: Review, me: Me | undefined): string {
  return me?.user === person ? 'your' : `${personName ?? person}’s`;
}

/** What happened: `At least 60 of 100 events vanished from Tess’s calendar.` */
export function reviewInWords({ kind, deletions, linked }: Review, whose: string): string {
  const of = linked > 0 ? `${deletions} of ${count(linked, 'event')}` : count(deletions, 'event');
  // Counting stops where the run did, unless there are no more than these.
  const events = deletions >= linked && linked > 0 ? of : `at least ${of}`;
  switch (kind) {
    case 'first-sync':
      return `The first sync of ${whose} calendar would delete ${events}.`;
    case 'in-calendar':
      return `The jobs of ${events} in ${whose} calendar are gone from the CRM.`;
    case 'from-calendar':
      return `${capital(events)} vanished from ${whose} calendar.`;
  }
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** How many of them are shown. Counting stops where the run did, so that all that it came to need not be all. */
export function examplesInWords({ deletions, linked, examples }: Review): string {
  if (examples.length < deletions) return `${examples.length} of them`;
  return deletions < linked ? 'Those found so far' : 'All of them';
}

/** Why nothing was done, in a sentence. */
export function whyPaused({ kind }: Review): string {
  switch (kind) {
    case 'first-sync':
    case 'in-calendar':
      return 'That is more than Syncline deletes by itself, so the calendar is paused: nothing was deleted, and nothing is written until somebody decides.';
    case 'from-calendar':
      return 'That is more than Syncline believes by itself, so the calendar is paused: no job was touched, and nothing is written until somebody decides.';
  }
}

/** What an answer does, in a sentence. */
export function answerInWords({ kind }: Review, answer: ReviewAnswer, whose: string): string {
  if (answer === 'approve') {
    return kind === 'from-calendar'
      ? `Their jobs are marked as removed from ${whose} calendar, and are not written there again until somebody puts them back. The jobs themselves stay in the CRM.`
      : `These events are deleted from ${whose} calendar. For 30 days you can bring them back here.`;
  }
  return kind === 'from-calendar'
    ? `The missing events are written into ${whose} calendar again.`
    : `Nothing is deleted: these events stay in ${whose} calendar.`;
}

/** What stands on the button of an answer. */
export function answerLabel({ kind }: Review, answer: ReviewAnswer): string {
  if (answer === 'approve')
    return kind === 'from-calendar' ? 'Approve: they were deleted' : 'Approve the deletions';
  return kind === 'from-calendar' ? 'Refuse: write them again' : 'Refuse: keep them';
}

/** What undoing an approval does, in a sentence. */
export function undoInWords({ kind }: Review, whose: string): string {
  return kind === 'from-calendar'
    ? `The jobs are written into ${whose} calendar again, but for those that came back meanwhile.`
    : `The deleted events are written into ${whose} calendar again, but for those that came back meanwhile.`;
}

/** What came of undoing. */
export const restoredInWords = (restored: number) =>
  restored === 0
    ? 'Nothing was left to bring back.'
    : `${count(restored, 'event')} ${restored === 1 ? 'comes' : 'come'} back with the next run.`;
