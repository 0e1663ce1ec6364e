import type { Provider, Service } from '../api/types';

/** A service in a word or two. */
export const serviceNames: Record<Service, string> = {
  calendar: 'Calendar, read and write',
  'calendar-read': 'Calendar, read only',
  mail: 'Mail',
  contacts: 'Contacts',
};

/** What Syncline does with a service, and what it never does. */
export const scopeInWords: Record<Service, string> = {
  calendar:
    'Writes your jobs into the calendar that you choose, and takes over what you change there. Other events are only read.',
  'calendar-read': 'Reads when you are busy. Never writes anything into your calendars.',
  mail: 'Will read mail to file it with the customer, in a later version; never sends or deletes.',
  contacts: 'Will read contacts to find the customer they belong to, in a later version; never changes them.',
};

const asked: Record<Provider, Record<Service, readonly string[]>> = {
  google: {
    calendar: ['See the list of your Google calendars', 'View and edit events on all your calendars'],
    'calendar-read': ['See the list of your Google calendars', 'View events on all your calendars'],
    mail: ['View your email messages and settings'],
    contacts: ['See and download your contacts'],
  },
  microsoft: {
    calendar: ['Have full access to your calendars'],
    'calendar-read': ['Read your calendars'],
    mail: ['Read your mail'],
    contacts: ['Read your contacts'],
  },
};

const always: Record<Provider, readonly string[]> = {
  google: ['See your email address and your name'],
  microsoft: ['Sign you in and read your profile', 'Maintain access to data you have given it access to'],
};

/** What the provider's consent page asks for, about as it words it there. */
export function consentLines(provider: Provider, services: readonly Service[]): string[] {
  return [...new Set([...services.flatMap((service) => asked[provider][service]), ...always[provider]])];
}

/** `calendars, mail and contacts`; for sentences. */
export function servicesInWords(services: readonly Service[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(
    services.map((service) => withinSentence[service]),
  );
}

const withinSentence: Record<Service, string> = {
  calendar: 'calendars',
  'calendar-read': 'calendars (read only)',
  mail: 'mail',
  contacts: 'contacts',
};
