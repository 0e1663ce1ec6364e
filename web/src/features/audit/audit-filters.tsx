import { FilterX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../shared/ui/button';
import { isFiltered, outcomes, withFilter, type AuditSearch } from './audit-search';
import { actionLabels, actorName, knownFunctions, subjectName, type Names } from './audit-words';

const fieldStyle =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-base text-ink disabled:opacity-60';

const outcomeLabels: Record<(typeof outcomes)[number], string> = {
  done: 'Done',
  refused: 'Refused',
  failed: 'Failed',
};

/** Which entries to show; the address keeps it, so that a view can be sent to somebody. */
export function AuditFilters({
  search,
  names,
  onChange,
}: {
  search: AuditSearch;
  names: Names;
  onChange: (search: AuditSearch) => void;
}) {
  const set = (name: keyof AuditSearch) => (value: string) => onChange(withFilter(search, name, value));
  const people = [...names.people].map(([id, name]) => ({ value: `person/${id}`, label: name }));
  const functions = knownFunctions.map((name) => ({ value: `function/${name}`, label: name }));
  const accounts = [...names.accounts].map(([id, email]) => ({ value: `connection/${id}`, label: email }));
  return (
    <form
      role="search"
      aria-label="Filter the trail"
      onSubmit={(event) => event.preventDefault()}
      className="grid grid-cols-2 items-end gap-3 md:grid-cols-3 lg:grid-cols-6"
    >
      <Choice label="Action" value={search.action} any="Any action" onChange={set('action')}>
        <Options
          options={actionLabels.map(({ action, label }) => ({ value: action, label }))}
          chosen={search.action}
        />
      </Choice>
      <Choice label="Person" value={search.actor} any="Anybody" onChange={set('actor')}>
        <optgroup label="People">
          <Options
            options={people}
            chosen={search.actor?.startsWith('person/') ? search.actor : undefined}
            nameOf={(value) => actorName(value, names)}
          />
        </optgroup>
        <optgroup label="Nobody of the organisation">
          <Options
            options={[
              ...functions,
              { value: 'operator/command', label: 'The operator' },
              { value: 'stranger', label: 'Somebody who is not signed in' },
            ]}
            chosen={search.actor?.startsWith('person/') ? undefined : search.actor}
            nameOf={(value) => actorName(value, names)}
          />
        </optgroup>
      </Choice>
      <Choice label="Subject" value={search.subject} any="Anything" onChange={set('subject')}>
        <Options
          options={[
            ...accounts,
            { value: 'provider/', label: 'Connecting new accounts' },
            { value: 'member/', label: 'Members' },
            { value: 'organisation/', label: 'The organisation' },
          ]}
          chosen={search.subject}
          nameOf={(value) => subjectName(value, names)}
        />
      </Choice>
      <Choice label="Outcome" value={search.outcome} any="Any outcome" onChange={set('outcome')}>
        <Options
          options={outcomes.map((value) => ({ value, label: outcomeLabels[value] }))}
          chosen={undefined}
        />
      </Choice>
      <Day label="From" value={search.from} max={search.until} onChange={set('from')} />
      <Day label="Until" value={search.until} min={search.from} onChange={set('until')} />
      {isFiltered(search) && (
        <div className="col-span-full -mt-1">
          <Button size="small" look="quiet" onClick={() => onChange({})} className="-ml-2">
            <FilterX aria-hidden />
            Show everything
          </Button>
        </div>
      )}
    </form>
  );
}

function Choice({
  label,
  value,
  any,
  onChange,
  children,
}: {
  label: string;
  value: string | undefined;
  any: string;
  onChange: (value: string) => void;
  children: ReactNode;
}) {
  return (
    <label className="min-w-0 text-xs text-ink-faint">
      <span className="mb-1 block">{label}</span>
      <select value={value ?? ''} onChange={(event) => onChange(event.target.value)} className={fieldStyle}>
        <option value="">{any}</option>
        {children}
      </select>
    </label>
  );
}

/** The options; what the address asks for is among them even where nobody knows its name. */
function Options({
  options,
  chosen,
  nameOf = (value) => value,
}: {
  options: readonly { value: string; label: string }[];
  chosen: string | undefined;
  nameOf?: (value: string) => string;
}) {
  const isForeign = chosen !== undefined && !options.some(({ value }) => value === chosen);
  return (
    <>
      {isForeign && <option value={chosen}>{nameOf(chosen)}</option>}
      {options.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </>
  );
}

function Day({
  label,
  value,
  min,
  max,
  onChange,
}: {
  label: string;
  value: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (value: string) => void;
}) {
  return (
    <label className="min-w-0 text-xs text-ink-faint">
      <span className="mb-1 block">{label}</span>
      <input
        type="date"
        value={value ?? ''}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value)}
        className={fieldStyle}
      />
    </label>
  );
}
