import { clsx } from 'clsx';
import { Dialog } from './dialog';

/** A key, as it stands on a button or in a list of keys. */
export function Key({ children, quiet = false }: { children: string; quiet?: boolean }) {
  return (
    <kbd
      aria-hidden={quiet || undefined}
      className={clsx(
        'rounded-sm border px-1.5 font-sans',
        quiet
          ? 'border-current/30 text-2xs leading-4 font-normal opacity-80 max-md:hidden'
          : 'border-line-strong bg-sunken py-0.5 text-sm text-ink',
      )}
    >
      {children}
    </kbd>
  );
}

/** The keys of a page and what they do. */
export function KeysDialog({
  open,
  onClose,
  keys,
}: {
  open: boolean;
  onClose: () => void;
  keys: readonly (readonly [key: string, meaning: string])[];
}) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard">
      <dl className="divide-y divide-line">
        {keys.map(([key, meaning]) => (
          <div key={key} className="flex items-center justify-between gap-4 py-1.5">
            <dt className="order-2 shrink-0">
              <Key>{key}</Key>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
