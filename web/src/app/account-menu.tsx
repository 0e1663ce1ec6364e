import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { clsx } from 'clsx';
import { Check, ChevronsUpDown, LogOut, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { meQuery } from '../shared/api/get-me';
import type { Me } from '../shared/api/types';
import { managesEverybody } from '../shared/lib/people';
import { useTheme, type Theme } from '../shared/lib/theme';
import { signOut } from '../shared/session/session';
import { Skeleton } from '../shared/ui/skeleton';
import { administratorPlaces } from './places';

const themes: readonly { theme: Theme; label: string; icon: LucideIcon }[] = [
  { theme: 'system', label: 'As the system', icon: Monitor },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
];

const itemStyle =
  'flex h-8 items-center gap-2 rounded-sm px-2 text-sm outline-none select-none data-highlighted:bg-hover';

/** Who is signed in, how the pages look, and the way out. */
export function AccountMenu({ compact = false }: { compact?: boolean }) {
  const me = useQuery(meQuery);
  const [theme, setTheme] = useTheme();
  const queries = useQueryClient();
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => queries.clear() });
  const name = me.data?.name ?? 'Account';
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        className={clsx(
          'flex items-center gap-2.5 rounded-md text-left hover:bg-hover',
          compact ? 'p-0.5' : 'w-full px-2 py-1.5',
        )}
      >
        <span className="sr-only">Account: </span>
        <Initials name={name} />
        {compact && <span className="sr-only">{name}</span>}
        {!compact && (
          <span className="min-w-0 flex-1 leading-tight">
            {me.isPending ? <Skeleton className="h-8 w-24" /> : <NameAndRole name={name} me={me.data} />}
          </span>
        )}
        {!compact && <ChevronsUpDown className="size-3.5 shrink-0 text-ink-faint" aria-hidden />}
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        side={compact ? 'bottom' : 'top'}
        collisionPadding={8}
        align={compact ? 'end' : 'start'}
        sideOffset={6}
        className="z-50 min-w-52 animate-rise rounded-lg border border-line bg-surface p-1 shadow-panel"
      >
        {me.data && (
          <DropdownMenu.Label className="truncate px-2 py-1.5 text-xs text-ink-faint">
            {me.data.email ?? me.data.name} · {me.data.organisation}
          </DropdownMenu.Label>
        )}
        {me.data && managesEverybody(me.data) && (
          <div className="md:hidden">
            {administratorPlaces.map(({ to, label, icon: Icon }) => (
              <DropdownMenu.Item key={to} asChild className={itemStyle}>
                <Link to={to}>
                  <Icon className="size-4 text-ink-faint" aria-hidden />
                  {label}
                </Link>
              </DropdownMenu.Item>
            ))}
            <DropdownMenu.Separator className="my-1 h-px bg-line" />
          </div>
        )}
        <DropdownMenu.RadioGroup
          aria-label="Appearance"
          value={theme}
          onValueChange={(value) => setTheme(value as Theme)}
        >
          {themes.map(({ theme: value, label, icon: Icon }) => (
            <DropdownMenu.RadioItem key={value} value={value} className={itemStyle}>
              <Icon className="size-4 text-ink-faint" aria-hidden />
              {label}
              <DropdownMenu.ItemIndicator className="ml-auto">
                <Check className="size-4 text-accent" aria-hidden />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
        <DropdownMenu.Separator className="my-1 h-px bg-line" />
        <DropdownMenu.Item className={itemStyle} onSelect={() => leave.mutate()}>
          <LogOut className="size-4 text-ink-faint" aria-hidden />
          Sign out
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

function NameAndRole({ name, me }: { name: string; me: Me | undefined }) {
  return (
    <>
      <span className="block truncate text-sm font-medium">{name}</span>
      {me && (
        <span className="block truncate text-xs text-ink-faint first-letter:uppercase">
          {me.roles.join(', ')}
        </span>
      )}
    </>
  );
}

function Initials({ name }: { name: string }) {
  const letters = name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();
  return (
    <span
      aria-hidden
      className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-strong"
    >
      {letters}
    </span>
  );
}
