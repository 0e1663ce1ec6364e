import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { FilterX, Keyboard } from 'lucide-react';
import type { Conflict, Me } from '../../shared/api/types';
import { personName, seesEverybody } from '../../shared/lib/people';
import { Button } from '../../shared/ui/button';
import { Field, fieldStyle } from '../../shared/ui/field';
import { choicesOf, isFiltered, withPart, type ConflictsSearch } from './conflicts-search';

/** Which conflicts to show; the address keeps it. */
export function ConflictFilters({
  search,
  conflicts,
  me,
  onChange,
  onHelp,
}: {
  search: ConflictsSearch;
  /** All that there are, to choose people and jobs from. */
  conflicts: readonly Conflict[];
  me: Me | undefined;
  onChange: (search: ConflictsSearch) => void;
  onHelp: () => void;
}) {
  const people = choicesOf(conflicts, ({ person, personName: name }) => ({
    value: person,
    label: personName(person, me, name),
  }));
  const jobs = choicesOf(conflicts, ({ jobId, jobTitle }) => ({
    value: jobId,
    label: `${jobTitle} (${jobId})`,
  }));
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <nav aria-label="Open or decided" className="flex rounded-md border border-line-strong p-0.5">
        <Tab search={search} state={undefined}>
          Open
        </Tab>
        <Tab search={search} state="resolved">
          Decided
        </Tab>
      </nav>
      {(search.person !== undefined || (me !== undefined && seesEverybody(me))) && (
        <div className="min-w-40 flex-1 sm:max-w-56">
          <Choice
            label="Person"
            any="Everybody"
            value={search.person}
            choices={people}
            onChange={(value) => onChange(withPart(search, 'person', value))}
          />
        </div>
      )}
      <div className="min-w-40 flex-1 sm:max-w-72">
        <Choice
          label="Job"
          any="Every job"
          value={search.job}
          choices={jobs}
          onChange={(value) => onChange(withPart(search, 'job', value))}
        />
      </div>
      {isFiltered(search) && (
        <Button
          look="quiet"
          onClick={() => onChange(search.state === undefined ? {} : { state: search.state })}
        >
          <FilterX aria-hidden />
          Show everything
        </Button>
      )}
      <Button
        look="quiet"
        size="icon"
        aria-label="Keyboard shortcuts"
        onClick={onHelp}
        className="ml-auto max-md:hidden"
      >
        <Keyboard aria-hidden />
      </Button>
    </div>
  );
}

function Tab({
  search: { state: current, ...rest },
  state,
  children,
}: {
  search: ConflictsSearch;
  state: 'resolved' | undefined;
  children: string;
}) {
  return (
    <Link
      to="/conflicts"
      search={{ ...rest, ...(state === undefined ? {} : { state }) }}
      replace
      aria-current={current === state ? 'page' : undefined}
      className={clsx(
        'rounded-sm px-3 py-0.5',
        current === state ? 'bg-accent-soft font-medium text-accent-strong' : 'text-ink-soft hover:bg-hover',
      )}
    >
      {children}
    </Link>
  );
}

function Choice({
  label,
  any,
  value,
  choices,
  onChange,
}: {
  label: string;
  any: string;
  value: string | undefined;
  choices: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  const isForeign = value !== undefined && !choices.some((choice) => choice.value === value);
  return (
    <Field label={label}>
      <select
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value)}
        className={`h-8 ${fieldStyle}`}
      >
        <option value="">{any}</option>
        {isForeign && <option value={value}>{value}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
