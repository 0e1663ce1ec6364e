import type { OwnedField, Ownership, SyncPolicy } from '../../shared/api/types';
import { fieldNames } from '../../shared/conflict/aspect-words';

/** The fields in the order in which people think of them. */
export const ownedFields: readonly OwnedField[] = [
  'title',
  'when',
  'location',
  'description',
  'availability',
  'status',
];

export const ownerships: readonly Ownership[] = ['both', 'crm', 'calendar'];
export const onConflicts: readonly SyncPolicy['onConflict'][] = ['ask', 'latest', 'crm', 'calendar'];

export const ownershipLabels: Record<Ownership, string> = { both: 'Both', crm: 'CRM', calendar: 'Calendar' };

/** What an ownership means for a field, in a sentence. */
export function ownershipInWords(field: OwnedField, ownership: Ownership): string {
  const name = fieldNames[field].toLowerCase();
  switch (ownership) {
    case 'both':
      return 'A change on either side is taken over on the other.';
    case 'crm':
      return `Only the CRM changes the ${name}: an edit in the calendar is put back, and its author is told why.`;
    case 'calendar':
      return `Only the calendar changes the ${name}: an edit in the CRM is put back.`;
  }
}

export const onConflictLabels: Record<SyncPolicy['onConflict'], string> = {
  ask: 'Ask somebody',
  latest: 'The later change stands',
  crm: 'The CRM’s value stands',
  calendar: 'The calendar’s value stands',
};

/** What becomes of a field that both sides changed, in a sentence. */
export const onConflictSentences: Record<SyncPolicy['onConflict'], string> = {
  ask: 'It waits under Conflicts. Neither value is overwritten until somebody decides.',
  latest: 'The time of the calendar’s change is compared with that of the job’s; the earlier change is lost.',
  crm: 'What was edited in the calendar meanwhile is lost.',
  calendar: 'What was edited in the CRM meanwhile is lost.',
};

/** Whose a field is; one that nobody decided about belongs to both. */
export const ownershipOf = ({ ownership }: SyncPolicy, field: OwnedField): Ownership =>
  ownership[field] ?? 'both';

/** The policy with another owner of a field. */
export function withOwnership(policy: SyncPolicy, field: OwnedField, ownership: Ownership): SyncPolicy {
  return { ...policy, ownership: { ...policy.ownership, [field]: ownership } };
}

/** True where both policies say the same. */
export function isSame(one: SyncPolicy, other: SyncPolicy): boolean {
  return (
    one.onConflict === other.onConflict &&
    ownedFields.every((field) => ownershipOf(one, field) === ownershipOf(other, field))
  );
}
