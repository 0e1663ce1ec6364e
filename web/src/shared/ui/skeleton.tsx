import { clsx } from 'clsx';

/** The place of something that is on its way. Put one `Loading` around the skeletons of a part of the page. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('animate-breathe rounded-md bg-hover', className)} />;
}

/** Says once what is being loaded, for everybody who does not see the skeletons. */
export function Loading({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">Loading {what}…</span>
      {children}
    </div>
  );
}
