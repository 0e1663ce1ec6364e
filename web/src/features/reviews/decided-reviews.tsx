import { Undo2 } from 'lucide-react';
import type { Me, Review } from '../../shared/api/types';
import { dateName } from '../../shared/time/in-words';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { Moment } from '../../shared/ui/moment';
import { ReviewPlace } from './review-place';
import { reviewInWords, whoseInWords } from './review-words';

const stateWords = {
  open: { label: 'Open', tone: 'warn' },
  approved: { label: 'Approved', tone: 'ok' },
  refused: { label: 'Refused', tone: 'neutral' },
  undone: { label: 'Undone', tone: 'neutral' },
} as const;

/** What was decided in the last 30 days, and the way back as long as there is one. */
export function DecidedReviews({
  reviews,
  me,
  now,
  onUndo,
}: {
  reviews: readonly Review[];
  me: Me | undefined;
  now: Date;
  onUndo: (review: Review) => void;
}) {
  return (
    <section aria-labelledby="decided">
      <h2 id="decided" className="mb-2 text-sm font-semibold text-ink-soft">
        Decided in the last 30 days
      </h2>
      <Card>
        <ul className="divide-y divide-line">
          {reviews.map((review) => (
            <li
              key={review.id}
              data-review={review.id}
              className="flex flex-wrap items-start gap-x-6 gap-y-3 px-4 py-4 sm:px-6"
            >
              <div className="min-w-0 flex-1 basis-72">
                <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                  <h3 className="font-medium">{reviewInWords(review, whoseInWords(review, me))}</h3>
                  <Badge tone={stateWords[review.state].tone}>{stateWords[review.state].label}</Badge>
                </div>
                <ReviewPlace review={review}>
                  <Decided review={review} me={me} now={now} />
                </ReviewPlace>
              </div>
              {review.undoUntil !== undefined && new Date(review.undoUntil) > now && (
                <div className="flex flex-col items-end gap-1">
                  <Button size="small" onClick={() => onUndo(review)}>
                    <Undo2 aria-hidden />
                    Undo
                    <span className="sr-only">: {reviewInWords(review, whoseInWords(review, me))}</span>
                  </Button>
                  <p className="text-xs text-ink-faint">until {dateName(new Date(review.undoUntil))}</p>
                </div>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

function Decided({ review, me, now }: { review: Review; me: Me | undefined; now: Date }) {
  if (review.undoneAt !== undefined) {
    return (
      <>
        undone <Moment at={review.undoneAt} now={now} />
      </>
    );
  }
  if (review.decision === undefined) return <Moment at={review.openedAt} now={now} />;
  const { answer, by, at } = review.decision;
  const who = by === me?.user ? 'you' : by === review.person ? (review.personName ?? by) : by;
  return (
    <>
      {answer === 'approve' ? 'approved' : 'refused'} by {who} <Moment at={at} now={now} />
    </>
  );
}
