import { clsx } from 'clsx';
import { ArrowLeftRight, CircleCheck, Eye } from 'lucide-react';
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
        'flex items-start gap-3 px-4 py-3.5 first:rounded-t-lg last:rounded-b-lg has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent-strong',
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
          <span
            className={clsx('min-w-0 truncate font-medium', !allowed && 'text-ink-faint')}
            title={calendar.name}
          >
            {calendar.name}
          </span>
          {calendar.primary && <Badge tone="busy">Primary</Badge>}
          {calendar.chosen && (
            <Badge tone="ok" icon={CircleCheck}>
              {calendar.direction === 'two-way' ? 'Carries the jobs' : 'Is read'}
            </Badge>
          )}
        </span>
        <span id={note} className="block text-sm text-ink-faint">
          {noteOf(calendar, allowed)}
        </span>
      </span>
      <Direction calendar={calendar} />
    </label>
  );
}

function noteOf({ primary, direction, timeZone }: Calendar, allowed: boolean): string {
  if (!allowed) {
    return 'This account may only read it, so jobs cannot be written here. Its owner can allow you to make changes.';
  }
  const zone = timeZone === undefined ? undefined : `Zone ${timeZone.replaceAll('_', ' ')}`;
  const meaning =
    direction === 'two-way' ? 'Jobs are written here, and changes come back' : 'Only taken time is read';
  return [primary ? 'The main calendar' : undefined, meaning, zone]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** What choosing it means, as a word beside its arrow. */
function Direction({ calendar: { direction } }: { calendar: Calendar }) {
  const Icon = direction === 'two-way' ? ArrowLeftRight : Eye;
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-sm text-ink-soft max-sm:hidden">
      <Icon className="size-3.5 text-ink-faint" aria-hidden />
      {direction === 'two-way' ? 'Two-way' : 'Read-only'}
    </span>
  );
}

/** The colour that the provider shows the calendar in; anything but `#rrggbb` is not painted. */
function Swatch({ color }: { color: string | undefined }) {
  const known = color !== undefined && /^#[0-9a-f]{6}$/i.test(color);
  return (
    <span
      aria-hidden
      data-colour={known ? color : undefined}
      className="mt-1 size-3 shrink-0 rounded-full border border-line-strong bg-sunken"
      style={known ? { backgroundColor: color } : undefined}
    />
  );
}
