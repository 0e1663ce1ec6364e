import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { meQuery } from '../../shared/api/get-me';
import { connectionsQuery } from '../../shared/api/list-connections';
import { managesEverybody } from '../../shared/lib/people';
import { ForAdministrators } from '../../shared/ui/for-administrators';
import { Page, PageHeader } from '../../shared/ui/page-header';
import { AuditExport } from './audit-export';
import { AuditFilters } from './audit-filters';
import { AuditTimeline } from './audit-timeline';
import { namesOf } from './names';
import { Verification } from './verification';

const route = getRouteApi('/app/audit');

/** Everything that was done with accounts and keys, for administrators. */
export function AuditPage() {
  const me = useQuery(meQuery).data;
  if (me === undefined) return null;
  return managesEverybody(me) ? (
    <Trail />
  ) : (
    <ForAdministrators title="Audit">
      The audit trail shows who did what with the accounts of everybody, so only administrators may read it.
      What concerns your own accounts stands on your Connections page.
    </ForAdministrators>
  );
}

function Trail() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const me = useQuery(meQuery).data;
  const connections = useQuery(connectionsQuery).data?.connections;
  const names = useMemo(() => namesOf(me, connections ?? []), [me, connections]);
  const show = (next: typeof search) => void navigate({ search: next, replace: true, resetScroll: false });
  return (
    <Page>
      <PageHeader title="Audit" actions={<AuditExport search={search} />}>
        Who did what with accounts, permissions and keys, and who decided what. Nobody can change an entry
        unseen: the verification proves it.
      </PageHeader>
      <div className="space-y-4">
        <Verification onShow={(entry) => void navigate({ search: { entry } })} />
        <AuditFilters search={search} names={names} onChange={show} />
        <AuditTimeline search={search} names={names} onChange={show} />
      </div>
    </Page>
  );
}
