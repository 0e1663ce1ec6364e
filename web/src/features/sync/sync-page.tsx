import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { meQuery } from '../../shared/api/get-me';
import { syncQuery } from '../../shared/api/get-sync';
import { connectionsQuery } from '../../shared/api/list-connections';
import type { CalendarSync } from '../../shared/api/types';
import { managesEverybody, personName, seesEverybody } from '../../shared/lib/people';
import { useNow } from '../../shared/time/use-now';
import { buttonStyle } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { EmptyState } from '../../shared/ui/empty-state';
import { Page, PageHeader } from '../../shared/ui/page-header';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Loading, Skeleton } from '../../shared/ui/skeleton';
import { SyncRow } from './sync-row';
import { announcement, isMoving } from './sync-words';

/** How every chosen calendar stands; looks every second while one of them moves. */
export function SyncPage() {
  const sync = useQuery({
    ...syncQuery,
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? 1_000 : 10_000),
  });
  const me = useQuery(meQuery).data;
  const connections = useQuery(connectionsQuery).data?.connections;
  const now = useNow(1_000);
  const rows = (sync.data ?? []).map((calendar) => ({
    calendar,
    who: personName(calendar.person, me, calendar.personName),
    now,
    connection: connections?.find(({ id }) => id === calendar.connectionId),
  }));
  return (
    <Page>
      <PageHeader title="Sync">How each calendar stands with the CRM, as it happens.</PageHeader>
      <div className="space-y-4">
        {sync.isPending && <SyncSkeleton />}
        {sync.isError && (
          <ProblemNotice error={sync.error} onRetry={() => void sync.refetch()} retrying={sync.isFetching} />
        )}
        {sync.data?.length === 0 && (
          <Card>
            <EmptyState
              icon={RefreshCw}
              title="Nothing is synced yet"
              action={
                <Link to="/connections" className={buttonStyle({ look: 'primary' })}>
                  Go to connections
                </Link>
              }
            >
              Connect an account and choose its calendar. Its first sync then starts by itself, and you can
              watch it here.
              {me !== undefined && seesEverybody(me) && !managesEverybody(me)
                ? ' Calendars of other people stand here for administrators; how their jobs are doing, you see in the week.'
                : ''}
            </EmptyState>
          </Card>
        )}
        <div role="list" aria-label="Calendars" className="space-y-4">
          {rows.map((row) => (
            <SyncRow key={`${row.calendar.connectionId} ${row.calendar.calendarId}`} {...row} />
          ))}
        </div>
      </div>
      <Announcer calendars={sync.data ?? []} />
    </Page>
  );
}

/** Tells a screen reader how moving calendars come along. */
function Announcer({ calendars }: { calendars: readonly CalendarSync[] }) {
  const said = calendars.filter(isMoving).map(announcement).join('. ');
  return (
    <p className="sr-only" aria-live="polite">
      {calendars.length > 0 && said === '' ? 'Every run is done.' : said}
    </p>
  );
}

function SyncSkeleton() {
  return (
    <Loading what="the state of the calendars">
      <Card>
        {[0, 1].map((row) => (
          <div key={row} className="space-y-3 border-b border-line p-4 last:border-b-0">
            <Skeleton className="h-5 w-72 max-w-full" />
            <Skeleton className="h-4 w-48" />
            <Skeleton className="h-10" />
          </div>
        ))}
      </Card>
    </Loading>
  );
}
