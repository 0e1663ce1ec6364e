import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { useRef, type ReactNode } from 'react';
import { Button } from './button';

/**
 * A question or a note in front of the page. Its backdrop is a plain element and not the one of the primitive, which
 * would write a `style` element into the page and need `unsafe-inline` in the Content-Security-Policy.
 */
export function Dialog({
  open,
  onClose,
  title,
  children,
  actions,
  wide = false,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  /** For what is read or filled in rather than answered. */
  wide?: boolean;
}) {
  const focusBack = useFocusBack();
  return (
    <Primitive.Root open={open} onOpenChange={(now) => !now && onClose()}>
      <Primitive.Portal>
        <div className="fixed inset-0 z-40 bg-black/40" aria-hidden />
        <Primitive.Content
          aria-modal
          aria-describedby={undefined}
          {...focusBack}
          className={clsx(
            'fixed inset-x-3 bottom-3 z-50 mx-auto max-h-[85dvh] animate-rise overflow-y-auto rounded-lg border border-line bg-surface shadow-panel sm:bottom-auto',
            wide ? 'max-w-2xl sm:top-[8vh]' : 'max-w-md sm:top-[18vh]',
          )}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <Primitive.Title className="pt-1 text-lg font-semibold">{title}</Primitive.Title>
            <Primitive.Close asChild>
              <Button look="quiet" size="icon" aria-label="Close" className="-mr-2">
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </div>
          <div className="px-5 pt-2 pb-5 text-ink-soft">{children}</div>
          {actions !== undefined && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line bg-sunken px-5 py-3">
              {actions}
            </div>
          )}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/**
 * Closing gives the focus back to what had it before, unless something new on the page has taken it: the primitive
 * knows only triggers of its own.
 */
function useFocusBack() {
  const before = useRef<Element>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault();
      const isFree = document.activeElement === null || document.activeElement === document.body;
      if (isFree && before.current instanceof HTMLElement) before.current.focus();
    },
  };
}
