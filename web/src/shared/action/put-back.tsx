import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { explain } from '../api/problem';
import { putJobBack } from '../api/put-job-back';
import { Button } from '../ui/button';

/**
 * Puts a job back into a calendar that its owner deleted it from. It stands where the job is told about, whether there
 * is something to put back or not, so that what came of it can still be read when there is not any more.
 */
export function PutBack({
  jobId,
  connectionId,
  needed,
  isBack,
  label = 'Put back',
}: {
  jobId: string;
  connectionId: string;
  /** Whether it is out of the calendar. */
  needed: boolean;
  /** Whether it stands there. */
  isBack: boolean;
  label?: string;
}) {
  const queries = useQueryClient();
  const said = useRef<HTMLParagraphElement>(null);
  const putBack = useMutation({
    mutationFn: () => putJobBack(jobId, connectionId),
    onSuccess: () => queries.invalidateQueries(),
  });
  // Then the button goes, and the focus with it.
  useEffect(() => {
    if (putBack.isSuccess) said.current?.focus();
  }, [putBack.isSuccess]);
  return (
    <div className="space-y-1.5 not-has-[button]:not-has-[p:not(:empty)]:hidden">
      {needed && (
        <Button size="small" look="primary" onClick={() => putBack.mutate()} busy={putBack.isPending}>
          {!putBack.isPending && <Undo2 aria-hidden />}
          {label}
        </Button>
      )}
      <p
        ref={said}
        role="status"
        tabIndex={-1}
        className="rounded-sm text-sm text-pretty text-ink-soft empty:hidden"
      >
        {putBack.isSuccess &&
          (isBack ? 'It stands in the calendar again.' : 'The next run writes it into the calendar again.')}
        {putBack.isError && explain(putBack.error).detail}
      </p>
    </div>
  );
}
