import { Ban, Eye, Link2, PenLine, Repeat2, Scale, type LucideIcon } from 'lucide-react';
import type { CalendarExplanation, ExplanationLine } from '../api/types';
import type { Tone } from '../ui/badge';

/** What kind of thing happened, in a word. */
export const kindWords: Record<ExplanationLine['kind'], { label: string; icon: LucideIcon }> = {
  seen: { label: 'Seen', icon: Eye },
  matched: { label: 'Matched', icon: Link2 },
  decided: { label: 'Decided', icon: Scale },
  written: { label: 'Written', icon: PenLine },
  echoed: { label: 'Echo', icon: Repeat2 },
  failed: { label: 'Failed', icon: Ban },
};

/** How something stands in a calendar, in a word or two. */
export const standingWords: Record<CalendarExplanation['state'], { label: string; tone: Tone }> = {
  waiting: { label: 'Waiting for a calendar', tone: 'neutral' },
  pending: { label: 'On its way', tone: 'busy' },
  'in-step': { label: 'In step', tone: 'ok' },
  conflict: { label: 'Conflict', tone: 'warn' },
  removed: { label: 'Removed from the calendar', tone: 'neutral' },
  failed: { label: 'Not written', tone: 'bad' },
  gone: { label: 'Not there any more', tone: 'neutral' },
  seen: { label: 'Only seen', tone: 'neutral' },
};
