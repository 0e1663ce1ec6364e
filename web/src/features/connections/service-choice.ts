import type { ServiceWishes } from '../../shared/api/switch-services';
import type { Connection, ConnectionService, Service } from '../../shared/api/types';

/** What somebody lets Syncline do with calendars: one of three. */
export type CalendarChoice = 'off' | 'calendar-read' | 'calendar';

export const calendarChoices: readonly { choice: CalendarChoice; label: string }[] = [
  { choice: 'off', label: 'Off' },
  { choice: 'calendar-read', label: 'Read only' },
  { choice: 'calendar', label: 'Read and write' },
];

/** The choice that a connection stands at. */
export function calendarChoiceOf({ services }: Pick<Connection, 'services'>): CalendarChoice {
  const isOn = (service: Service) => services.some((one) => one.service === service && one.requested);
  if (isOn('calendar')) return 'calendar';
  return isOn('calendar-read') ? 'calendar-read' : 'off';
}

/** What to ask the API for to stand at a choice. */
export function wishesFor(choice: CalendarChoice): ServiceWishes {
  return { calendar: choice === 'calendar', 'calendar-read': choice === 'calendar-read' };
}

/** The services as they will be when the wishes are fulfilled. */
export function wished(services: readonly ConnectionService[], wishes: ServiceWishes): ConnectionService[] {
  return services.map((one) => ({ ...one, requested: wishes[one.service] ?? one.requested }));
}

/** What brings the services back to how they were before. */
export function undoOf(before: readonly ConnectionService[], wishes: ServiceWishes): ServiceWishes {
  return Object.fromEntries(
    before.filter(({ service }) => service in wishes).map(({ service, requested }) => [service, requested]),
  );
}

/** True where the wishes take something away; writing besides reading takes nothing away. */
export function takesAway(before: readonly ConnectionService[], wishes: ServiceWishes): boolean {
  return before.some(
    ({ service, requested }) =>
      requested && wishes[service] === false && !(service === 'calendar-read' && wishes.calendar === true),
  );
}

/** What is on, but was not allowed at the provider yet. */
export function missingServices({ services }: Pick<Connection, 'services'>): Service[] {
  return services.filter(({ health }) => health === 'not-granted').map(({ service }) => service);
}

/** What of the wishes is on now without being allowed. */
export function stillToAllow(connection: Connection, wishes: ServiceWishes): Service[] {
  return missingServices(connection).filter((service) => wishes[service] === true);
}

/** True where Syncline may read the account's calendars, and so one of them can be chosen. */
export function readsCalendars({ services }: Connection): boolean {
  return services.some(
    ({ service, requested, granted }) =>
      requested && granted && (service === 'calendar' || service === 'calendar-read'),
  );
}
