import { Undo2, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../shared/ui/button';

/** Something that was done, and the way back. */
export interface Undoable {
  words: string;
  undo: () => void;
}

/** Milliseconds that the way back is offered for; it waits while somebody is at it. */
const OFFERED = 15_000;

/** Offers to take back what was just done, without moving the page. */
export function UndoToast({ done, onClose }: { done: Undoable | undefined; onClose: () => void }) {
  const [held, setHeld] = useState(false);
  const cause = useRef<Element | null>(null);
  useEffect(() => {
    if (done !== undefined) cause.current = document.activeElement;
  }, [done]);
  useEffect(() => {
    if (done === undefined || held) return;
    const timer = setTimeout(onClose, OFFERED);
    return () => clearTimeout(timer);
  }, [done, held, onClose]);
  const leave = () => {
    setHeld(false);
    onClose();
    if (cause.current instanceof HTMLElement) cause.current.focus();
  };
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-3 bottom-18 z-30 flex justify-center md:bottom-5"
    >
      {done !== undefined && (
        <div
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          className="pointer-events-auto flex max-w-xl animate-rise items-center gap-3 rounded-lg border border-line bg-surface py-2 pr-2 pl-4 shadow-panel"
        >
          <p className="min-w-0 text-pretty wrap-anywhere">{done.words}</p>
          <Button
            size="small"
            onClick={() => {
              done.undo();
              leave();
            }}
          >
            <Undo2 aria-hidden />
            Undo
          </Button>
          <Button size="small" look="quiet" aria-label="Dismiss" onClick={leave}>
            <X aria-hidden />
          </Button>
        </div>
      )}
    </div>
  );
}
