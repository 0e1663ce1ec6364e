import type { Conflict, Me } from '../../shared/api/types';
import { DecidedCard } from './decided-card';

/** What was decided in the last 30 days, the latest first. */
export function DecidedList({
  conflicts,
  all,
  me,
  now,
}: {
  conflicts: readonly Conflict[];
  /** All that there are, to know people by name. */
  all: readonly Conflict[];
  me: Me | undefined;
  now: Date;
}) {
  const names = new Map(
    all.flatMap(({ person, personName }) => (personName === undefined ? [] : [[person, personName]])),
  );
  const ordered = [...conflicts].sort((one, other) => decidedAt(other).localeCompare(decidedAt(one)));
  return (
    <div role="list" aria-label="Decided conflicts" className="space-y-4">
      {ordered.map((conflict, index) => (
        <DecidedCard key={`${conflict.id} ${index}`} conflict={conflict} me={me} now={now} names={names} />
      ))}
    </div>
  );
}

const decidedAt = ({ resolution, detectedAt }: Conflict) => resolution?.at ?? detectedAt;
