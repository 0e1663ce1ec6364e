import { dayOf, startOf, plusDays, type Day } from './day';
import { daysOf, type Span } from './span';

/** The language of this browser. */
export const LANGUAGE = typeof navigator === 'undefined' ? 'en' : navigator.language;

/** The zone of this browser, an IANA name. */
export const VIEWER_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const has24Hours = new Intl.DateTimeFormat(LANGUAGE, { hour: 'numeric' }).resolvedOptions().hour12 === false;
const hour = has24Hours ? '2-digit' : 'numeric';
const clock = new Intl.DateTimeFormat(LANGUAGE, { hour, minute: '2-digit' });
const fullHour = new Intl.DateTimeFormat(LANGUAGE, has24Hours ? { hour, minute: '2-digit' } : { hour });
const longDay = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'long', day: 'numeric', month: 'long' });
const shortDay = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'short', day: 'numeric', month: 'short' });
const fullDate = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short', year: 'numeric' });
const exact = new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'full', timeStyle: 'medium' });
const weekday = new Intl.DateTimeFormat(LANGUAGE, { weekday: 'short' });
const dayAndMonth = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short' });
const dateRange = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'long', year: 'numeric' });
const relative = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto', style: 'long' });

/** `09:00`. */
export const clockTime = (instant: Date) => clock.format(instant);

/** The full hours beside a day: `09:00`, or `9 AM` where clocks have twelve hours. */
export const hourName = (hour: number) => fullHour.format(new Date(2026, 0, 5, hour));

/** `Monday 23 November`. */
export const longDayName = (day: Day) => longDay.format(startOf(day));

/** `Mon 23 Nov`. */
export const shortDayName = (day: Day) => shortDay.format(startOf(day));

/** `Mon`. */
export const weekdayName = (day: Day) => weekday.format(startOf(day));

/** `23 Nov`. */
export const dayAndMonthName = (day: Day) => dayAndMonth.format(startOf(day));

/** `23 Nov 2026`. */
export const dateName = (instant: Date) => fullDate.format(instant);

/** `Monday 23 November 2026 at 09:00:12`. */
export const exactTime = (instant: Date) => exact.format(instant);

/** `23–29 November 2026`. */
export const daysName = (first: Day, last: Day) => dateRange.formatRange(startOf(first), startOf(last));

/** When a span is, in one line: `Monday 23 November, 09:00 – 10:30`. */
export function spanInWords(span: Span): string {
  const { first, last } = daysOf(span);
  if (span.kind === 'all-day') {
    return first === last
      ? `${longDayName(first)}, all day`
      : `${shortDayName(first)} – ${shortDayName(last)}, all day`;
  }
  if (first === last) return `${longDayName(first)}, ${clockTime(span.start)} – ${clockTime(span.end)}`;
  return `${shortDayName(first)}, ${clockTime(span.start)} – ${shortDayName(dayOf(span.end))}, ${clockTime(span.end)}`;
}

/** A span seen from its own zone when that shows other times than the viewer's: `17:00 – 18:00 in Asia/Tokyo`. */
export function spanThereInWords(span: Span): string | undefined {
  if (span.kind === 'all-day' || span.zone === VIEWER_ZONE) return undefined;
  try {
    const there = new Intl.DateTimeFormat(LANGUAGE, {
      hour,
      minute: '2-digit',
      timeZone: span.zone,
    });
    if (
      there.format(span.start) === clockTime(span.start) &&
      there.format(span.end) === clockTime(span.end)
    ) {
      return undefined;
    }
    return `${there.format(span.start)} – ${there.format(span.end)} in ${span.zone.replaceAll('_', ' ')}`;
  } catch {
    return `Given in the zone “${span.zone}”, which this browser does not know; shown as local time.`;
  }
}

/** The clock time of an item in the row of one of its days: its start, `–05:30` on its last day, `all day` between. */
export function timeOnDay(span: Span, day: Day): string {
  const { first, last } = daysOf(span);
  if (span.kind === 'all-day' || (first < day && day < last)) return 'All day';
  return first === day ? clockTime(span.start) : `–${clockTime(span.end)}`;
}

/** How far an instant is away: `in 2 minutes`, `3 hours ago`, `yesterday`. */
export function distanceInWords(instant: Date, now: Date): string {
  const seconds = Math.round((instant.getTime() - now.getTime()) / 1000);
  const size = Math.abs(seconds);
  if (size < 5) return 'now';
  if (size < 60) return relative.format(seconds, 'second');
  if (size < 3600) return relative.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), 'hour');
  return relative.format(Math.round(seconds / 86_400), 'day');
}

/** `Today`, `Tomorrow` or the long name of the day. */
export function dayInWords(day: Day, today: Day): string {
  if (day === today) return `Today, ${longDayName(day)}`;
  if (day === plusDays(today, 1)) return `Tomorrow, ${longDayName(day)}`;
  return longDayName(day);
}
