import { clsx } from 'clsx';
import { CircleAlert, CircleCheck, Info, TriangleAlert, X, type LucideIcon } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './button';

type NoticeTone = 'info' | 'ok' | 'warn' | 'bad';

const looks: Record<NoticeTone, { icon: LucideIcon; box: string; mark: string }> = {
  info: { icon: Info, box: 'border-line bg-surface', mark: 'text-accent' },
  ok: { icon: CircleCheck, box: 'border-transparent bg-ok-soft', mark: 'text-ok' },
  warn: { icon: TriangleAlert, box: 'border-warn-line bg-warn-soft', mark: 'text-warn' },
  bad: { icon: CircleAlert, box: 'border-bad-line bg-bad-soft', mark: 'text-bad' },
};

/**
 * A sentence that somebody should read now. Bad news interrupts a screen reader, other news waits for a pause, and
 * what is `quiet` stands in the page like any other text.
 */
export function Notice({
  tone,
  title,
  children,
  action,
  onDismiss,
  quiet = false,
  focused = false,
}: {
  tone: NoticeTone;
  title?: string;
  children: ReactNode;
  action?: ReactNode;
  onDismiss?: () => void;
  quiet?: boolean;
  /** Whether the focus goes to it: what was pressed for it is gone. */
  focused?: boolean;
}) {
  const { icon: Icon, box, mark } = looks[tone];
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focused) element.current?.focus();
  }, [focused, children]);
  return (
    <div
      ref={element}
      tabIndex={focused ? -1 : undefined}
      role={quiet ? undefined : tone === 'bad' ? 'alert' : 'status'}
      className={clsx('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-3.5 py-3', box)}
    >
      <Icon className={clsx('mt-0.5 size-4 shrink-0', mark)} aria-hidden />
      <div className="min-w-48 flex-1 text-pretty">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        <div className="text-ink-soft">{children}</div>
      </div>
      {action}
      {onDismiss && (
        <Button look="quiet" size="small" aria-label="Dismiss" onClick={onDismiss} className="-my-1 -mr-2">
          <X aria-hidden />
        </Button>
      )}
    </div>
  );
}
