import { CirclePause } from 'lucide-react';
import { useId } from 'react';
import type { Me, Review, ReviewAnswer } from '../../shared/api/types';
import { spanInWords } from '../../shared/time/in-words';
import { spanOf } from '../../shared/time/span';
import { Button } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { Moment } from '../../shared/ui/moment';
import { ReviewPlace } from './review-place';
import {
  answerInWords,
  answerLabel,
  examplesInWords,
  reviewInWords,
  whoseInWords,
  whyPaused,
} from './review-words';

/** Deletions that wait: what would be deleted, where, and what each answer does. */
export function OpenReview({
  review,
  me,
  now,
  onDecide,
}: {
  review: Review;
  me: Me | undefined;
  now: Date;
  onDecide: (answer: ReviewAnswer) => void;
}) {
  const title = useId();
  const whose = whoseInWords(review, me);
  return (
    <Card role="article" aria-labelledby={title} data-review={review.id} className="overflow-hidden">
      <div className="flex items-start gap-3.5 px-4 pt-5 pb-4 sm:px-6">
        <CirclePause className="mt-0.5 size-5 shrink-0 text-warn" aria-hidden />
        <div className="min-w-0 flex-1">
          <h3 id={title} className="text-lg font-semibold">
            {reviewInWords(review, whose)}
          </h3>
          <p className="mt-1 max-w-prose text-pretty text-ink-soft">{whyPaused(review)}</p>
          <ReviewPlace review={review}>
            paused <Moment at={review.openedAt} now={now} />
          </ReviewPlace>
        </div>
      </div>
      <Examples review={review} />
      <dl className="grid divide-line border-t border-line max-md:divide-y md:grid-cols-2 md:divide-x">
        <Answer review={review} answer="approve" whose={whose} onDecide={onDecide} />
        <Answer review={review} answer="refuse" whose={whose} onDecide={onDecide} />
      </dl>
    </Card>
  );
}

function Answer({
  review,
  answer,
  whose,
  onDecide,
}: {
  review: Review;
  answer: ReviewAnswer;
  whose: string;
  onDecide: (answer: ReviewAnswer) => void;
}) {
  return (
    <div className="flex flex-col gap-3 px-4 py-4 sm:px-6">
      <dd className="order-1 flex-1 text-sm text-pretty text-ink-soft">
        {answerInWords(review, answer, whose)}
      </dd>
      <dt className="order-2">
        <Button
          look={answer === 'approve' && review.kind !== 'from-calendar' ? 'danger' : 'plain'}
          onClick={() => onDecide(answer)}
        >
          {answerLabel(review, answer)}
        </Button>
      </dt>
    </div>
  );
}

function Examples({ review }: { review: Review }) {
  const { examples } = review;
  if (examples.length === 0) return null;
  return (
    <div className="border-t border-line bg-sunken/60 px-4 py-3.5 sm:px-6">
      <h4 className="text-xs font-medium text-ink-faint">{examplesInWords(review)}</h4>
      <ul className="mt-1.5 text-sm">
        {examples.map(({ jobId, title, when }) => (
          <li key={jobId} className="grid gap-x-6 py-1 sm:grid-cols-[minmax(0,1fr)_minmax(0,18rem)]">
            <span className="truncate font-medium" title={title}>
              {title}
            </span>
            <span className="text-ink-soft tabular-nums">{spanInWords(spanOf(when))}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
