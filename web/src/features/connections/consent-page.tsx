import { getRouteApi } from '@tanstack/react-router';
import { CircleCheck, CircleHelp, CircleX, type LucideIcon } from 'lucide-react';
import { clsx } from 'clsx';
import { useEffect } from 'react';
import { Logo } from '../../shared/ui/logo';
import { consentAnswer, type ConsentAnswer } from './consent-words';

const route = getRouteApi('/consent');

const marks: Record<ConsentAnswer, { icon: LucideIcon; paint: string }> = {
  allowed: { icon: CircleCheck, paint: 'text-ok' },
  declined: { icon: CircleX, paint: 'text-ink-faint' },
  unknown: { icon: CircleHelp, paint: 'text-warn' },
};

/** Where the administrator of an account's organisation ends; they may never have heard of Syncline before. */
export function ConsentPage() {
  const { answer } = route.useSearch();
  const { title, paragraphs } = consentAnswer[answer];
  const { icon: Icon, paint } = marks[answer];
  useEffect(() => {
    document.title = `${title} · Syncline`;
  }, [title]);
  return (
    <main className="grid min-h-dvh place-items-center px-6 py-10">
      <div className="w-full max-w-md">
        <p className="flex items-center gap-2 font-semibold tracking-tight">
          <Logo className="size-7" />
          Syncline
        </p>
        <h1 className="mt-6 flex items-start gap-2.5 text-xl font-semibold tracking-tight">
          <Icon className={clsx('mt-0.5 size-6 shrink-0', paint)} aria-hidden />
          {title}
        </h1>
        <div className="mt-3 space-y-2.5 text-pretty text-ink-soft">
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      </div>
    </main>
  );
}
