import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { explain } from '../api/problem';
import { Button } from './button';
import { Notice } from './notice';

/** What went wrong, what to do, and a way to try again. */
export function ProblemNotice({
  error,
  onRetry,
  retrying = false,
  action,
}: {
  error: unknown;
  /** The one thing to do, where it is not to try again. */
  action?: ReactNode;
  onRetry?: () => void;
  retrying?: boolean;
}) {
  const { title, detail } = explain(error);
  return (
    <Notice
      tone="bad"
      title={title}
      action={
        action ??
        (onRetry && (
          <Button size="small" onClick={onRetry} busy={retrying}>
            {!retrying && <RotateCw aria-hidden />}
            Try again
          </Button>
        ))
      }
    >
      {detail}
    </Notice>
  );
}
