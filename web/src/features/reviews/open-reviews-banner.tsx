import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CirclePause } from 'lucide-react';
import { meQuery } from '../../shared/api/get-me';
import { reviewsQuery } from '../../shared/api/list-reviews';
import { buttonStyle } from '../../shared/ui/button';
import { reviewInWords, whoseInWords } from './review-words';

/** Milliseconds between two looks whether a calendar has paused. */
const GENTLE = 30_000;

/** Says on every page that a calendar is paused until somebody decides. */
export function OpenReviewsBanner() {
  const me = useQuery(meQuery).data;
  const open = useQuery({ ...reviewsQuery, refetchInterval: GENTLE }).data?.filter(
    ({ state }) => state === 'open',
  );
  const [first] = open ?? [];
  return (
    <div role="status">
      {open !== undefined && first !== undefined && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-warn-line bg-warn-soft px-4 py-2 sm:px-6 lg:px-8">
          <p className="flex min-w-0 flex-1 basis-60 items-start gap-2 text-pretty">
            <CirclePause className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
            {open.length === 1
              ? `${reviewInWords(first, whoseInWords(first, me))} The calendar is paused until somebody decides.`
              : `${open.length} calendars are paused until somebody decides about many deletions.`}
          </p>
          <Link to="/reviews" className={buttonStyle({ size: 'small', look: 'primary' })}>
            Review the deletions
          </Link>
        </div>
      )}
    </div>
  );
}
