import { useEffect, useRef } from 'react';

/** What the keys of the conflicts do. */
export interface ConflictKeys {
  /** Presses a button of the conflict in hand. */
  press: (button: 'crm' | 'calendar' | 'value' | 'select' | 'why') => void;
  step: (step: 1 | -1) => void;
  help: () => void;
}

/** The keys, for the list that `?` shows. */
export const conflictKeys = [
  ['c', 'Keep the CRM’s value'],
  ['k', 'Keep the calendar’s value'],
  ['v', 'Another value for both'],
  ['n', 'Next conflict'],
  ['p', 'Previous conflict'],
  ['x', 'Select or unselect it'],
  ['w', 'Why is it so?'],
  ['?', 'This list'],
] as const;

/** Listens to the keys of the conflicts, except where somebody is typing or something else uses them. */
export function useConflictKeys(keys: ConflictKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isOurs = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey;
      // A key that is held down repeats; nobody decides a whole list that way.
      if (isOurs && !event.repeat && !isTaken(event.target) && act(event.key, latest.current)) {
        event.preventDefault();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function act(key: string, keys: ConflictKeys): boolean {
  switch (key) {
    case 'c':
      keys.press('crm');
      return true;
    case 'k':
      keys.press('calendar');
      return true;
    case 'v':
      keys.press('value');
      return true;
    case 'x':
      keys.press('select');
      return true;
    case 'w':
      keys.press('why');
      return true;
    // Not `j` besides: whoever knows that key takes `k` for its counterpart, and here it decides.
    case 'n':
      keys.step(1);
      return true;
    case 'p':
      keys.step(-1);
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
    document.querySelector('[role="dialog"][aria-modal]') !== null ||
    (target instanceof Element &&
      target.closest(
        'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [role="menu"]',
      ) !== null)
  );
}
