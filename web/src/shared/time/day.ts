/** A date of the calendar without time and zone, as `YYYY-MM-DD`. Compares as text. */
export type Day = string & { readonly day: unique symbol };

/** The day with this text, if it is one that exists. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const noon = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(text) ? (text as Day) : undefined;
}

/** The day on which an instant falls for the person at this browser. */
export function dayOf(instant: Date): Day {
  const year = String(instant.getFullYear()).padStart(4, '0');
  const month = String(instant.getMonth() + 1).padStart(2, '0');
  return `${year}-${month}-${String(instant.getDate()).padStart(2, '0')}` as Day;
}

/** The instant at which a day starts for the person at this browser. */
export function startOf(day: Day): Date {
  const { year, month, date } = partsOf(day);
  return new Date(year, month - 1, date);
}

/** The day `count` days later, or earlier when negative. */
export function plusDays(day: Day, count: number): Day {
  const { year, month, date } = partsOf(day);
  return new Date(Date.UTC(year, month - 1, date + count)).toISOString().slice(0, 10) as Day;
}

/** Days from `from` to `to`; negative when `to` is the earlier one. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000);
}

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(day: Day): number {
  return new Date(`${day}T00:00Z`).getUTCDay() || 7;
}

/** The day itself, or at a weekend the Monday after it. */
export function comingWeekdayOf(day: Day): Day {
  const weekday = weekdayOf(day);
  return weekday > 5 ? plusDays(day, 8 - weekday) : day;
}

/** The seven days of the week that holds `day`; `firstWeekday` as in `weekdayOf`. */
export function weekOf(day: Day, firstWeekday: number): Day[] {
  const first = plusDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));
  return Array.from({ length: 7 }, (_, index) => plusDays(first, index));
}

/** The ISO 8601 week number: the week of the year's first Thursday is week 1. */
export function weekNumberOf(day: Day): number {
  const thursday = plusDays(day, 4 - weekdayOf(day));
  const yearStart = `${thursday.slice(0, 4)}-01-01` as Day;
  return Math.floor(daysBetween(yearStart, thursday) / 7) + 1;
}

/** The weekday that a week starts with where this browser's language is spoken; Monday when it does not say. */
export function firstWeekdayOf(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return locale.getWeekInfo?.().firstDay ?? locale.weekInfo?.firstDay ?? 1;
}

function partsOf(day: Day): { year: number; month: number; date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}
