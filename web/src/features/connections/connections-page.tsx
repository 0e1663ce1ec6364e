import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { Link2, SlidersHorizontal } from 'lucide-react';
import { useCallback, useState } from 'react';
import { configQuery } from '../../shared/api/get-config';
import { meQuery } from '../../shared/api/get-me';
import { connectionsQuery } from '../../shared/api/list-connections';
import type { Connection } from '../../shared/api/types';
import { ConnectButtons } from '../../shared/connection/connect-buttons';
import { useConnect } from '../../shared/connection/use-connect';
import { managesEverybody } from '../../shared/lib/people';
import { useNow } from '../../shared/time/use-now';
import { Button } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { EmptyState } from '../../shared/ui/empty-state';
import { Notice } from '../../shared/ui/notice';
import { Page, PageHeader } from '../../shared/ui/page-header';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Loading, Skeleton } from '../../shared/ui/skeleton';
import { callbackProblem } from './callback-words';
import { ConnectDialog } from './connect-dialog';
import { ConnectionGroups } from './connection-groups';
import { ConsentRequestCard } from './consent-request-card';
import { DisconnectDialog } from './disconnect-dialog';
import { RemoveMemberDialog } from './remove-member-dialog';
import { readsCalendars } from './service-choice';
import { UndoToast, type Undoable } from './undo-toast';
import { WelcomeNotice } from './welcome-notice';

const route = getRouteApi('/app/connections');

/** What is open in front of the page. */
type Opened =
  | { kind: 'choice' }
  | { kind: 'disconnect'; connection: Connection }
  | { kind: 'remove'; user: string; name: string };

/** The accounts that a person, or for an administrator everybody, has connected. */
export function ConnectionsPage() {
  const { connected, problem } = route.useSearch();
  const navigate = route.useNavigate();
  const answer = useQuery(connectionsQuery);
  const config = useQuery(configQuery);
  const me = useQuery(meQuery);
  const connect = useConnect();
  const now = useNow(10_000);
  const [opened, setOpened] = useState<Opened>();
  const [done, setDone] = useState<Undoable>();
  const [said, setSaid] = useState<string>();
  const forget = useCallback(() => setDone(undefined), []);
  const close = () => setOpened(undefined);

  const connections = answer.data?.connections;
  const fresh = connections?.find(({ id }) => id === connected);
  if (fresh?.own === true && fresh.calendar === undefined && readsCalendars(fresh)) {
    return (
      <Navigate
        to="/connections/$id/calendars"
        params={{ id: fresh.id }}
        search={{ welcome: true }}
        replace
      />
    );
  }
  const error = answer.error ?? me.error ?? config.error;
  const dismiss = () => void navigate({ search: {}, replace: true });
  const isEmpty = connections?.length === 0;
  const providers = config.data?.providers ?? [];
  const buttons = (
    <>
      <ConnectButtons providers={providers} connect={connect} size={isEmpty ? 'large' : 'normal'} />
      {providers.length > 0 && (
        <Button
          look="quiet"
          size={isEmpty ? 'large' : 'normal'}
          onClick={() => setOpened({ kind: 'choice' })}
        >
          <SlidersHorizontal aria-hidden />
          Choose what to share
        </Button>
      )}
    </>
  );
  return (
    <Page>
      <PageHeader title="Connections" actions={isEmpty ? undefined : buttons}>
        {me.data && managesEverybody(me.data)
          ? 'The accounts that your people have connected, and yours.'
          : 'The accounts that Syncline keeps in step with the CRM, and what it may do with each.'}
      </PageHeader>
      <div className="space-y-4">
        {problem !== undefined && (
          <Notice tone="warn" title={callbackProblem(problem).title} onDismiss={dismiss}>
            {callbackProblem(problem).detail}
          </Notice>
        )}
        {fresh && <WelcomeNotice connection={fresh} connect={connect} onDismiss={dismiss} />}
        {said !== undefined && (
          <Notice tone="ok" onDismiss={() => setSaid(undefined)}>
            {said}
          </Notice>
        )}
        {connect.isError && opened === undefined && <ProblemNotice error={connect.error} />}
        {error && (
          <ProblemNotice
            error={error}
            onRetry={() => void Promise.all([answer.refetch(), me.refetch(), config.refetch()])}
            retrying={answer.isFetching}
          />
        )}
        {!error && (connections === undefined || me.data === undefined) && <ConnectionsSkeleton />}
        {answer.data?.consentRequests.map((request) => (
          <ConsentRequestCard key={request.provider} request={request} connect={connect} now={now} />
        ))}
        {isEmpty && (
          <Card>
            <EmptyState icon={Link2} title="No account is connected yet" action={buttons}>
              Connect the account whose calendar you use every day. You come back here after the provider’s
              consent page, and can disconnect at any time.
            </EmptyState>
          </Card>
        )}
        {answer.data && connections && connections.length > 0 && me.data && (
          <div className="space-y-6">
            <ConnectionGroups
              connections={connections}
              consentRequests={answer.data.consentRequests}
              me={me.data}
              connect={connect}
              now={now}
              onSwitchedOff={(words, undo) => setDone({ words, undo })}
              onDisconnect={(connection) => setOpened({ kind: 'disconnect', connection })}
              onRemove={(user, name) => setOpened({ kind: 'remove', user, name })}
            />
          </div>
        )}
      </div>
      {opened?.kind === 'choice' && <ConnectDialog providers={providers} connect={connect} onClose={close} />}
      {opened?.kind === 'disconnect' && <DisconnectDialog connection={opened.connection} onClose={close} />}
      {opened?.kind === 'remove' && (
        <RemoveMemberDialog
          user={opened.user}
          name={opened.name}
          onClose={close}
          onRemoved={(count) => {
            setSaid(
              `${opened.name} was removed. ${count === 1 ? '1 account was' : `${count} accounts were`} disconnected.`,
            );
            close();
          }}
        />
      )}
      <UndoToast done={done} onClose={forget} />
    </Page>
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
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
            <Skeleton className="h-12" />
          </div>
        ))}
      </Card>
    </Loading>
  );
}
