import { CircleHelp } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../ui/button';

/** Most people never ask, so the answer's code comes with the question. */
const WhyDialog = lazy(() => import('./why-dialog').then((module) => ({ default: module.WhyDialog })));

/** Asks why something is, or is not, in a calendar. */
export function WhyButton({
  itemId,
  title,
  look = 'plain',
}: {
  itemId: string;
  title: string;
  look?: 'plain' | 'quiet';
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" look={look} data-press="why" onClick={() => setOpen(true)}>
        <CircleHelp aria-hidden />
        Why?
        <span className="sr-only"> {title}</span>
      </Button>
      {open && (
        <Suspense>
          <WhyDialog itemId={itemId} title={title} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
