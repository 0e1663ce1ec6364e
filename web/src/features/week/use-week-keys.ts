import { useEffect, useRef } from 'react';

/** What the keys of the week do. */
export interface WeekKeys {
  previousWeek: () => void;
  nextWeek: () => void;
  today: () => void;
  help: () => void;
  /** Goes to the next or the previous item; false when there is none in hand to start from. */
  step: (step: 1 | -1) => boolean;
}

/** Listens to the keys of the week, except where somebody is typing or something else uses them. */
export function useWeekKeys(keys: WeekKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target))
        return;
      if (act(event.key, latest.current)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function act(key: string, keys: WeekKeys): boolean {
  switch (key) {
    case 'ArrowLeft':
      keys.previousWeek();
      return true;
    case 'ArrowRight':
      keys.nextWeek();
      return true;
    case 'ArrowUp':
      return keys.step(-1);
    case 'ArrowDown':
      return keys.step(1);
    case 't':
      keys.today();
      return true;
    case '?':
      keys.help();
      return true;
    default:
      return false;
  }
}

function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input, textarea, select, [contenteditable], [role="menu"], [role="dialog"][aria-modal]',
    ) !== null
  );
}
