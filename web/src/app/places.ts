import { Building2, ScrollText, type LucideIcon } from 'lucide-react';

/** A place of the dashboard, as the navigation shows it. */
export interface PlaceOfAll {
  to: '/week' | '/conflicts' | '/reviews' | '/connections' | '/sync' | '/audit' | '/organisation';
  label: string;
  icon: LucideIcon;
}

/** What only administrators have; on a phone it stands in the menu of the account. */
export const administratorPlaces: readonly PlaceOfAll[] = [
  { to: '/audit', label: 'Audit', icon: ScrollText },
  { to: '/organisation', label: 'Organisation', icon: Building2 },
];
