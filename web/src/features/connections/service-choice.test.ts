import { describe, expect, it } from 'vitest';
import type { Connection, ConnectionService, Service } from '../../shared/api/types';
import {
  calendarChoiceOf,
  missingServices,
  readsCalendars,
  stillToAllow,
  takesAway,
  undoOf,
  wished,
  wishesFor,
} from './service-choice';

const all: readonly Service[] = ['calendar', 'calendar-read', 'mail', 'contacts'];

function services(
  requested: readonly Service[],
  granted: readonly Service[] = requested,
): ConnectionService[] {
  return all.map((service) => ({
    service,
    requested: requested.includes(service),
    granted: granted.includes(service),
    health: !requested.includes(service) ? 'off' : granted.includes(service) ? 'healthy' : 'not-granted',
  }));
}

const connection: Connection = {
  id: 'c1',
  provider: 'google',
  account: { email: 'tess@demo.example' },
  owner: 'tess',
  own: true,
  services: services(['calendar', 'mail'], ['calendar']),
  state: 'active',
  connectedAt: '2026-11-20T08:00:00Z',
};

describe('the services of an account', () => {
  it('stand at one of three choices for calendars', () => {
    expect(calendarChoiceOf({ services: services(['calendar']) })).toBe('calendar');
    expect(calendarChoiceOf({ services: services(['calendar-read', 'mail']) })).toBe('calendar-read');
    expect(calendarChoiceOf({ services: services(['mail']) })).toBe('off');
  });

  it('never ask for reading and for writing calendars at once', () => {
    expect(wishesFor('calendar')).toEqual({ calendar: true, 'calendar-read': false });
    expect(wishesFor('calendar-read')).toEqual({ calendar: false, 'calendar-read': true });
    expect(wishesFor('off')).toEqual({ calendar: false, 'calendar-read': false });
  });

  it('are brought back by undoing, and only those that were touched', () => {
    const before = services(['calendar', 'contacts']);
    const wishes = wishesFor('off');
    const undo = undoOf(before, wishes);
    expect(undo).toEqual({ calendar: true, 'calendar-read': false });
    expect(wished(wished(before, wishes), undo)).toEqual(before);
  });

  it('offer to undo what takes something away, and not what adds', () => {
    expect(takesAway(services(['mail', 'contacts']), { mail: false })).toBe(true);
    expect(takesAway(services(['mail']), { contacts: true })).toBe(false);
    expect(takesAway(services(['calendar']), wishesFor('calendar-read'))).toBe(true);
    expect(takesAway(services(['calendar-read']), wishesFor('calendar'))).toBe(false);
    expect(takesAway(services(['mail']), wishesFor('calendar'))).toBe(false);
  });

  it('lead to the provider for what was switched on now, not for what has been missing before', () => {
    expect(missingServices(connection)).toEqual(['mail']);
    expect(stillToAllow(connection, { mail: true })).toEqual(['mail']);
    expect(stillToAllow(connection, { contacts: true })).toEqual([]);
    expect(stillToAllow(connection, { mail: false })).toEqual([]);
  });

  it('let a calendar be chosen only where calendars are on and allowed', () => {
    expect(readsCalendars(connection)).toBe(true);
    expect(readsCalendars({ ...connection, services: services(['calendar-read']) })).toBe(true);
    expect(readsCalendars({ ...connection, services: services(['calendar'], ['mail']) })).toBe(false);
    expect(readsCalendars({ ...connection, services: services(['mail'], ['mail', 'calendar']) })).toBe(false);
  });
});
