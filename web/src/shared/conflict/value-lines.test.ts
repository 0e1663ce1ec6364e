import { expect, it } from 'vitest';
import type { When } from '../api/types';
import { aspectOf } from './aspect-words';
import { shown } from './value-lines';

const at = (start: string, end: string): When => ({
  start: `2026-11-24T${start}:00`,
  end: `2026-11-24T${end}:00`,
  timeZone: 'Europe/Berlin',
});
const timed = (start: string, end: string) => ({ text: `${start} to ${end}`, when: at(start, end) });

it('R05_marks_the_lines_of_a_time_that_differ', () => {
  const repeats = 'FREQ=DAILY';
  const baseline = { text: '', when: { ...at('09:00', '10:00'), repeats } };
  const moved = { text: '', when: { ...at('11:00', '12:00'), repeats } };
  const view = shown(aspectOf('when'), moved, baseline);
  expect(view.kind === 'lines' && view.lines.map(({ name, pieces }) => [name, pieces[0]?.kind])).toEqual([
    ['when', 'new'],
    ['repeats', 'same'],
  ]);
});

it('R06_shows_title_and_time_of_an_entry_that_one_side_deleted', () => {
  const whole = {
    ...timed('09:00', '10:00'),
    text: 'Boiler, new, 2026-11-24 09:00 to 2026-11-24 10:00 (Europe/Berlin)',
  };
  const view = shown(aspectOf(undefined), whole);
  expect(view.kind === 'lines' && view.lines[0]).toEqual({
    name: 'title',
    pieces: [{ kind: 'same', text: 'Boiler, new' }],
  });
  expect(shown(aspectOf(undefined), { text: 'Deleted', gone: true }, whole)).toEqual({
    kind: 'gone',
    words: 'Deleted',
  });
});

it('R21_says_how_an_occurrence_differs', () => {
  const aspect = aspectOf('occurrence:2026-11-24');
  const like = { text: '', occurrence: { date: '2026-11-24' } };
  const cancelled = { text: '', occurrence: { date: '2026-11-24', cancelled: true } as const };
  const view = shown(aspect, cancelled, like);
  expect(view.kind === 'lines' && view.lines).toEqual([
    { name: 'cancelled', pieces: [{ kind: 'new', text: 'Does not take place' }] },
  ]);
});

it('says what is not there any more', () => {
  expect(shown(aspectOf('location'), { text: '' }, { text: 'Main street' })).toEqual({
    kind: 'nothing',
    was: 'Main street',
  });
});
