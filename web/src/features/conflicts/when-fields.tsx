import { useId } from 'react';
import { Field, fieldStyle } from '../../shared/ui/field';
import { Switch } from '../../shared/ui/switch';
import { RepeatFields } from './repeat-fields';
import type { WhenDraft } from './value-draft';

const zones = Intl.supportedValuesOf('timeZone');

/** A time to fill in: whole days, or days and times with the zone that they are of. */
export function WhenFields({
  when,
  onChange,
  series = true,
}: {
  when: WhenDraft;
  onChange: (when: WhenDraft) => void;
  /** Whether it may repeat. */
  series?: boolean;
}) {
  const known = useId();
  const set = (name: keyof WhenDraft) => (event: { target: { value: string } }) =>
    onChange({ ...when, [name]: event.target.value });
  const day = `h-9 ${fieldStyle}`;
  return (
    <div className="space-y-3">
      <Switch label="All day" checked={when.allDay} onChange={(allDay) => onChange({ ...when, allDay })} />
      <div className="grid grid-cols-2 gap-3">
        <Field label={when.allDay ? 'First day' : 'Starts on'}>
          <input type="date" required value={when.startDate} onChange={set('startDate')} className={day} />
        </Field>
        {!when.allDay && (
          <Field label="At">
            <input type="time" required value={when.startTime} onChange={set('startTime')} className={day} />
          </Field>
        )}
        <Field label={when.allDay ? 'Last day' : 'Ends on'}>
          <input type="date" required value={when.endDate} onChange={set('endDate')} className={day} />
        </Field>
        {!when.allDay && (
          <Field label="At (end)">
            <input type="time" required value={when.endTime} onChange={set('endTime')} className={day} />
          </Field>
        )}
      </div>
      {!when.allDay && (
        <Field label="Time zone">
          <input list={known} required value={when.timeZone} onChange={set('timeZone')} className={day} />
          <datalist id={known}>
            {zones.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </Field>
      )}
      {series && (
        <RepeatFields
          first={when.startDate}
          rule={when.repeats}
          onChange={(repeats) => onChange({ ...when, repeats })}
        />
      )}
    </div>
  );
}
