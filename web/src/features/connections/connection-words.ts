import { CircleCheck, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Connection } from '../../shared/api/types';
import type { Tone } from '../../shared/ui/badge';

/** Why the way back from a provider can end without a connection; each with the sentence that says what to do. */
const problems: Record<string, string> = {
  denied:
    'You did not allow access, so nothing was connected. Connect again and press “Allow” when you are ready.',
  expired: 'The consent page was open for more than ten minutes. Connect again to get a fresh one.',
  used: 'This answer was already used. If the account is missing below, connect it again.',
  invalid: 'The answer did not belong to this browser. Connect again from this page, in this browser.',
  incomplete:
    'The answer of the provider was incomplete, so nothing was connected. Connect again from this page.',
  'wrong-account':
    'Somebody else in your organisation has connected that account. Choose another one, or ask them to disconnect it first.',
  provider: 'The provider could not finish just now. Wait a moment, then connect again.',
  'no-access':
    'Syncline was not allowed to see and change your calendars. Connect again and leave every box ticked.',
};

/** The sentence for the `problem` that the callback names. */
export function callbackProblemInWords(problem: string): string {
  return problems[problem] ?? 'The account was not connected. Connect again from this page.';
}

/** The state of a connection in a word or two. */
export function stateWordsOf(connection: Connection): { label: string; icon: LucideIcon; tone: Tone } {
  if (connection.state === 'active' && !hasCalendars(connection)) {
    return { label: 'Permission missing', icon: TriangleAlert, tone: 'warn' };
  }
  switch (connection.state) {
    case 'active':
      return { label: 'Connected', icon: CircleCheck, tone: 'ok' };
    case 'needs-reconnect':
      return { label: 'Needs reconnecting', icon: TriangleAlert, tone: 'warn' };
  }
}

/** What Syncline may do with an account, in plain words. */
export function servicesInWords({ services }: Connection): string[] {
  return services.map(({ service, granted }) =>
    granted ? serviceWords[service] : `no access to ${serviceNames[service]}`,
  );
}

/** True when the account lets Syncline work with its calendars. */
export function hasCalendars({ services }: Connection): boolean {
  return services.some(({ service, granted }) => granted && CALENDAR.includes(service));
}

type Service = Connection['services'][number]['service'];

const CALENDAR: readonly Service[] = ['calendar'];
const serviceWords: Record<Service, string> = { calendar: 'reads and writes calendar events' };
const serviceNames: Record<Service, string> = { calendar: 'calendars' };
