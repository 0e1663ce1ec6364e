import { KeysDialog } from '../../shared/ui/keys';

const shortcuts = [
  ['←', 'Previous week'],
  ['→', 'Next week'],
  ['t', 'This week'],
  ['↑ ↓', 'Previous and next item, once one is chosen'],
  ['Enter', 'Open the chosen item'],
  ['Esc', 'Close the details'],
  ['?', 'This list'],
] as const;

/** The keys of the week. */
export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return <KeysDialog open={open} onClose={onClose} keys={shortcuts} />;
}
