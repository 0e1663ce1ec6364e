import { expect, it } from 'vitest';
import { repeatsInWords } from './repeats';

it('R21_says_a_rule_of_repetition_in_words', () => {
  expect(repeatsInWords('FREQ=DAILY')).toBe('every day');
  expect(repeatsInWords('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR')).toBe('every week from Monday to Friday');
  expect(repeatsInWords('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20270131')).toMatch(
    /^every 2 weeks on Monday and Wednesday, until .*2027$/,
  );
  expect(repeatsInWords('FREQ=MONTHLY;BYDAY=-1FR;COUNT=12')).toBe('every month on the last Friday, 12 times');
  expect(repeatsInWords('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1')).toBe(
    'every month on the first working day',
  );
  expect(repeatsInWords('FREQ=MONTHLY;BYMONTHDAY=1,22,-1')).toBe(
    'every month on the 1st, the 22nd, and the last day',
  );
  expect(repeatsInWords('FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24')).toBe('every year on the 24th in November');
});

it('R21_shows_a_rule_as_it_is_where_words_would_alter_it', () => {
  for (const rule of [
    'FREQ=HOURLY',
    'FREQ=WEEKLY;BYHOUR=9',
    'FREQ=MONTHLY;BYDAY=7MO',
    'garbage',
    'FREQ=DAILY;UNTIL=never',
  ]) {
    expect(repeatsInWords(rule)).toBe(`by the rule ${rule}`);
  }
});
