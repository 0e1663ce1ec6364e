import { useState } from 'react';
import { parseDay, weekdayOf } from '../../shared/time/day';
import { repeatsInWords } from '../../shared/time/repeats';
import { Field, fieldStyle } from '../../shared/ui/field';

/** Rules that most people want, of something that begins on this day. */
export function presetsFor(first: string): string[] {
  const day = parseDay(first);
  const code = day === undefined ? 'MO' : (codes[weekdayOf(day) - 1] ?? 'MO');
  return [
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    `FREQ=WEEKLY;BYDAY=${code}`,
    `FREQ=WEEKLY;INTERVAL=2;BYDAY=${code}`,
    `FREQ=MONTHLY;BYMONTHDAY=${day === undefined ? 1 : Number(day.slice(8))}`,
    'FREQ=YEARLY',
  ];
}

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const OTHER = 'other';

/** How it repeats: a rule that most people want, or one of one's own. */
export function RepeatFields({
  first,
  rule,
  onChange,
}: {
  first: string;
  rule: string;
  onChange: (rule: string) => void;
}) {
  const presets = presetsFor(first);
  const [typing, setTyping] = useState(rule !== '' && !presets.includes(rule));
  const choose = (choice: string) => {
    setTyping(choice === OTHER);
    if (choice !== OTHER) onChange(choice);
  };
  return (
    <div className="space-y-3">
      <Field label="Repeats">
        <select
          value={typing ? OTHER : rule}
          onChange={(event) => choose(event.target.value)}
          className={`h-9 ${fieldStyle}`}
        >
          <option value="">Does not repeat</option>
          {presets.map((preset) => (
            <option key={preset} value={preset}>
              {capital(repeatsInWords(preset))}
            </option>
          ))}
          <option value={OTHER}>By a rule of its own…</option>
        </select>
      </Field>
      {typing && (
        <Field label="Rule (RRULE, RFC 5545)">
          <input
            value={rule}
            onChange={(event) => onChange(event.target.value)}
            placeholder="FREQ=MONTHLY;BYDAY=-1FR;COUNT=12"
            autoComplete="off"
            spellCheck={false}
            maxLength={500}
            className={`h-9 font-mono ${fieldStyle}`}
          />
          {rule !== '' && <span className="mt-1 block">{capital(repeatsInWords(rule))}</span>}
        </Field>
      )}
    </div>
  );
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
