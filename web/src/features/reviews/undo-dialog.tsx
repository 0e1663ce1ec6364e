import { useMutation, useQueryClient } from '@tanstack/react-query';
import { undoReview } from '../../shared/api/undo-review';
import type { Me, Review, ReviewUndo } from '../../shared/api/types';
import { Button } from '../../shared/ui/button';
import { Dialog } from '../../shared/ui/dialog';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { undoInWords, whoseInWords } from './review-words';

/** Says what undoing an approval does, and does it. */
export function UndoDialog({
  review,
  me,
  onClose,
  onDone,
}: {
  review: Review;
  me: Me | undefined;
  onClose: () => void;
  onDone: (undone: ReviewUndo) => void;
}) {
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => undoReview(review.id),
    onSuccess: async (undone) => {
      onDone(undone);
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Undo the deletions?"
      actions={
        <>
          <Button onClick={onClose}>Leave it as it is</Button>
          <Button look="primary" onClick={() => undo.mutate()} busy={undo.isPending}>
            Bring them back
          </Button>
        </>
      }
    >
      <p className="text-pretty">{undoInWords(review, whoseInWords(review, me))}</p>
      {undo.isError && (
        <div className="mt-3">
          <ProblemNotice error={undo.error} />
        </div>
      )}
    </Dialog>
  );
}
