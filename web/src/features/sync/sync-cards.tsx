import type { ReactNode } from 'react';
import { Card } from '../../shared/ui/card';
import { ProviderMark } from '../../shared/ui/provider-mark';
import {
  agreedInWords,
  CalendarName,
  LastRun,
  nextLookInWords,
  SinceChosen,
  StateBadge,
  Story,
  SyncNow,
  useSyncNow,
  type SyncRowProps,
} from './sync-facts';

/** The calendars one below the other, for narrow screens. */
export function SyncCards({ rows }: { rows: readonly SyncRowProps[] }) {
  return (
    <Card>
      <ul>
        {rows.map((row) => (
          <SyncCard key={`${row.calendar.connectionId} ${row.calendar.calendarId}`} {...row} />
        ))}
      </ul>
    </Card>
  );
}

function SyncCard(row: SyncRowProps) {
  const { calendar, who } = row;
  const syncNow = useSyncNow(calendar);
  return (
    <li className="space-y-3 border-b border-line px-4 py-4 last:border-b-0">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <ProviderMark provider={calendar.provider} />
            <h2 className="truncate font-semibold">{who}</h2>
            <StateBadge {...row} />
          </div>
          <p className="mt-1 text-sm text-ink-soft">
            <CalendarName {...calendar} />
          </p>
        </div>
        <SyncNow calendar={calendar} syncNow={syncNow} />
      </div>
      <Story {...row} syncNow={syncNow} />
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2.5 text-sm">
        <Fact name="Last run">
          <LastRun {...row} />
        </Fact>
        <Fact name="Since it was chosen">
          <SinceChosen {...row} />
        </Fact>
        <Fact name="Both sides agreed">
          <span className="block first-letter:uppercase">{agreedInWords(row)}</span>
        </Fact>
        <Fact name="Next look">
          <span className="block first-letter:uppercase">{nextLookInWords(row)}</span>
        </Fact>
      </dl>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-faint">{name}</dt>
      <dd className="text-pretty tabular-nums">{children}</dd>
    </div>
  );
}
