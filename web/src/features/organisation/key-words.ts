import type { KeyReport } from '../../shared/api/types';
import { dateName } from '../../shared/time/in-words';

type Key = KeyReport['keys'][number];

/** What the keys of an organisation do, in one sentence. */
export function standingInWords({ standing, keys }: KeyReport): string {
  switch (standing) {
    case 'open':
      return keys.length > 1
        ? 'A newer key has taken over. The tokens under the older one are moved to it, account by account; then the older one is destroyed.'
        : 'One key of your own seals the tokens of all accounts. Another one takes its place regularly, without anybody noticing.';
    case 'closed':
      return 'The organisation is being removed: nothing is sealed any more, and the keys are destroyed as soon as every provider was asked to forget.';
    case 'shredded':
      return 'The keys were destroyed. No token of this organisation can ever be read again.';
  }
}

/** What one key does: `Seals the tokens of 12 accounts, and every new one.` */
export function keyInWords({ primary, rows }: Key): string {
  const accounts = rows === 1 ? '1 account' : `${rows.toLocaleString('en')} accounts`;
  if (primary) {
    return rows === 0
      ? 'Seals every new token; none yet.'
      : `Seals the tokens of ${accounts}, and every new one.`;
  }
  return rows === 0
    ? 'Seals nothing any more, and is about to be destroyed.'
    : `Still opens the tokens of ${accounts}, until they are moved; seals nothing new.`;
}

/** How old a key is. */
export const bornInWords = ({ createdAt }: Key) => `made ${dateName(new Date(createdAt))}`;

/** What to say of tokens that no key opens; nothing where there are none. */
export function orphansInWords({ orphans }: KeyReport): string | undefined {
  if (orphans === 0) return undefined;
  return orphans === 1
    ? 'The tokens of 1 account cannot be opened by any key. Its owner has to connect it again; tell whoever runs Syncline.'
    : `The tokens of ${orphans} accounts cannot be opened by any key. Their owners have to connect them again; tell whoever runs Syncline.`;
}
