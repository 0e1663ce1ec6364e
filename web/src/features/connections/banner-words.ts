import type { Connection } from '../../shared/api/types';
import { providerName } from '../../shared/ui/provider-mark';

/** What the banner says of accounts that do not work any more. */
export function bannerWords(dead: readonly Connection[]): string {
  const [first] = dead;
  if (first === undefined) return '';
  if (dead.length > 1) {
    return `${dead.length} of your accounts do not work any more. Nothing is lost; what changes waits until they do.`;
  }
  const account = `Your ${providerName(first.provider)} account ${first.account.email}`;
  return first.state === 'needs-administrator'
    ? `${account} needs the permission of its administrator. Nothing is lost; what changes waits until then.`
    : `${account} has to be connected again. Nothing is lost; what changes waits until then.`;
}
