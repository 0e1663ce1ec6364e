import { clsx } from 'clsx';
import { useEffect, type ReactNode } from 'react';

/** The name of a page, in the page and in the browser's tab, with what can be done on it. */
export function PageHeader({
  title,
  children,
  actions,
}: {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Syncline`;
  }, [title]);
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {children !== undefined && <p className="mt-0.5 max-w-2xl text-pretty text-ink-soft">{children}</p>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}

/** The frame of a page that is read from top to bottom. */
export function Page({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <div
      className={clsx('mx-auto w-full px-4 py-5 sm:px-6 lg:px-8 lg:py-7', wide ? 'max-w-7xl' : 'max-w-5xl')}
    >
      {children}
    </div>
  );
}
