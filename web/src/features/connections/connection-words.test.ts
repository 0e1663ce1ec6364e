import { describe, expect, it } from 'vitest';
import type { Connection, ConnectionService, Service } from '../../shared/api/types';
import { sinceAndNext, whyInWords } from '../../shared/connection/health-words';
import { consentLines, servicesInWords } from '../../shared/connection/service-words';
import { wishAgain } from '../../shared/connection/use-connect';
import { bannerWords } from './banner-words';
import { callbackProblem } from './callback-words';
import { connectedInWords, findingInWords, stateWordsOf, takenAwayInWords } from './connection-words';
import { byOwner } from './owners';

const on = (service: Service, granted = true): ConnectionService => ({
  service,
  requested: true,
  granted,
  health: granted ? 'healthy' : 'not-granted',
});

const connection: Connection = {
  id: 'c1',
  provider: 'google',
  account: { email: 'tess@demo.example' },
  owner: 'tess',
  own: true,
  services: [on('calendar')],
  state: 'active',
  connectedAt: '2026-11-20T08:00:00Z',
};

describe('a connection in words', () => {
  it('says how it stands, and that a permission is missing', () => {
    expect(stateWordsOf(connection).label).toBe('Healthy');
    expect(stateWordsOf({ ...connection, services: [on('calendar'), on('mail', false)] }).label).toBe(
      'Permission missing',
    );
    expect(stateWordsOf({ ...connection, state: 'degraded' }).label).toBe('Degraded');
    expect(stateWordsOf({ ...connection, state: 'needs-reconnect' }).label).toBe('Needs reconnecting');
    expect(stateWordsOf({ ...connection, state: 'needs-administrator' }).label).toBe('Needs administrator');
  });

  it('says why, since when, and when it is tried again', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    const degraded: Connection = {
      ...connection,
      state: 'degraded',
      since: '2026-11-23T11:30:00Z',
      nextTry: '2026-11-23T12:04:00Z',
    };
    expect(whyInWords(degraded)).toContain('Google does not answer as it should');
    expect(whyInWords({ ...degraded, problem: 'It is overloaded.' })).toBe('It is overloaded.');
    expect(sinceAndNext(degraded, now)).toBe(
      'It began 30 minutes ago. The next try comes by itself in 4 minutes.',
    );
    expect(sinceAndNext({ ...degraded, nextTry: '2026-11-23T11:59:00Z' }, now)).toContain('any moment');
    expect(sinceAndNext(connection, now)).toBe('');
  });

  it('greets whoever comes back, and names what was not allowed', () => {
    expect(connectedInWords(connection, [])).toBe('Your Google account tess@demo.example is connected.');
    expect(connectedInWords(connection, ['mail'])).toContain('but mail was not allowed');
    expect(connectedInWords(connection, ['mail', 'contacts'])).toContain(
      'but mail and contacts were not allowed',
    );
  });

  it('says what every finding of a check means', () => {
    expect(findingInWords('works', 'google')).toBe('works');
    expect(findingInWords('refused-by-provider', 'microsoft')).toContain('Microsoft refuses it');
  });

  it('says what was taken away', () => {
    expect(takenAwayInWords(connection, 'mail', { mail: false })).toBe('Mail is off for tess@demo.example.');
    expect(takenAwayInWords(connection, 'calendar', { 'calendar-read': true })).toContain('read only now');
  });

  it('asks again for what is on, and for what is to be added', () => {
    expect(wishAgain(connection, ['mail'])).toEqual({
      provider: 'google',
      services: ['calendar', 'mail'],
      connection: 'c1',
    });
  });
});

describe('the way back from a provider', () => {
  const words = [
    'denied',
    'administrator',
    'expired',
    'used',
    'invalid',
    'incomplete',
    'wrong-account',
    'other-account',
    'removed',
    'operator',
    'provider',
    'no-access',
  ];

  it('has a sentence of its own for every problem of the contract', () => {
    const details = words.map((problem) => callbackProblem(problem).detail);
    expect(new Set(details).size).toBe(words.length);
    expect(details).not.toContain(callbackProblem('nobody knows').detail);
  });

  it('never shows a word that somebody put into the address', () => {
    const { title, detail } = callbackProblem('<b>call 555</b>');
    expect(title + detail).not.toContain('555');
    expect(callbackProblem('constructor').title).toBe('The account was not connected');
  });
});

describe('the banner of dead grants', () => {
  const dead: Connection = { ...connection, state: 'needs-reconnect' };

  it('names one account, and counts several', () => {
    expect(bannerWords([dead])).toContain('Your Google account tess@demo.example has to be connected again');
    expect(bannerWords([{ ...dead, state: 'needs-administrator' }])).toContain(
      'needs the permission of its administrator',
    );
    expect(bannerWords([dead, dead])).toContain('2 of your accounts do not work any more');
  });
});

describe('what a provider asks', () => {
  it('is listed once, whatever is asked for together', () => {
    const lines = consentLines('google', ['calendar', 'calendar-read', 'mail']);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines).toContain('View your email messages and settings');
    expect(servicesInWords(['calendar', 'mail', 'contacts'])).toBe('calendars, mail, and contacts');
  });
});

describe('accounts of other people', () => {
  it('stand together person by person, by name', () => {
    const of = (owner: string, id: string, ownerName?: string): Connection => ({
      ...connection,
      id,
      owner,
      ...(ownerName === undefined ? {} : { ownerName }),
    });
    const owners = byOwner([of('u2', 'a', 'Zoe'), of('u1', 'b'), of('u2', 'c'), of('u1', 'd', 'Ben')]);
    expect(owners.map(({ name }) => name)).toEqual(['Ben', 'Zoe']);
    expect(owners.map(({ connections }) => connections.map(({ id }) => id))).toEqual([
      ['b', 'd'],
      ['a', 'c'],
    ]);
  });
});
