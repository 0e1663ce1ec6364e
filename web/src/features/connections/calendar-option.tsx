import { clsx } from 'clsx';
import { useId } from 'react';
import type { Calendar } from '../../shared/api/types';
import { Badge } from '../../shared/ui/badge';

/** A calendar to choose; one that cannot be written says so and cannot be chosen. */
export function CalendarOption({
  calendar,
  checked,
  allowed,
  onPick,
}: {
  calendar: Calendar;
  checked: boolean;
  /** Whether it can do what a chosen calendar is for. */
  allowed: boolean;
  onPick: () => void;
}) {
  const note = useId();
  return (
    <label
      className={clsx(
        'flex items-start gap-3 px-4 py-3 first:rounded-t-lg last:rounded-b-lg has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent-strong',
        checked && 'bg-accent-soft/60',
        allowed ? 'hover:bg-hover/60' : 'cursor-not-allowed',
      )}
    >
      <input
        type="radio"
        name="calendar"
        value={calendar.id}
        checked={checked}
        disabled={!allowed}
        onChange={onPick}
        aria-label={calendar.name}
        aria-describedby={note}
        className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
      />
      <Swatch color={calendar.color} />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={clsx('truncate font-medium', !allowed && 'text-ink-faint')}>{calendar.name}</span>
          {calendar.primary && <Badge tone="busy">Primary</Badge>}
          {calendar.chosen && <Badge tone="ok">In use</Badge>}
        </span>
        <span id={note} className="block text-sm text-ink-faint">
          {noteOf(calendar, allowed)}
        </span>
      </span>
    </label>
  );
}

function noteOf({ primary, timeZone }: Calendar, allowed: boolean): string {
  if (!allowed) return 'Read-only: jobs cannot be written here.';
  const zone = timeZone === undefined ? undefined : `Zone ${timeZone.replaceAll('_', ' ')}`;
  return [primary ? 'Your main calendar' : undefined, zone].filter((part) => part !== undefined).join(' · ');
}

/** The colour that the provider shows the calendar in; anything but `#rrggbb` is not painted. */
function Swatch({ color }: { color: string | undefined }) {
  const known = color !== undefined && /^#[0-9a-f]{6}$/i.test(color);
  return (
    <span
      aria-hidden
      className="mt-1 size-3 shrink-0 rounded-full border border-line-strong bg-sunken"
      style={known ? { backgroundColor: color } : undefined}
    />
  );
}
