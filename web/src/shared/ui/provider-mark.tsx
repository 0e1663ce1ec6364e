import { clsx } from 'clsx';
import type { Provider } from '../api/types';

const marks: Record<Provider, { name: string; kind: string; letter: string; paint: string }> = {
  google: { name: 'Google', kind: 'Google', letter: 'G', paint: 'bg-[#1a66c9] text-white' },
  microsoft: { name: 'Microsoft', kind: 'Microsoft 365', letter: 'M', paint: 'bg-[#5b4bb3] text-white' },
};

export const providerName = (provider: Provider) => marks[provider].name;

/** What an account of the provider is called on a button. */
export const accountKind = (provider: Provider) => marks[provider].kind;

/** The provider at a glance; its name always stands beside it in words or is read from here with `spoken`. */
export function ProviderMark({ provider, spoken = false }: { provider: Provider; spoken?: boolean }) {
  const mark = marks[provider];
  return (
    <span
      className={clsx(
        'inline-grid size-5 shrink-0 place-items-center rounded-sm text-xs font-bold',
        mark.paint,
      )}
      {...(spoken ? { role: 'img', 'aria-label': mark.name } : { 'aria-hidden': true })}
    >
      {mark.letter}
    </span>
  );
}
