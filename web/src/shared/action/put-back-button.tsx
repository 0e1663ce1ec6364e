import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { explain } from '../api/problem';
import { putJobBack } from '../api/put-job-back';
import { Button } from '../ui/button';

/** Puts a job back into a calendar that its owner deleted it from. */
export function PutBackButton({
  jobId,
  connectionId,
  label = 'Put back',
}: {
  jobId: string;
  connectionId: string;
  label?: string;
}) {
  const queries = useQueryClient();
  const putBack = useMutation({
    mutationFn: () => putJobBack(jobId, connectionId),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <>
      <Button size="small" look="primary" onClick={() => putBack.mutate()} busy={putBack.isPending}>
        {!putBack.isPending && <Undo2 aria-hidden />}
        {label}
      </Button>
      <p role="status" className="text-sm text-pretty text-ink-soft empty:hidden">
        {putBack.isSuccess && 'The next run writes it into the calendar again.'}
        {putBack.isError && explain(putBack.error).detail}
      </p>
    </>
  );
}
