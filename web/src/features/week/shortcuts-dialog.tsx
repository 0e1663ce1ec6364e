import { Dialog } from '../../shared/ui/dialog';

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
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard">
      <dl className="divide-y divide-line">
        {shortcuts.map(([key, meaning]) => (
          <div key={key} className="flex items-center justify-between gap-4 py-1.5">
            <dt className="order-2">
              <kbd className="rounded-sm border border-line-strong bg-sunken px-1.5 py-0.5 font-sans text-sm text-ink">
                {key}
              </kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
