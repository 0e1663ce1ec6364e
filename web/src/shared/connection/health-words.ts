import { CircleCheck, Hourglass, ShieldAlert, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Connection, ConnectionState } from '../api/types';
import { distanceInWords } from '../time/in-words';
import type { Tone } from '../ui/badge';
import { providerName } from '../ui/provider-mark';

/** The health of a connection in a word or two. */
export const healthWords: Record<ConnectionState, { label: string; icon: LucideIcon; tone: Tone }> = {
  active: { label: 'Healthy', icon: CircleCheck, tone: 'ok' },
  degraded: { label: 'Degraded', icon: Hourglass, tone: 'warn' },
  'needs-reconnect': { label: 'Needs reconnecting', icon: TriangleAlert, tone: 'bad' },
  'needs-administrator': { label: 'Needs administrator', icon: ShieldAlert, tone: 'bad' },
};

/** True where nothing moves until a person does something. */
export const isDead = ({ state }: Connection) =>
  state === 'needs-reconnect' || state === 'needs-administrator';

/** Why a connection does not work as it should. */
export function whyInWords({ state, provider, problem }: Connection): string {
  if (problem !== undefined) return problem;
  const name = providerName(provider);
  switch (state) {
    case 'active':
      return '';
    case 'degraded':
      return `${name} does not answer as it should. Syncline tries again by itself.`;
    case 'needs-reconnect':
      return `${name} does not let Syncline in any more. Nothing is lost until it is connected again.`;
    case 'needs-administrator':
      return `${name} lets Syncline in only when an administrator of the account’s organisation allows it.`;
  }
}

/** Since when, and when it is tried again: `Since 2 hours ago. The next try comes in 4 minutes.` */
export function sinceAndNext({ since, nextTry }: Connection, now: Date): string {
  const parts = [
    since === undefined ? undefined : `It began ${distanceInWords(new Date(since), now)}.`,
    nextTry === undefined ? undefined : nextTryInWords(new Date(nextTry), now),
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

function nextTryInWords(next: Date, now: Date): string {
  return next <= now
    ? 'The next try comes any moment, by itself.'
    : `The next try comes by itself ${distanceInWords(next, now)}.`;
}
