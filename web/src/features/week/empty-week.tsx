import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarDays } from 'lucide-react';
import { configQuery } from '../../shared/api/get-config';
import { meQuery } from '../../shared/api/get-me';
import { connectionsQuery } from '../../shared/api/list-connections';
import { ConnectButtons } from '../../shared/connection/connect-buttons';
import { useConnect } from '../../shared/connection/use-connect';
import { seesEverybody } from '../../shared/lib/people';
import { Button, buttonStyle } from '../../shared/ui/button';
import { EmptyState } from '../../shared/ui/empty-state';
import { ProblemNotice } from '../../shared/ui/problem-notice';

/** A week without anything: leads to the step that fills it, as far as that step is this person's. */
export function EmptyWeek() {
  const connections = useQuery(connectionsQuery);
  const me = useQuery(meQuery).data;
  if (connections.data === undefined || me === undefined) return null;
  const own = connections.data.connections.filter(({ own }) => own);
  if (own.some(({ calendar }) => calendar !== undefined))
    return <Line>Nothing is planned in this week.</Line>;
  const unchosen = own.find(({ state }) => state === 'active' || state === 'degraded');
  if (unchosen !== undefined) return <ChooseCalendar id={unchosen.id} account={unchosen.account.email} />;
  if (!seesEverybody(me)) return <ConnectCalendar />;
  return (
    <Line>
      Nothing is planned in this week. Jobs stand here as soon as the CRM assigns them; your own appointments
      when you{' '}
      <Link to="/connections" className="text-accent-strong underline underline-offset-2">
        connect a calendar
      </Link>
      .
    </Line>
  );
}

/** A week in which the filter leaves nothing over. */
export function FilteredAway({ onEverything }: { onEverything: () => void }) {
  return (
    <Line>
      Nothing matches what you chose to see.{' '}
      <Button size="small" onClick={onEverything}>
        Show everything
      </Button>
    </Line>
  );
}

function ConnectCalendar() {
  const providers = useQuery(configQuery).data?.providers ?? [];
  const connect = useConnect();
  return (
    <div className="border-b border-line bg-surface">
      <EmptyState
        icon={CalendarDays}
        title="Your week is still empty"
        action={
          <>
            <ConnectButtons providers={providers} connect={connect} size="large" />
            <Link to="/connections" className={buttonStyle({ look: 'quiet', size: 'large' })}>
              Choose what to share
            </Link>
          </>
        }
      >
        Connect your Google or Microsoft calendar, and your jobs and appointments stand here side by side.
      </EmptyState>
      {connect.isError && (
        <div className="mx-auto max-w-xl px-4 pb-6">
          <ProblemNotice error={connect.error} />
        </div>
      )}
    </div>
  );
}

function ChooseCalendar({ id, account }: { id: string; account: string }) {
  return (
    <div className="border-b border-line bg-surface">
      <EmptyState
        icon={CalendarDays}
        title="One step is left"
        action={
          <Link to="/connections/$id/calendars" params={{ id }} className={buttonStyle({ look: 'primary' })}>
            Choose a calendar
          </Link>
        }
      >
        {account} is connected. Choose which of its calendars carries your jobs.
      </EmptyState>
    </div>
  );
}

function Line({ children }: { children: React.ReactNode }) {
  return (
    <p role="status" className="border-b border-line bg-surface px-4 py-2.5 text-sm text-ink-soft">
      {children}
    </p>
  );
}
