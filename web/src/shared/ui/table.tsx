import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

/** A table that scrolls sideways in itself and never widens the page. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <div className="overflow-x-auto">
      <table {...rest} className={clsx('w-full border-collapse text-left text-sm', className)} />
    </div>
  );
}

export function HeadCell({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      {...rest}
      className={clsx(
        'border-b border-line px-3 py-2 text-xs font-medium whitespace-nowrap text-ink-faint',
        className,
      )}
    />
  );
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr {...rest} className={clsx('border-b border-line last:border-b-0', className)} />;
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return <td {...rest} className={clsx('px-3 py-2.5 align-top', className)} />;
}
