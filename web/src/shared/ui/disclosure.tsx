import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** Something that is there for whoever wants to know it. */
export function Disclosure({
  summary,
  children,
  open = false,
}: {
  summary: ReactNode;
  children: ReactNode;
  open?: boolean;
}) {
  return (
    <details className="group text-sm" open={open}>
      <summary className="inline-flex cursor-pointer list-none items-center gap-1 rounded-sm text-ink-soft select-none hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3.5 shrink-0 transition-transform group-open:rotate-90" aria-hidden />
        {summary}
      </summary>
      {children}
    </details>
  );
}
