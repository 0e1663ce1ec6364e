import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { useId, useState } from 'react';
import { syncPolicyQuery } from '../../shared/api/get-sync-policy';
import { setSyncPolicy } from '../../shared/api/set-sync-policy';
import type { OwnedField, Ownership, SyncPolicy } from '../../shared/api/types';
import { fieldNames } from '../../shared/conflict/aspect-words';
import { Button } from '../../shared/ui/button';
import { Card } from '../../shared/ui/card';
import { ProblemNotice } from '../../shared/ui/problem-notice';
import { Loading, Skeleton } from '../../shared/ui/skeleton';
import {
  isSame,
  onConflictLabels,
  onConflicts,
  onConflictSentences,
  ownedFields,
  ownershipInWords,
  ownershipLabels,
  ownershipOf,
  ownerships,
  withOwnership,
} from './policy-words';

/** Whose each field is, and what becomes of one that both sides changed. */
export function PolicySection() {
  const policy = useQuery(syncPolicyQuery);
  return (
    <section aria-labelledby="policy">
      <h2 id="policy" className="mb-2 text-sm font-semibold text-ink-soft">
        Sync policy
      </h2>
      {policy.isPending && (
        <Loading what="the sync policy">
          <Card className="space-y-3 p-4">
            <Skeleton className="h-5 w-96 max-w-full" />
            <Skeleton className="h-40" />
          </Card>
        </Loading>
      )}
      {policy.isError && (
        <ProblemNotice
          error={policy.error}
          onRetry={() => void policy.refetch()}
          retrying={policy.isFetching}
        />
      )}
      {policy.data && <PolicyForm policy={policy.data} />}
    </section>
  );
}

function PolicyForm({ policy }: { policy: SyncPolicy }) {
  const queries = useQueryClient();
  const [wish, setWish] = useState<SyncPolicy>();
  const save = useMutation({
    mutationFn: setSyncPolicy,
    onSuccess: (saved) => {
      queries.setQueryData(syncPolicyQuery.queryKey, saved);
      setWish(undefined);
    },
  });
  const shown = wish ?? policy;
  const changed = wish !== undefined && !isSame(wish, policy);
  return (
    <Card>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (changed && !save.isPending) save.mutate(shown);
        }}
      >
        <div className="px-4 pt-4 sm:px-5">
          <h3 className="font-medium">Who may change what</h3>
          <p className="mt-0.5 text-sm text-pretty text-ink-soft">For each field, whose changes count.</p>
        </div>
        <div className="mt-2 divide-y divide-line">
          {ownedFields.map((field) => (
            <FieldOwnership
              key={field}
              field={field}
              ownership={ownershipOf(shown, field)}
              onChoose={(ownership) => setWish(withOwnership(shown, field, ownership))}
            />
          ))}
        </div>
        <OnConflict choice={shown.onConflict} onChoose={(onConflict) => setWish({ ...shown, onConflict })} />
        <div className="flex flex-wrap items-center gap-3 border-t border-line bg-sunken/60 px-4 py-3 sm:px-5">
          <Button type="submit" look="primary" disabled={!changed} busy={save.isPending}>
            Save the policy
          </Button>
          {changed && <Button onClick={() => setWish(undefined)}>Leave it as it was</Button>}
          <p role="status" className="text-sm text-pretty text-ink-soft">
            {save.isSuccess && !changed
              ? 'Saved. It holds for every run that begins from now on.'
              : changed && 'Not saved yet.'}
          </p>
        </div>
        {save.isError && (
          <div className="px-4 pb-4 sm:px-5">
            <ProblemNotice error={save.error} />
          </div>
        )}
      </form>
    </Card>
  );
}

function FieldOwnership({
  field,
  ownership,
  onChoose,
}: {
  field: OwnedField;
  ownership: Ownership;
  onChoose: (ownership: Ownership) => void;
}) {
  const note = useId();
  return (
    <fieldset
      aria-describedby={note}
      className="grid items-center gap-x-6 gap-y-1.5 px-4 py-3 sm:grid-cols-[8.5rem_auto_minmax(0,1fr)] sm:px-5"
    >
      <legend className="contents">
        <span className="font-medium sm:col-start-1">{fieldNames[field]}</span>
      </legend>
      <div className="inline-flex justify-self-start rounded-md border border-line-strong bg-sunken p-0.5">
        {ownerships.map((one) => (
          <label
            key={one}
            className={clsx(
              'rounded-sm px-2.5 py-0.5 text-sm whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:outline-accent-strong',
              one === ownership ? 'bg-accent font-medium text-on-accent' : 'text-ink-soft hover:text-ink',
            )}
          >
            <input
              type="radio"
              name={`owner-${field}`}
              checked={one === ownership}
              onChange={() => onChoose(one)}
              className="sr-only"
            />
            {ownershipLabels[one]}
          </label>
        ))}
      </div>
      <p id={note} className="text-sm text-pretty text-ink-soft">
        {ownershipInWords(field, ownership)}
      </p>
    </fieldset>
  );
}

function OnConflict({
  choice,
  onChoose,
}: {
  choice: SyncPolicy['onConflict'];
  onChoose: (choice: SyncPolicy['onConflict']) => void;
}) {
  return (
    <fieldset className="border-t border-line px-4 py-4 sm:px-5">
      <legend className="contents">
        <span className="block font-medium">When both sides changed the same</span>
      </legend>
      <div className="mt-2 grid gap-2 sm:grid-cols-2">
        {onConflicts.map((one) => (
          <label
            key={one}
            className="flex items-start gap-2.5 rounded-md border border-line-strong px-3 py-2.5 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-strong"
          >
            <input
              type="radio"
              name="on-conflict"
              checked={one === choice}
              onChange={() => onChoose(one)}
              className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
            />
            <span>
              <span className="block font-medium">{onConflictLabels[one]}</span>
              <span className="block text-sm text-pretty text-ink-soft">{onConflictSentences[one]}</span>
            </span>
          </label>
        ))}
      </div>
      <p className="mt-2.5 text-sm text-pretty text-ink-soft">
        What one side deleted and the other changed is always asked about, whatever is chosen here.
      </p>
    </fieldset>
  );
}
