import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { configQuery } from '../../shared/api/get-config';
import { meQuery } from '../../shared/api/get-me';
import { connectionsQuery } from '../../shared/api/list-connections';
import type { Connection, Me } from '../../shared/api/types';
import { managesEverybody, personName } from '../../shared/lib/people';
import { Card } from '../../shared/ui/card';
import { EmptyState } from '../../shared/ui/empty-state';
import { Notice } from '../../shared/ui/notice';
import { Page, PageHeader } from '../../shared/ui/page-header';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Loading, Skeleton } from '../../shared/ui/skeleton';
import { ConnectButtons } from './connect-buttons';
import { ConnectionRow } from './connection-row';
import { callbackProblemInWords, hasCalendars } from './connection-words';
import { DisconnectDialog } from './disconnect-dialog';
import { useConnect } from './use-connect';

const route = getRouteApi('/app/connections');

/** The accounts that a person, or for an administrator everybody, has connected. */
export function ConnectionsPage() {
  const { connected, problem } = route.useSearch();
  const navigate = route.useNavigate();
  const connections = useQuery(connectionsQuery);
  const config = useQuery(configQuery);
  const me = useQuery(meQuery);
  const connect = useConnect();

  const fresh = connections.data?.find(({ id }) => id === connected);
  if (fresh && fresh.calendar === undefined && hasCalendars(fresh)) {
    return (
      <Navigate
        to="/connections/$id/calendars"
        params={{ id: fresh.id }}
        search={{ welcome: true }}
        replace
      />
    );
  }
  const error = connections.error ?? me.error ?? config.error;
  const dismiss = () => void navigate({ search: {}, replace: true });
  const isEmpty = connections.data?.length === 0;
  const buttons = <ConnectButtons providers={config.data?.providers ?? []} connect={connect} />;
  return (
    <Page>
      <PageHeader title="Connections" actions={isEmpty ? undefined : buttons}>
        {me.data && managesEverybody(me.data)
          ? 'The accounts that your people have connected, and yours.'
          : 'The accounts whose calendars Syncline keeps in step with the CRM.'}
      </PageHeader>
      <div className="space-y-4">
        {problem !== undefined && (
          <Notice tone="warn" title="The account was not connected" onDismiss={dismiss}>
            {callbackProblemInWords(problem)}
          </Notice>
        )}
        {fresh && (
          <Notice tone={hasCalendars(fresh) ? 'ok' : 'warn'} onDismiss={dismiss}>
            {fresh.account.email} is connected
            {hasCalendars(fresh) ? '.' : ', but without access to its calendars.'}
          </Notice>
        )}
        {connect.isError && <ProblemNotice error={connect.error} />}
        {error && (
          <ProblemNotice
            error={error}
            onRetry={() => void Promise.all([connections.refetch(), me.refetch(), config.refetch()])}
            retrying={connections.isFetching}
          />
        )}
        {!error && (connections.data === undefined || me.data === undefined) && <ConnectionsSkeleton />}
        {isEmpty && (
          <Card>
            <EmptyState icon={Link2} title="No account is connected yet" action={buttons}>
              Connect the account whose calendar you use every day. You come back here after the provider’s
              consent page, and can disconnect at any time.
            </EmptyState>
          </Card>
        )}
        {connections.data && connections.data.length > 0 && me.data && (
          <Groups connections={connections.data} me={me.data} connect={connect} />
        )}
      </div>
    </Page>
  );
}

function Groups({
  connections,
  me,
  connect,
}: {
  connections: readonly Connection[];
  me: Me;
  connect: ReturnType<typeof useConnect>;
}) {
  const [leaving, setLeaving] = useState<Connection>();
  const mine = connections.filter(({ owner }) => owner === me.user);
  const others = connections.filter(({ owner }) => owner !== me.user);
  const grouped = others.length > 0;
  return (
    <>
      {mine.length > 0 && (
        <section aria-label="Your accounts">
          <h2 className={grouped ? 'mb-2 text-sm font-semibold text-ink-soft' : 'sr-only'}>Your accounts</h2>
          <Card>
            <ul>
              {mine.map((connection) => (
                <ConnectionRow
                  key={connection.id}
                  connection={connection}
                  owner={undefined}
                  mine
                  connect={connect}
                  onDisconnect={() => setLeaving(connection)}
                />
              ))}
            </ul>
          </Card>
        </section>
      )}
      {grouped && (
        <section aria-label="Accounts of other people">
          <h2 className="mb-2 text-sm font-semibold text-ink-soft">Accounts of other people</h2>
          <Card>
            <ul>
              {others.map((connection) => (
                <ConnectionRow
                  key={connection.id}
                  connection={connection}
                  owner={personName(connection.owner, me, connection.ownerName)}
                  mine={false}
                  connect={connect}
                  onDisconnect={() => setLeaving(connection)}
                />
              ))}
            </ul>
          </Card>
        </section>
      )}
      {leaving && <DisconnectDialog connection={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  );
}

function ConnectionsSkeleton() {
  return (
    <Loading what="connections">
      <Card>
        {[0, 1].map((row) => (
          <div key={row} className="space-y-2.5 border-b border-line p-4 last:border-b-0">
            <Skeleton className="h-5 w-64" />
            <Skeleton className="h-4 w-96 max-w-full" />
            <Skeleton className="h-4 w-48" />
          </div>
        ))}
      </Card>
    </Loading>
  );
}
