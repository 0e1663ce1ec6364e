import type { ReactNode } from 'react';
import type { Conflict } from '../../shared/api/types';
import { ProviderMark } from '../../shared/ui/provider-mark';

/** Which job a conflict is about, and in which calendar. */
export function ConflictHeader({
  titleId,
  conflict,
  lead,
  badge,
  children,
}: {
  titleId: string;
  conflict: Conflict;
  lead?: ReactNode;
  badge: ReactNode;
  children: ReactNode;
}) {
  const where = [...new Set([conflict.calendarName, conflict.account])]
    .filter((part) => part !== '')
    .join(' · ');
  return (
    <div className="flex items-start gap-3 px-4 pt-4 pb-3 sm:px-5">
      {lead}
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h2 id={titleId} className="min-w-0 truncate text-lg font-semibold" title={conflict.jobTitle}>
            {conflict.jobTitle}
          </h2>
          {badge}
        </div>
        {children}
      </div>
      <p className="flex max-w-72 min-w-0 items-center gap-2 text-sm text-ink-faint max-sm:hidden">
        <ProviderMark provider={conflict.provider} spoken />
        <span className="truncate" title={where}>
          {where}
        </span>
      </p>
    </div>
  );
}
