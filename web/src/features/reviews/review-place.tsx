import type { ReactNode } from 'react';
import type { Review } from '../../shared/api/types';
import { ProviderMark } from '../../shared/ui/provider-mark';

/** In which calendar of which account, and when, in a line. */
export function ReviewPlace({ review, children }: { review: Review; children: ReactNode }) {
  const where = [...new Set([review.calendarName, review.account])].filter((part) => part !== '').join(' · ');
  return (
    <p className="mt-2 flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-faint">
      <ProviderMark provider={review.provider} spoken />
      <span className="max-w-full min-w-0 truncate" title={where}>
        {where}
      </span>
      <span aria-hidden>·</span>
      <span>{children}</span>
    </p>
  );
}
