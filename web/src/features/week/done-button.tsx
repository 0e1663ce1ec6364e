import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, RotateCcw } from 'lucide-react';
import { completeJob } from '../../shared/api/complete-job';
import { explain } from '../../shared/api/problem';
import { Button } from '../../shared/ui/button';

/** Marks a job as done, or takes the mark off again. */
export function DoneButton({ jobId, completed }: { jobId: string; completed: boolean }) {
  const queries = useQueryClient();
  const complete = useMutation({
    mutationFn: (done: boolean) => completeJob(jobId, done),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['events'] }),
  });
  return (
    <>
      <Button size="small" onClick={() => complete.mutate(!completed)} busy={complete.isPending}>
        {!complete.isPending && (completed ? <RotateCcw aria-hidden /> : <Check aria-hidden />)}
        {completed ? 'Not done after all' : 'Mark as done'}
      </Button>
      <p role="status" className="w-full text-sm text-bad empty:hidden">
        {complete.isError && explain(complete.error).detail}
      </p>
    </>
  );
}
