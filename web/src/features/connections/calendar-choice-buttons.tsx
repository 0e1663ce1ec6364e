import { ToggleGroup } from 'radix-ui';
import { calendarChoices, type CalendarChoice } from './service-choice';

/** Off, read only, or read and write. The arrow keys only move: a choice can lead to another site, so it wants a press. */
export function CalendarChoiceButtons({
  choice,
  onChoose,
}: {
  choice: CalendarChoice;
  onChoose: (choice: CalendarChoice) => void;
}) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label="Calendar"
      value={choice}
      onValueChange={(value) => {
        const next = calendarChoices.find((one) => one.choice === value);
        if (next !== undefined) onChoose(next.choice);
      }}
      className="inline-flex shrink-0 rounded-md border border-line-strong bg-sunken p-0.5"
    >
      {calendarChoices.map(({ choice: value, label }) => (
        <ToggleGroup.Item
          key={value}
          value={value}
          className="h-6 rounded-sm px-2.5 text-sm whitespace-nowrap text-ink-soft hover:text-ink data-[state=on]:bg-accent data-[state=on]:font-medium data-[state=on]:text-on-accent"
        >
          {label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
