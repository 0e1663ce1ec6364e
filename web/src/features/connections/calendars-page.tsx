import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, CalendarX2 } from 'lucide-react';
import { useState } from 'react';
import { chooseCalendar } from '../../shared/api/choose-calendar';
import { syncQuery } from '../../shared/api/get-sync';
import { calendarsQuery } from '../../shared/api/list-calendars';
import { connectionsQuery } from '../../shared/api/list-connections';
import type { Calendar, Connection } from '../../shared/api/types';
import { useConnect, type Connect } from '../../shared/connection/use-connect';
import { Button, buttonStyle } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { EmptyState } from '../../shared/ui/empty-state';
import { Notice } from '../../shared/ui/notice';
import { Page, PageHeader } from '../../shared/ui/page-header';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { providerName } from '../../shared/ui/provider-mark';
import { Loading, Skeleton } from '../../shared/ui/skeleton';
import { CalendarOption } from './calendar-option';
import { CalendarsProblem } from './calendars-problem';
import { moveInWords, openInWords } from './move-words';
import { calendarChoiceOf } from './service-choice';
import { StopDialog } from './stop-dialog';
import { WelcomeNotice } from './welcome-notice';

const route = getRouteApi('/app/connections/$id/calendars');

/** Which calendar of an account carries the jobs of its owner. */
export function CalendarsPage() {
  const { id } = route.useParams();
  const { welcome } = route.useSearch();
  const connect = useConnect();
  const calendars = useQuery(calendarsQuery(id));
  const connection = useQuery(connectionsQuery).data?.connections.find((other) => other.id === id);
  return (
    <Page>
      <Link
        to="/connections"
        className="mb-3 inline-flex items-center gap-1 rounded-sm text-sm text-ink-soft hover:text-ink"
      >
        <ArrowLeft className="size-3.5" aria-hidden />
        Connections
      </Link>
      <PageHeader title="Choose a calendar">{purpose(connection)}</PageHeader>
      <div className="space-y-4">
        {welcome === true && connection && <WelcomeNotice connection={connection} connect={connect} />}
        {connect.isError && <ProblemNotice error={connect.error} />}
        {calendars.isPending && <CalendarsSkeleton />}
        {calendars.isError && (
          <CalendarsProblem
            error={calendars.error}
            connection={connection}
            connect={connect}
            onRetry={() => void calendars.refetch()}
            retrying={calendars.isFetching}
          />
        )}
        {calendars.data &&
          (calendars.data.length === 0 ? (
            <Card>
              <EmptyState
                icon={CalendarX2}
                title="This account has no calendar"
                action={<Button onClick={() => void calendars.refetch()}>Look again</Button>}
              >
                Create a calendar at {connection ? providerName(connection.provider) : 'the provider'}, then
                look again.
              </EmptyState>
            </Card>
          ) : (
            <Choice key={id} id={id} calendars={calendars.data} connection={connection} connect={connect} />
          ))}
      </div>
    </Page>
  );
}

/** What the chosen calendar is for. */
function purpose(connection: Connection | undefined): string {
  const account = connection?.account.email ?? 'the account';
  return readsOnly(connection)
    ? `The events of one calendar of ${account} show in the week as taken time. Nothing is written into it.`
    : `Jobs are written into one calendar of ${account}, and what is changed there comes back. Its other events show in the week as taken time.`;
}

/** Where nothing is written, a calendar that cannot be written will do. */
const readsOnly = (connection: Connection | undefined) =>
  connection !== undefined && calendarChoiceOf(connection) === 'calendar-read';

function Choice({
  id,
  calendars,
  connection,
  connect,
}: {
  id: string;
  calendars: readonly Calendar[];
  connection: Connection | undefined;
  connect: Connect;
}) {
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const current = calendars.find(({ chosen }) => chosen);
  const ordered = [...calendars].sort((one, other) => Number(other.primary) - Number(one.primary));
  const reads = readsOnly(connection);
  const [picked, setPicked] = useState(
    () => (current ?? ordered.find(({ writable }) => writable || reads))?.id,
  );
  const [stopping, setStopping] = useState(false);
  const choose = useMutation({
    mutationFn: (calendarId: string) => chooseCalendar(id, calendarId, true),
    onSuccess: async () => {
      await queries.invalidateQueries();
      await navigate({ to: '/sync' });
    },
  });
  const next = calendars.find((calendar) => calendar.id === picked);
  const open = openInWords(useQuery(syncQuery).data?.find(({ connectionId }) => connectionId === id));
  const moves = current !== undefined && next !== undefined && current.id !== next.id;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (picked !== undefined && !choose.isPending) choose.mutate(picked);
      }}
    >
      <fieldset>
        <legend className="sr-only">Calendars of {connection?.account.email ?? 'this account'}</legend>
        <Card className="divide-y divide-line">
          {ordered.map((calendar) => (
            <CalendarOption
              key={calendar.id}
              calendar={calendar}
              checked={calendar.id === picked}
              allowed={calendar.writable || reads}
              onPick={() => setPicked(calendar.id)}
            />
          ))}
        </Card>
      </fieldset>
      {moves && (
        <div className="mt-4 space-y-3">
          <Notice tone="info">{moveInWords(current, next, reads)}</Notice>
          {open !== undefined && (
            <Notice
              tone="warn"
              action={
                <Link to="/conflicts" search={{ calendar: id }} className={buttonStyle({ size: 'small' })}>
                  Decide first
                </Link>
              }
            >
              {open}
            </Notice>
          )}
        </div>
      )}
      {picked === undefined && (
        <div className="mt-4">
          <Notice tone="warn">
            None of these calendars can be written. Connect an account that owns one, or ask for the right to
            change events.
          </Notice>
        </div>
      )}
      {choose.isError && (
        <div className="mt-4">
          <CalendarsProblem
            error={choose.error}
            connection={connection}
            connect={connect}
            onRetry={() => picked !== undefined && choose.mutate(picked)}
            retrying={choose.isPending}
          />
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          busy={choose.isPending}
          disabled={picked === undefined || picked === current?.id}
        >
          {picked === current?.id && current !== undefined ? 'In use' : 'Use this calendar'}
        </Button>
        {current && (
          <Button look="danger" onClick={() => setStopping(true)}>
            Stop syncing “{current.name}”
          </Button>
        )}
      </div>
      {stopping && current && <StopDialog id={id} calendar={current} onClose={() => setStopping(false)} />}
    </form>
  );
}

function CalendarsSkeleton() {
  return (
    <Loading what="calendars">
      <Card className="divide-y divide-line">
        {[0, 1, 2].map((row) => (
          <div key={row} className="flex items-center gap-3 p-4">
            <Skeleton className="size-4 rounded-full" />
            <Skeleton className="h-4 w-56" />
          </div>
        ))}
      </Card>
    </Loading>
  );
}
