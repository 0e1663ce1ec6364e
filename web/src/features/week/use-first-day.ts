import { useQuery } from '@tanstack/react-query';
import { eventsQuery } from '../../shared/api/list-events';
import { comingWeekdayOf, type Day } from '../../shared/time/day';
import { spanOfWeek, viewerWeekOf } from '../../shared/time/viewer-week';

/**
 * The day whose week opens where nobody asked for one: today, or at a weekend the coming Monday where its week has
 * something in it.
 *
 * @param asked false where the address names a day, and nothing has to be found out
 */
export function useFirstDay(today: Day, asked: boolean): Day {
  const coming = comingWeekdayOf(today);
  const { from, to } = spanOfWeek(viewerWeekOf(coming));
  const events = useQuery({ ...eventsQuery(from, to), enabled: asked && coming !== today }).data;
  return events === undefined || events.length > 0 ? coming : today;
}
