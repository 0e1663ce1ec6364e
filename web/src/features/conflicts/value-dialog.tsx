import { useId, useState } from 'react';
import type { Conflict, ResolutionValue } from '../../shared/api/types';
import { aspectInWords, aspectOf, fieldNames, wordInWords } from '../../shared/conflict/aspect-words';
import { Button } from '../../shared/ui/button';
import { Dialog } from '../../shared/ui/dialog';
import { Field, fieldStyle } from '../../shared/ui/field';
import { OccurrenceFields } from './occurrence-fields';
import { drafted, type Draft } from './value-draft';
import { WhenFields } from './when-fields';

/** Asks for a third value, in the form that fits what the conflict is about. */
export function ValueDialog({
  conflict,
  draft: begun,
  onValue,
  onClose,
}: {
  conflict: Conflict;
  draft: Draft;
  onValue: (value: ResolutionValue) => void;
  onClose: () => void;
}) {
  const form = useId();
  const [draft, setDraft] = useState(begun);
  const [flaw, setFlaw] = useState<string>();
  const submit = () => {
    const result = drafted(draft);
    if (result.kind === 'flaw') setFlaw(result.sentence);
    else onValue(result.value);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${aspectInWords(aspectOf(conflict.aspect))} of “${conflict.jobTitle}”`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary">
            Use this on both sides
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Fields draft={draft} onChange={setDraft} />
        <p role="alert" className="mt-3 text-bad empty:hidden">
          {flaw}
        </p>
      </form>
    </Dialog>
  );
}

function Fields({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  switch (draft.kind) {
    case 'text':
      return <Text draft={draft} onChange={(text) => onChange({ ...draft, text })} />;
    case 'word':
      return <Word draft={draft} onChange={(text) => onChange({ ...draft, text })} />;
    case 'when':
      return <WhenFields when={draft.when} onChange={(when) => onChange({ ...draft, when })} />;
    case 'occurrence':
      return (
        <OccurrenceFields
          date={draft.before.date}
          occurrence={draft.occurrence}
          onChange={(occurrence) => onChange({ ...draft, occurrence })}
        />
      );
  }
}

const longest = { title: 512, location: 1024, description: 8000 };

function Text({
  draft: { field, text },
  onChange,
}: {
  draft: Extract<Draft, { kind: 'text' }>;
  onChange: (text: string) => void;
}) {
  const props = {
    value: text,
    maxLength: longest[field],
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <Field label={fieldNames[field]}>
      {field === 'description' ? (
        <textarea {...props} rows={6} className={`py-1.5 ${fieldStyle}`} />
      ) : (
        <input {...props} className={`h-9 ${fieldStyle}`} />
      )}
    </Field>
  );
}

const choices = { availability: ['busy', 'free'], status: ['confirmed', 'tentative'] } as const;

function Word({
  draft: { field, text },
  onChange,
}: {
  draft: Extract<Draft, { kind: 'word' }>;
  onChange: (text: string) => void;
}) {
  return (
    <fieldset className="space-y-1.5">
      <legend className="mb-1.5 text-sm">{fieldNames[field]}</legend>
      {choices[field].map((word) => (
        <label key={word} className="flex items-center gap-2 text-ink">
          <input
            type="radio"
            name={field}
            checked={text === word}
            onChange={() => onChange(word)}
            className="size-4 accent-accent"
          />
          {wordInWords(word)}
        </label>
      ))}
    </fieldset>
  );
}
