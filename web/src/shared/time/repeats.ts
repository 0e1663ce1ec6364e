import { parseDay, startOf } from './day';
import { dateName } from './in-words';

const weekdays: Record<string, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const units: Record<string, string> = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' };
const ordinals: Record<string, string> = {
  '1': 'first',
  '2': 'second',
  '3': 'third',
  '4': 'fourth',
  '5': 'fifth',
  '-1': 'last',
  '-2': 'last but one',
};
const known = ['FREQ', 'INTERVAL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS', 'UNTIL', 'COUNT', 'WKST'];
const list = new Intl.ListFormat('en', { type: 'conjunction' });

/**
 * A rule of repetition (the value of an RRULE, RFC 5545, 3.3.10) in words: `every 2 weeks on Monday and Wednesday,
 * until 31 Jan 2027`. One that these words have no room for is shown as it is.
 */
export function repeatsInWords(rule: string): string {
  const parts = partsOf(rule);
  const said = parts === undefined ? undefined : sentenceOf(parts);
  return said ?? `by the rule ${rule}`;
}

function partsOf(rule: string): Map<string, string> | undefined {
  const parts = rule.split(';').map((part) => part.split('='));
  if (parts.some(([name = '', value = '']) => !known.includes(name) || value === '')) return undefined;
  return new Map(parts.map(([name = '', value = '']) => [name, value]));
}

function sentenceOf(parts: ReadonlyMap<string, string>): string | undefined {
  const unit = units[parts.get('FREQ') ?? ''];
  const pieces = [daysOf(parts), inMonths(parts), endOf(parts)];
  if (unit === undefined || pieces.includes(undefined)) return undefined;
  return `${every(unit, parts.get('INTERVAL') ?? '1')}${pieces.join('')}`;
}

const every = (unit: string, interval: string) =>
  interval === '1' ? `every ${unit}` : `every ${interval} ${unit}s`;

function daysOf(parts: ReadonlyMap<string, string>): string | undefined {
  const [byDay, byDate, position] = ['BYDAY', 'BYMONTHDAY', 'BYSETPOS'].map((name) => parts.get(name));
  if (byDay !== undefined && byDate !== undefined) return undefined;
  if (byDate !== undefined) return position === undefined ? datesInWords(byDate) : undefined;
  if (byDay === undefined) return position === undefined ? '' : undefined;
  const days = byDay.split(',').map((day) => weekdayInWords(day));
  if (days.some((day) => day === undefined)) return undefined;
  const named = isWorkWeek(byDay) ? 'working day' : undefined;
  if (position === undefined) {
    return named === undefined ? ` on ${list.format(days as string[])}` : ' from Monday to Friday';
  }
  const which = ordinals[position];
  if (which === undefined) return undefined;
  return named === undefined && days.length > 1 ? undefined : ` on the ${which} ${named ?? days[0] ?? ''}`;
}

const isWorkWeek = (byDay: string) => byDay.split(',').sort().join() === 'FR,MO,TH,TU,WE';

function weekdayInWords(day: string): string | undefined {
  const [, ordinal = '', code = ''] = /^([+-]?\d+)?([A-Z]{2})$/.exec(day) ?? [];
  const name = weekdays[code];
  if (name === undefined || ordinal === '') return name;
  const which = ordinals[String(Number(ordinal))];
  return which === undefined ? undefined : `the ${which} ${name}`;
}

function datesInWords(byDate: string): string | undefined {
  const dates = byDate
    .split(',')
    .map((date) => (date === '-1' ? 'the last day' : `the ${nth(Number(date))}`));
  return dates.some((date) => date.includes('NaN') || date.includes('-'))
    ? undefined
    : ` on ${list.format(dates)}`;
}

function nth(number: number): string {
  const tens = number % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}

function inMonths(parts: ReadonlyMap<string, string>): string | undefined {
  const value = parts.get('BYMONTH');
  if (value === undefined) return '';
  const named = value.split(',').map((month) => months[Number(month) - 1]);
  return named.some((month) => month === undefined) ? undefined : ` in ${list.format(named as string[])}`;
}

function endOf(parts: ReadonlyMap<string, string>): string | undefined {
  const [until, count] = [parts.get('UNTIL'), parts.get('COUNT')];
  if (count !== undefined) return count === '1' ? ', once' : `, ${count} times`;
  if (until === undefined) return '';
  const last = parseDay(`${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`);
  return last === undefined ? undefined : `, until ${dateName(startOf(last))}`;
}
