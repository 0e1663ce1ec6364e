import type { OrganisationRemoval } from '../../shared/api/types';

/** How far the removal of an organisation is. */
export function removalInWords({ disconnected, waiting, keysDestroyed }: OrganisationRemoval): string {
  return [
    `${accounts(disconnected)} disconnected.`,
    waiting > 0
      ? `${accounts(waiting)} still waiting for a provider; that finishes by itself within the hour.`
      : '',
    keysDestroyed
      ? 'The keys are destroyed.'
      : 'The keys are destroyed by themselves as soon as nothing waits any more.',
  ]
    .filter(Boolean)
    .join(' ');
}

const accounts = (count: number) => (count === 1 ? '1 account is' : `${count} accounts are`);
