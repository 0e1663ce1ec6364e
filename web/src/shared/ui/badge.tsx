import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'ok' | 'busy' | 'warn' | 'bad';

const tones: Record<Tone, string> = {
  neutral: 'border-line bg-sunken text-ink-soft',
  ok: 'border-transparent bg-ok-soft text-ok',
  busy: 'border-transparent bg-accent-soft text-accent-strong',
  warn: 'border-transparent bg-warn-soft text-warn',
  bad: 'border-transparent bg-bad-soft text-bad',
};

/** A state in a word or two. The icon says it again for everybody who does not see the colour. */
export function Badge({
  tone = 'neutral',
  icon: Icon,
  spin = false,
  children,
}: {
  tone?: Tone;
  icon?: LucideIcon;
  spin?: boolean;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-full border px-2 text-xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {Icon && <Icon className={clsx('size-3', spin && 'animate-spin')} aria-hidden />}
      {children}
    </span>
  );
}
