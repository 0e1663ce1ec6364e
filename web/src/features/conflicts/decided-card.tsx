import { useId } from 'react';
import type { Conflict, Me } from '../../shared/api/types';
import { aspectInWords, aspectOf } from '../../shared/conflict/aspect-words';
import { WhyButton } from '../../shared/explanation/why-button';
import { Badge } from '../../shared/ui/badge';
import { Card } from '../../shared/ui/card';
import { Disclosure } from '../../shared/ui/disclosure';
import { Moment } from '../../shared/ui/moment';
import { decidedInWords } from './choice-words';
import { ConflictHeader } from './conflict-header';
import { Sides } from './sides';
import { ValueView } from '../../shared/conflict/value-view';
import { whoInWords, whoseInWords } from './whose';

/** A conflict that was decided: by whom, when and how. */
export function DecidedCard({
  conflict,
  me,
  now,
  names,
}: {
  conflict: Conflict;
  me: Me | undefined;
  now: Date;
  names: ReadonlyMap<string, string>;
}) {
  const title = useId();
  const aspect = aspectOf(conflict.aspect);
  const { resolution } = conflict;
  return (
    <Card role="listitem" aria-labelledby={title} data-conflict={conflict.id}>
      <ConflictHeader titleId={title} conflict={conflict} badge={<Badge>{aspectInWords(aspect)}</Badge>}>
        {resolution && (
          <p className="mt-0.5 text-pretty text-ink-soft">
            {whoInWords(resolution.by, me, names)} {decidedInWords(conflict.kind, resolution.choice)}{' '}
            <Moment at={resolution.at} now={now} />.
          </p>
        )}
        {resolution?.choice === 'value' && resolution.value && (
          <div className="mt-2 rounded-md bg-sunken px-3 py-2">
            <ValueView aspect={aspect} value={resolution.value} />
          </div>
        )}
        <div className="mt-2 flex flex-wrap items-center gap-3">
          <WhyButton itemId={conflict.jobId} title={conflict.jobTitle} look="quiet" />
        </div>
      </ConflictHeader>
      <div className="px-4 pb-3 sm:px-5">
        <Disclosure summary="What there was to choose from">
          <div className="-mx-4 mt-2 text-base sm:-mx-5">
            <Sides
              conflict={conflict}
              aspect={aspect}
              whose={whoseInWords(conflict, me)}
              now={now}
              {...(resolution === undefined ? {} : { chosen: resolution.choice })}
            />
          </div>
        </Disclosure>
      </div>
    </Card>
  );
}
