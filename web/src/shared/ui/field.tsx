import type { ReactNode } from 'react';

/** How everything looks that is typed into or chosen from. */
export const fieldStyle =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-base text-ink disabled:opacity-60 aria-invalid:border-bad-line';

/** A name over what is filled in. */
export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="block min-w-0 text-sm text-ink-soft">
      <span className="mb-1 block">{label}</span>
      {children}
    </label>
  );
}
