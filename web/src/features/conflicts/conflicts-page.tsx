import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { meQuery } from '../../shared/api/get-me';
import { conflictsQuery } from '../../shared/api/list-conflicts';
import { useNow } from '../../shared/time/use-now';
import { Card } from '../../shared/ui/card';
import { KeysDialog } from '../../shared/ui/keys';
import { Notice } from '../../shared/ui/notice';
import { Page, PageHeader } from '../../shared/ui/page-header';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Loading, Skeleton } from '../../shared/ui/skeleton';
import { ConflictFilters } from './conflict-filters';
import { wanted } from './conflicts-search';
import { DecidedList } from './decided-list';
import { NoConflicts } from './no-conflicts';
import { OpenList } from './open-list';
import { conflictKeys } from './use-conflict-keys';

const route = getRouteApi('/app/conflicts');

/** How often a look is taken for new conflicts: one is to be seen within 30 seconds. */
const OFTEN = 10_000;

/** What both sides changed differently, for somebody to decide. */
export function ConflictsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const me = useQuery(meQuery).data;
  const now = useNow(10_000);
  const [help, setHelp] = useState(false);
  const state = search.state ?? 'open';
  const answer = useQuery({ ...conflictsQuery(state), refetchInterval: OFTEN });
  const all = answer.data?.conflicts ?? [];
  const conflicts = wanted(all, search);
  return (
    <Page>
      <PageHeader title="Conflicts">
        What was changed in the CRM and, differently, in a calendar. Until somebody decides, neither side’s
        value is overwritten; everything else goes on.
      </PageHeader>
      <div className="space-y-5">
        <ConflictFilters
          search={search}
          conflicts={all}
          me={me}
          onChange={(next) => void navigate({ search: next, replace: true })}
          onHelp={() => setHelp(true)}
        />
        {answer.isPending && <ConflictsSkeleton />}
        {answer.isError && (
          <ProblemNotice
            error={answer.error}
            onRetry={() => void answer.refetch()}
            retrying={answer.isFetching}
          />
        )}
        {answer.data?.more === true && (
          <Notice tone="info">
            There are more than {all.length} conflicts. These come first; the others move up as you decide.
          </Notice>
        )}
        {answer.data && state === 'open' && (
          <OpenList conflicts={conflicts} me={me} now={now} onHelp={() => setHelp(true)} />
        )}
        {answer.data && conflicts.length === 0 && (
          <NoConflicts
            state={state}
            filtered={all.length > 0}
            onEverything={() =>
              void navigate({
                search: search.state === undefined ? {} : { state: search.state },
                replace: true,
              })
            }
          />
        )}
        {answer.data && state === 'resolved' && (
          <DecidedList conflicts={conflicts} all={all} me={me} now={now} />
        )}
      </div>
      <KeysDialog open={help} onClose={() => setHelp(false)} keys={conflictKeys} />
    </Page>
  );
}

function ConflictsSkeleton() {
  return (
    <Loading what="conflicts">
      <div className="space-y-4">
        {[0, 1].map((row) => (
          <Card key={row} className="space-y-3 p-5">
            <Skeleton className="h-5 w-64 max-w-full" />
            <Skeleton className="h-4 w-96 max-w-full" />
            <Skeleton className="h-24" />
          </Card>
        ))}
      </div>
    </Loading>
  );
}
