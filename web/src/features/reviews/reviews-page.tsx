import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { meQuery } from '../../shared/api/get-me';
import { reviewsQuery } from '../../shared/api/list-reviews';
import { useNow } from '../../shared/time/use-now';
import { Card } from '../../shared/ui/card';
import { EmptyState } from '../../shared/ui/empty-state';
import { Notice } from '../../shared/ui/notice';
import { Page, PageHeader } from '../../shared/ui/page-header';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Loading, Skeleton } from '../../shared/ui/skeleton';
import { DecideDialog, type Deciding } from './decide-dialog';
import { DecidedReviews } from './decided-reviews';
import { OpenReview } from './open-review';
import { restoredInWords } from './review-words';
import { UndoDialog } from './undo-dialog';
import type { Review } from '../../shared/api/types';

/** What is open in front of the page. */
type Opened = Deciding | { kind: 'undo'; review: Review };

/** Deletions that are too many to be done unasked. */
export function ReviewsPage() {
  const answer = useQuery({ ...reviewsQuery, refetchInterval: 10_000 });
  const me = useQuery(meQuery).data;
  const now = useNow(10_000);
  const [opened, setOpened] = useState<Opened>();
  const [said, setSaid] = useState<string>();
  const reviews = answer.data ?? [];
  const open = reviews.filter(({ state }) => state === 'open');
  const decided = reviews.filter(({ state }) => state !== 'open');
  const close = () => setOpened(undefined);
  return (
    <Page>
      <PageHeader title="Paused deletions">
        When many events of a calendar would be deleted at once, or seem to have been, Syncline stops and
        asks.
      </PageHeader>
      <div className="space-y-8">
        {said !== undefined && (
          <Notice tone="ok" focused onDismiss={() => setSaid(undefined)}>
            {said}
          </Notice>
        )}
        {answer.isPending && <ReviewsSkeleton />}
        {answer.isError && (
          <ProblemNotice
            error={answer.error}
            onRetry={() => void answer.refetch()}
            retrying={answer.isFetching}
          />
        )}
        {answer.data && (
          <section aria-labelledby="open" className="space-y-5">
            <h2 id="open" className="sr-only">
              Waiting for a decision
            </h2>
            {open.length === 0 && (
              <Card>
                <EmptyState icon={ShieldCheck} title="Nothing is paused" heading="h3">
                  A calendar pauses by itself when more than five events, and more than a fifth of those that
                  belong to jobs, would be deleted at once. You would be asked here.
                </EmptyState>
              </Card>
            )}
            {open.map((review) => (
              <OpenReview
                key={review.id}
                review={review}
                me={me}
                now={now}
                onDecide={(decision) => setOpened({ kind: 'decide', review, answer: decision })}
              />
            ))}
          </section>
        )}
        {decided.length > 0 && (
          <DecidedReviews
            reviews={decided}
            me={me}
            now={now}
            onUndo={(review) => setOpened({ kind: 'undo', review })}
          />
        )}
      </div>
      {opened?.kind === 'decide' && (
        <DecideDialog
          deciding={opened}
          me={me}
          onClose={close}
          onDone={(words) => {
            setSaid(words);
            close();
          }}
        />
      )}
      {opened?.kind === 'undo' && (
        <UndoDialog
          review={opened.review}
          me={me}
          onClose={close}
          onDone={({ restored }) => {
            setSaid(restoredInWords(restored));
            close();
          }}
        />
      )}
    </Page>
  );
}

function ReviewsSkeleton() {
  return (
    <Loading what="paused deletions">
      <Card className="space-y-3 p-5">
        <Skeleton className="h-5 w-96 max-w-full" />
        <Skeleton className="h-4 w-72 max-w-full" />
        <Skeleton className="h-20" />
      </Card>
    </Loading>
  );
}
