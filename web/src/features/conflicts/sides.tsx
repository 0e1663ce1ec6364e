import { clsx } from 'clsx';
import { useId, type ReactNode } from 'react';
import type { Conflict } from '../../shared/api/types';
import type { Aspect } from '../../shared/conflict/aspect-words';
import { Moment } from '../../shared/ui/moment';
import { providerName } from '../../shared/ui/provider-mark';
import { ValueView } from '../../shared/conflict/value-view';

/**
 * What both sides last agreed on and what each says now, in three columns; the choice of a side stands under it. What
 * else can be done stands under the first column, or where there is only one, after both choices.
 */
export function Sides({
  conflict,
  aspect,
  whose,
  now,
  under,
  chosen,
}: {
  conflict: Conflict;
  aspect: Aspect;
  whose: string;
  now: Date;
  under?: { crm: ReactNode; calendar: ReactNode; more: ReactNode };
  /** The side that was decided for. */
  chosen?: 'crm' | 'calendar' | 'value';
}) {
  const { baseline, crm, calendar, crmChangedAt } = conflict;
  return (
    <div className="grid divide-line border-t border-line max-md:divide-y md:grid-cols-3 md:grid-rows-[1fr_auto]">
      <Side name="Last agreed" note="on both sides" faint>
        <ValueView aspect={aspect} value={baseline} />
      </Side>
      <Side
        name="CRM"
        note={
          crmChangedAt === undefined ? (
            'as it is now'
          ) : (
            <>
              changed <Moment at={crmChangedAt} now={now} />
            </>
          )
        }
        under={under?.crm}
        marked={chosen === 'crm'}
      >
        <ValueView aspect={aspect} value={crm} baseline={baseline} />
      </Side>
      <Side
        name={`${providerName(conflict.provider)} calendar`}
        note={whose === 'your' ? 'yours' : whose}
        under={under?.calendar}
        marked={chosen === 'calendar'}
      >
        <ValueView aspect={aspect} value={calendar} baseline={baseline} />
      </Side>
      {under && (
        <div className="px-4 py-2 sm:px-5 md:col-start-1 md:row-start-2 md:bg-sunken/60 md:pt-0 md:pb-3.5">
          <div className="-ml-2 flex flex-wrap gap-1">{under.more}</div>
        </div>
      )}
    </div>
  );
}

function Side({
  name,
  note,
  faint = false,
  marked = false,
  under,
  children,
}: {
  name: string;
  note: ReactNode;
  faint?: boolean;
  marked?: boolean;
  under?: ReactNode;
  children: ReactNode;
}) {
  const title = useId();
  return (
    <div
      role="group"
      aria-labelledby={title}
      className={clsx(
        'flex min-w-0 flex-col gap-2 px-4 py-3.5 sm:px-5',
        faint
          ? 'bg-sunken/60 text-ink-soft md:col-start-1 md:row-start-1'
          : 'border-line md:row-span-2 md:border-l',
        marked && 'bg-accent-soft/50',
      )}
    >
      <h3 id={title} className="flex flex-wrap items-baseline gap-x-2 text-sm font-semibold">
        {name}
        <span className="text-xs font-normal text-ink-faint">{note}</span>
      </h3>
      <div className="flex-1">{children}</div>
      {under !== undefined && <div className="flex flex-wrap items-center gap-1 pt-1">{under}</div>}
    </div>
  );
}
