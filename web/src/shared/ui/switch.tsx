import { Switch as Primitive } from 'radix-ui';

interface SwitchProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** On or off, at once. The label is part of it, so that a press on the words counts too. */
export function Switch({ label, ...rest }: SwitchProps) {
  return (
    <label className="flex items-center justify-between gap-3 text-sm">
      {label}
      <Toggle label={label} {...rest} />
    </label>
  );
}

/** The switch alone, where its name stands elsewhere on the screen. */
export function Toggle({ label, checked, onChange }: SwitchProps) {
  return (
    <Primitive.Root
      aria-label={label}
      checked={checked}
      onCheckedChange={onChange}
      className="inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-0.5 transition-colors data-[state=checked]:border-accent data-[state=checked]:bg-accent"
    >
      <Primitive.Thumb className="size-3.5 rounded-full bg-ink-faint transition-transform data-[state=checked]:translate-x-4 data-[state=checked]:bg-on-accent" />
    </Primitive.Root>
  );
}
