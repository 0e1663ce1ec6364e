import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useEffect } from 'react';
import { auditQuery } from '../../shared/api/list-audit';
import { dayOf } from '../../shared/time/day';
import { useNow } from '../../shared/time/use-now';
import { Button } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { EmptyState } from '../../shared/ui/empty-state';
import { Notice } from '../../shared/ui/notice';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Loading, Skeleton } from '../../shared/ui/skeleton';
import { AuditEntryItem } from './audit-entry-item';
import { beginningFor, filterOf, isFiltered, withFilter, type AuditSearch } from './audit-search';
import { pastDayInWords, type Names } from './audit-words';
import { byDay } from './by-day';

/** Entries that fill a screen: fewer than these are completed by looking further back. */
const SCREEN = 25;

/** Pages that are looked through by itself for a filter that fits little; each holds 5,000 entries. */
const PATIENCE = 20;

/** The entries, newest first, day by day. */
export function AuditTimeline({
  search,
  names,
  onChange,
}: {
  search: AuditSearch;
  names: Names;
  onChange: (search: AuditSearch) => void;
}) {
  const trail = useInfiniteQuery(auditQuery(filterOf(search), beginningFor(search)));
  const today = dayOf(useNow(60_000));
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = trail;
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const pages = data?.pages.length ?? 0;
  const looksFurther = hasNextPage && entries.length < SCREEN && pages < PATIENCE;
  useEffect(() => {
    if (looksFurther && !isFetching && !isError) void fetchNextPage();
  }, [looksFurther, isFetching, isError, fetchNextPage]);

  // Of an entry that was taken out, the one that stood before it is left.
  const marked = entries.find(({ sequence }) => sequence <= (search.entry ?? 0))?.sequence;
  if (trail.isPending) return <TimelineSkeleton />;
  return (
    <div className="space-y-4">
      {search.entry !== undefined && (
        <Notice
          tone="info"
          action={
            <Button size="small" onClick={() => onChange({})}>
              Show the newest
            </Button>
          }
        >
          {marked === undefined || marked === search.entry
            ? `The trail up to entry ${search.entry}, and the first ones after it.`
            : `Entry ${search.entry} is not there. The one before it, ${marked}, is marked.`}
        </Notice>
      )}
      {isError && (
        <ProblemNotice error={trail.error} onRetry={() => void trail.refetch()} retrying={isFetching} />
      )}
      {data && entries.length === 0 && !hasNextPage && (
        <Card>
          {isFiltered(search) ? (
            <EmptyState
              icon={ScrollText}
              title="Nothing like that has happened"
              action={<Button onClick={() => onChange({})}>Show everything</Button>}
            >
              No entry fits what you chose to see.
            </EmptyState>
          ) : (
            <EmptyState icon={ScrollText} title="Nothing has happened yet">
              As soon as somebody connects an account, or Syncline uses one, it is written down here.
            </EmptyState>
          )}
        </Card>
      )}
      {byDay(entries).map(({ day, entries: ofDay }) => (
        <section key={day} aria-label={pastDayInWords(day, today)}>
          <h2 className="mb-2 text-sm font-semibold text-ink-soft">{pastDayInWords(day, today)}</h2>
          <Card>
            <ol>
              {ofDay.map((entry) => (
                <AuditEntryItem
                  key={entry.sequence}
                  entry={entry}
                  names={names}
                  marked={entry.sequence === marked}
                  onFilter={(name, value) => onChange(withFilter(search, name, value))}
                />
              ))}
            </ol>
          </Card>
        </section>
      ))}
      <div className="flex items-center gap-3" role="status">
        {hasNextPage && (
          <Button onClick={() => void fetchNextPage()} busy={isFetching || looksFurther}>
            {isFetching || looksFurther ? 'Looking further back…' : 'Load more'}
          </Button>
        )}
        {!hasNextPage && entries.length > 0 && (
          <p className="text-sm text-ink-faint">Nothing earlier fits.</p>
        )}
      </div>
    </div>
  );
}

function TimelineSkeleton() {
  return (
    <Loading what="the trail">
      <Card>
        {[0, 1, 2, 3, 4, 5].map((row) => (
          <div key={row} className="flex gap-4 border-b border-line px-4 py-3 last:border-b-0">
            <Skeleton className="h-5 w-12" />
            <Skeleton className="h-5 w-96 max-w-full" />
          </div>
        ))}
      </Card>
    </Loading>
  );
}
