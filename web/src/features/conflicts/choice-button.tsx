import type { ReactNode } from 'react';
import type { Conflict, ConflictChoice } from '../../shared/api/types';
import { Button } from '../../shared/ui/button';
import { Key } from '../../shared/ui/keys';
import { choiceInWords, choiceLabel } from './choice-words';

export const shortcuts: Record<ConflictChoice, string> = { crm: 'c', calendar: 'k', value: 'v' };

/** A choice to press, with its key. */
export function ChoiceButton({
  conflict,
  whose,
  choice,
  busy,
  disabled = false,
  look = 'plain',
  icon,
  onChoose,
}: {
  conflict: Conflict;
  whose: string;
  choice: ConflictChoice;
  busy: boolean;
  disabled?: boolean;
  look?: 'plain' | 'quiet';
  icon?: ReactNode;
  onChoose: () => void;
}) {
  return (
    <Button
      size={look === 'quiet' ? 'small' : 'normal'}
      look={look}
      busy={busy}
      disabled={disabled}
      onClick={onChoose}
      data-press={choice}
      title={choiceInWords(conflict.kind, choice, whose)}
      aria-keyshortcuts={shortcuts[choice]}
    >
      {!busy && icon}
      {choiceLabel(conflict.kind, choice)}
      <Key quiet>{shortcuts[choice]}</Key>
    </Button>
  );
}
