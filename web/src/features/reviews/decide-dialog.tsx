import { useMutation, useQueryClient } from '@tanstack/react-query';
import { decideReview } from '../../shared/api/decide-review';
import type { Me, Review, ReviewAnswer } from '../../shared/api/types';
import { Button } from '../../shared/ui/button';
import { Dialog } from '../../shared/ui/dialog';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { answerInWords, answerLabel, reviewInWords, whoseInWords } from './review-words';

/** An answer that is about to be given. */
export interface Deciding {
  kind: 'decide';
  review: Review;
  answer: ReviewAnswer;
}

/** Says once more what an answer does, and gives it. */
export function DecideDialog({
  deciding: { review, answer },
  me,
  onClose,
  onDone,
}: {
  deciding: Deciding;
  me: Me | undefined;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const queries = useQueryClient();
  const whose = whoseInWords(review, me);
  const decide = useMutation({
    mutationFn: () => decideReview(review.id, answer),
    onSuccess: async () => {
      onDone(
        answer === 'approve'
          ? 'Approved. The calendar goes on at once.'
          : 'Refused. The calendar goes on at once.',
      );
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={answer === 'approve' ? 'Approve the deletions?' : 'Refuse the deletions?'}
      actions={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            look={answer === 'approve' && review.kind !== 'from-calendar' ? 'danger' : 'primary'}
            onClick={() => decide.mutate()}
            busy={decide.isPending}
          >
            {answerLabel(review, answer)}
          </Button>
        </>
      }
    >
      <p className="text-pretty">{reviewInWords(review, whose)}</p>
      <p className="mt-2 text-pretty text-ink">{answerInWords(review, answer, whose)}</p>
      <p className="mt-2 text-pretty">The calendar goes on at once, and the audit trail says who decided.</p>
      {decide.isError && (
        <div className="mt-3">
          <ProblemNotice error={decide.error} />
        </div>
      )}
    </Dialog>
  );
}
