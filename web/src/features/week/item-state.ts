import {
  CircleAlert,
  CircleCheck,
  CircleSlash,
  Clock,
  Hourglass,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { CalendarItem, ItemState } from '../../shared/api/types';
import type { Tone } from '../../shared/ui/badge';
import { providerName } from '../../shared/ui/provider-mark';

interface StateWords {
  label: string;
  icon: LucideIcon;
  tone: Tone;
}

const stateWords: Record<ItemState, StateWords> = {
  waiting: { label: 'Waiting for a calendar', icon: Hourglass, tone: 'neutral' },
  pending: { label: 'On its way', icon: Clock, tone: 'busy' },
  'in-step': { label: 'In step', icon: CircleCheck, tone: 'ok' },
  conflict: { label: 'Conflict', icon: TriangleAlert, tone: 'warn' },
  removed: { label: 'Removed from the calendar', icon: CircleSlash, tone: 'neutral' },
  failed: { label: 'Not written', icon: CircleAlert, tone: 'bad' },
};

/** What is on its way while its account lets nobody in, or its calendar is switched off, is held up. */
const heldUp: StateWords = { label: 'Held up', icon: Hourglass, tone: 'warn' };

/** The state of an item in a word or two; an event that is no job has none. */
export function stateWordsOf({ state, reason }: CalendarItem): StateWords | undefined {
  if (state === 'pending' && reason !== undefined && reason !== '') return heldUp;
  return state === undefined ? undefined : stateWords[state];
}

/** What a state means for a person and, where there is something to do, what. */
export function stateInWords(item: CalendarItem): string | undefined {
  const calendar =
    item.provider === undefined ? 'the calendar' : `the ${providerName(item.provider)} calendar`;
  switch (item.state) {
    case undefined:
      return undefined;
    case 'waiting':
      return (
        item.reason ??
        'Nobody assigned here has chosen a calendar yet. It is written as soon as one is chosen.'
      );
    case 'pending':
      return item.reason ?? `The next run writes this to ${calendar}.`;
    case 'in-step':
      return `The CRM and ${calendar} agree.`;
    case 'conflict':
      return (
        item.reason ??
        `This was changed in the CRM and, differently, in ${calendar}. Syncline has left both as they are.`
      );
    case 'removed':
      return item.reason ?? `It was deleted from ${calendar}. The job itself still stands in the CRM.`;
    case 'failed':
      return item.reason ?? `${calendar.replace('the', 'The')} refused it.`;
  }
}
