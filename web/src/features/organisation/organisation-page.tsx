import { useQuery } from '@tanstack/react-query';
import { KeyRound, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { keysQuery } from '../../shared/api/get-keys';
import { meQuery } from '../../shared/api/get-me';
import type { KeyReport, Me } from '../../shared/api/types';
import { managesEverybody } from '../../shared/lib/people';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { ForAdministrators } from '../../shared/ui/for-administrators';
import { Notice } from '../../shared/ui/notice';
import { Page, PageHeader } from '../../shared/ui/page-header';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Loading, Skeleton } from '../../shared/ui/skeleton';
import { bornInWords, keyInWords, orphansInWords, standingInWords } from './key-words';
import { PolicySection } from './policy-section';
import { RemoveOrganisationDialog } from './remove-organisation-dialog';

/** What concerns the organisation as a whole: its sync policy, its keys, and its end. */
export function OrganisationPage() {
  const me = useQuery(meQuery).data;
  if (me === undefined) return null;
  return managesEverybody(me) ? (
    <Organisation me={me} />
  ) : (
    <ForAdministrators title="Organisation">
      The sync policy and the keys of the organisation, and its removal, are in the hands of its
      administrators.
    </ForAdministrators>
  );
}

function Organisation({ me }: { me: Me }) {
  const keys = useQuery(keysQuery);
  const [leaving, setLeaving] = useState(false);
  return (
    <Page>
      <PageHeader title="Organisation">
        Organisation <strong className="font-semibold text-ink">{me.organisation}</strong>: whose changes
        count, how its tokens are kept, and how to end it.
      </PageHeader>
      <div className="space-y-8">
        <PolicySection />
        <section aria-labelledby="keys">
          <h2 id="keys" className="mb-2 text-sm font-semibold text-ink-soft">
            Keys
          </h2>
          {keys.isPending && <KeysSkeleton />}
          {keys.isError && (
            <ProblemNotice
              error={keys.error}
              onRetry={() => void keys.refetch()}
              retrying={keys.isFetching}
            />
          )}
          {keys.data && <Keys report={keys.data} />}
        </section>
        <section aria-labelledby="end">
          <h2 id="end" className="mb-2 text-sm font-semibold text-ink-soft">
            End
          </h2>
          <Card className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-4">
            <p className="min-w-0 flex-1 basis-72 text-pretty text-ink-soft">
              Removing the organisation disconnects every account of everybody and destroys the keys. It
              cannot be undone.
            </p>
            <Button look="danger" onClick={() => setLeaving(true)}>
              <Trash2 aria-hidden />
              Remove this organisation
            </Button>
          </Card>
        </section>
      </div>
      {leaving && (
        <RemoveOrganisationDialog organisation={me.organisation} onClose={() => setLeaving(false)} />
      )}
    </Page>
  );
}

function Keys({ report }: { report: KeyReport }) {
  const orphans = orphansInWords(report);
  return (
    <div className="space-y-3">
      {orphans !== undefined && <Notice tone="bad">{orphans}</Notice>}
      <Card>
        <p className="border-b border-line px-4 py-3.5 text-pretty text-ink-soft last:border-b-0">
          {standingInWords(report)}
        </p>
        {report.keys.length > 0 && (
          <ul>
            {report.keys.map((key) => (
              <li
                key={key.key}
                className="flex flex-wrap items-start gap-x-3 gap-y-1 border-b border-line px-4 py-3 last:border-b-0"
              >
                <KeyRound className="mt-0.5 size-4 shrink-0 text-ink-faint" aria-hidden />
                <div className="min-w-0 flex-1 basis-56">
                  <h3 className="flex flex-wrap items-center gap-2 font-medium">
                    <span>
                      Key <code className="text-sm">{key.key}</code>
                    </span>
                    {key.primary ? <Badge tone="ok">In use</Badge> : <Badge>Older</Badge>}
                  </h3>
                  <p className="text-sm text-pretty text-ink-soft">{keyInWords(key)}</p>
                </div>
                <p className="text-sm text-ink-faint">{bornInWords(key)}</p>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}

function KeysSkeleton() {
  return (
    <Loading what="the keys">
      <Card className="space-y-3 p-4">
        <Skeleton className="h-5 w-96 max-w-full" />
        <Skeleton className="h-10" />
      </Card>
    </Loading>
  );
}
