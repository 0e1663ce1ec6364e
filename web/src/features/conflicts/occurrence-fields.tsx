import { Field, fieldStyle } from '../../shared/ui/field';
import { Switch } from '../../shared/ui/switch';
import type { OccurrenceDraft, WhenDraft } from './value-draft';
import { WhenFields } from './when-fields';

const ways = [
  ['like', 'Like all of its series'],
  ['cancelled', 'It does not take place'],
  ['different', 'It differs in…'],
] as const;

/** One occurrence of a series to fill in: as the series, not at all, or different. */
export function OccurrenceFields({
  date,
  occurrence,
  onChange,
}: {
  date: string;
  occurrence: OccurrenceDraft;
  onChange: (occurrence: OccurrenceDraft) => void;
}) {
  const set = (name: 'title' | 'location' | 'description') => (event: { target: { value: string } }) =>
    onChange({ ...occurrence, [name]: event.target.value });
  return (
    <div className="space-y-4">
      <fieldset className="space-y-1.5">
        <legend className="sr-only">How the occurrence takes place</legend>
        {ways.map(([how, label]) => (
          <label key={how} className="flex items-center gap-2 text-ink">
            <input
              type="radio"
              name="how"
              checked={occurrence.how === how}
              onChange={() => onChange({ ...occurrence, how })}
              className="size-4 accent-accent"
            />
            {label}
          </label>
        ))}
      </fieldset>
      {occurrence.how === 'different' && (
        <div className="space-y-3 border-l-2 border-accent-soft pl-4">
          <p className="text-sm">What is left empty is as in the series.</p>
          <Switch
            label="At another time"
            checked={occurrence.when !== undefined}
            onChange={(on) => onChange({ ...occurrence, when: on ? dayOf(date) : undefined })}
          />
          {occurrence.when && (
            <WhenFields
              when={occurrence.when}
              onChange={(when) => onChange({ ...occurrence, when })}
              series={false}
            />
          )}
          <Field label="Title">
            <input
              value={occurrence.title}
              onChange={set('title')}
              maxLength={512}
              className={`h-9 ${fieldStyle}`}
            />
          </Field>
          <Field label="Place">
            <input
              value={occurrence.location}
              onChange={set('location')}
              maxLength={1024}
              className={`h-9 ${fieldStyle}`}
            />
          </Field>
          <Field label="Description">
            <textarea
              value={occurrence.description}
              onChange={set('description')}
              rows={3}
              maxLength={8000}
              className={`py-1.5 ${fieldStyle}`}
            />
          </Field>
        </div>
      )}
    </div>
  );
}

/** A time on the occurrence's own day, to begin with. */
const dayOf = (date: string): WhenDraft => ({
  allDay: false,
  startDate: date,
  startTime: '09:00',
  endDate: date,
  endTime: '10:00',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  repeats: '',
});
