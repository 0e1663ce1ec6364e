import { RotateCw } from 'lucide-react';
import { explain } from '../api/problem';
import { Button } from './button';
import { Notice } from './notice';

/** What went wrong, what to do, and a way to try again. */
export function ProblemNotice({
  error,
  onRetry,
  retrying = false,
}: {
  error: unknown;
  onRetry?: () => void;
  retrying?: boolean;
}) {
  const { title, detail } = explain(error);
  return (
    <Notice
      tone="bad"
      title={title}
      action={
        onRetry && (
          <Button size="small" onClick={onRetry} busy={retrying}>
            {!retrying && <RotateCw aria-hidden />}
            Try again
          </Button>
        )
      }
    >
      {detail}
    </Notice>
  );
}
