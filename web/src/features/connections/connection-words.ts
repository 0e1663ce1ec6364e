import { CircleCheck, CircleDashed, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Connection, Finding, Provider, Service } from '../../shared/api/types';
import type { ServiceWishes } from '../../shared/api/switch-services';
import { healthWords } from '../../shared/connection/health-words';
import { serviceNames, servicesInWords } from '../../shared/connection/service-words';
import type { Tone } from '../../shared/ui/badge';
import { providerName } from '../../shared/ui/provider-mark';
import { missingServices } from './service-choice';

interface BadgeWords {
  label: string;
  icon: LucideIcon;
  tone: Tone;
}

/** How a connection stands in a word or two; one that works but lacks a permission says so. */
export function stateWordsOf(connection: Connection): BadgeWords {
  if (connection.state === 'active' && missingServices(connection).length > 0) {
    return { label: 'Permission missing', icon: TriangleAlert, tone: 'warn' };
  }
  return healthWords[connection.state];
}

/** What is switched on, in a line: `Calendar, read only · Mail`. */
export function switchedOnInWords({ services }: Connection): string {
  const on = services.filter(({ requested }) => requested).map(({ service }) => serviceNames[service]);
  return on.length === 0 ? 'Nothing is switched on' : on.join(' · ');
}

/** What is told after something was taken away. */
export function takenAwayInWords(
  { account: { email } }: Connection,
  what: 'calendar' | 'mail' | 'contacts',
  wishes: ServiceWishes,
): string {
  switch (what) {
    case 'calendar':
      return wishes['calendar-read'] === true
        ? `Calendar is read only now for ${email}. Jobs are not written any more.`
        : `Calendar is off for ${email}. Jobs wait until it is on again.`;
    case 'mail':
      return `Mail is off for ${email}.`;
    case 'contacts':
      return `Contacts is off for ${email}.`;
  }
}

/** What a check found of a service. */
export function findingInWords(finding: Finding, provider: Provider): string {
  const name = providerName(provider);
  switch (finding) {
    case 'works':
      return 'works';
    case 'needs-reconnect':
      return `${name} does not let Syncline in any more: the account has to be connected again`;
    case 'not-granted':
      return `was not allowed at ${name} yet`;
    case 'refused-by-provider':
      return `${name} refuses it for this account: its administrator may have switched it off`;
    case 'unavailable':
      return `${name} could not be reached just now: try again in a moment`;
  }
}

export const findingMarks: Record<Finding, { icon: LucideIcon; paint: string }> = {
  works: { icon: CircleCheck, paint: 'text-ok' },
  'needs-reconnect': { icon: TriangleAlert, paint: 'text-bad' },
  'not-granted': { icon: TriangleAlert, paint: 'text-warn' },
  'refused-by-provider': { icon: TriangleAlert, paint: 'text-bad' },
  unavailable: { icon: CircleDashed, paint: 'text-warn' },
};

/** What somebody is told who has just connected an account. */
export function connectedInWords({ provider, account }: Connection, missing: readonly Service[]): string {
  const greeting = `Your ${providerName(provider)} account ${account.email} is connected`;
  if (missing.length === 0) return `${greeting}.`;
  const isOne = missing.length === 1 && missing[0] === 'mail';
  return `${greeting}, but ${servicesInWords(missing)} ${isOne ? 'was' : 'were'} not allowed. The rest works; you can add ${isOne ? 'it' : 'them'} now or later.`;
}
