import { useQuery } from '@tanstack/react-query';
import { conflictsQuery } from '../shared/api/list-conflicts';
import { reviewsQuery } from '../shared/api/list-reviews';
import type { PlaceOfAll } from './places';

/** Milliseconds between two looks: a conflict is to be seen within 30 seconds. */
const OFTEN = 20_000;

/** How much waits for somebody's decision, for the places where it is decided: `3`, `500+`. */
export function useWaiting(): (place: PlaceOfAll['to']) => string | undefined {
  const conflicts = useQuery({ ...conflictsQuery('open'), refetchInterval: OFTEN }).data;
  const reviews = useQuery({ ...reviewsQuery, refetchInterval: OFTEN }).data;
  return (place) => {
    switch (place) {
      case '/conflicts':
        return waiting(conflicts?.conflicts.length, conflicts?.more === true);
      case '/reviews':
        return waiting(reviews?.filter(({ state }) => state === 'open').length, false);
      case '/week':
      case '/connections':
      case '/sync':
      case '/audit':
      case '/organisation':
        return undefined;
    }
  };
}

const waiting = (count: number | undefined, more: boolean) =>
  count === undefined || count === 0 ? undefined : `${count}${more ? '+' : ''}`;
