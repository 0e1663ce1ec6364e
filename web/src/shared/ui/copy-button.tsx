import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Button } from './button';

/** Puts a text on the clipboard and says so for a moment. */
export function CopyButton({
  text,
  children,
  look = 'plain',
}: {
  text: string;
  children: ReactNode;
  look?: 'plain' | 'primary';
}) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state !== 'copied') return;
    const timer = setTimeout(() => setState('idle'), 4_000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return (
    <>
      <Button size="small" look={look} onClick={() => void copy()}>
        {state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
        {children}
      </Button>
      <span role="status" className="self-center text-sm text-ink-soft empty:sr-only">
        {state === 'copied' && 'Copied'}
        {state === 'refused' && 'The browser did not allow it. Select the link and copy it.'}
      </span>
    </>
  );
}
