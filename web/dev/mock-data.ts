import type {
  AuditEntry,
  Calendar,
  CalendarItem,
  CalendarSync,
  Connection,
  ConnectionService,
  Conflict,
  ConsentRequest,
  KeyReport,
  Me,
  Review,
  Service,
  ServiceHealth,
  SingleWhen,
  SyncPolicy,
} from '../src/shared/api/types';
import { trailOf } from './mock-audit.ts';
import { conflictsOf, reviewsOf, usualPolicy } from './mock-decisions.ts';

/** Stories that the mock can tell; each shows pages in other states. */
export type Story = 'everyday' | 'empty' | 'crowded' | 'trouble' | 'waiting' | 'tampered' | 'broken' | 'slow';

/** Everything that the mock knows. */
export interface World {
  story: Story;
  connections: Connection[];
  calendars: Record<string, Calendar[]>;
  events: CalendarItem[];
  sync: CalendarSync[];
  consentRequests: ConsentRequest[];
  keys: KeyReport;
  trail: AuditEntry[];
  conflicts: Conflict[];
  reviews: Review[];
  policy: SyncPolicy;
}

export const people: Record<string, Me> = {
  dana: {
    user: 'dana',
    name: 'Dana Dispatcher',
    email: 'dana@demo.example',
    organisation: 'demo',
    roles: ['dispatcher'],
  },
  tess: {
    user: 'tess',
    name: 'Tess Technician',
    email: 'tess@demo.example',
    organisation: 'demo',
    roles: ['technician'],
  },
  ada: {
    user: 'ada',
    name: 'Ada Administrator',
    email: 'ada@demo.example',
    organisation: 'demo',
    roles: ['administrator'],
  },
};

const ZONE = 'Europe/Berlin';
const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const monday = (() => {
  const now = new Date();
  const weekday = (now.getDay() + 6) % 7;
  // At a weekend the coming week opens, so that is the one with something in it.
  const first = weekday > 4 ? 7 - weekday : -weekday;
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + first);
})();
const date = (day: number) => new Date(monday + day * 86_400_000).toISOString().slice(0, 10);
const at = (day: number, from: string, to: string, timeZone = ZONE): SingleWhen => ({
  start: `${date(day)}T${from}:00`,
  end: `${date(day)}T${to}:00`,
  timeZone,
});

let count = 0;
function job(
  person: string,
  title: string,
  when: SingleWhen,
  more: Partial<CalendarItem> = {},
): CalendarItem {
  const id = `job-${++count}`;
  const jobId = `J-${4100 + count}`;
  const place =
    person === 'tess'
      ? ({ connectionId: 'c-tess', provider: 'google' } as const)
      : ({ connectionId: 'c-tom', provider: 'microsoft' } as const);
  const waits = more.state === 'waiting';
  return {
    id,
    itemId: jobId,
    kind: 'job',
    title,
    when,
    availability: 'busy',
    status: 'confirmed',
    person,
    jobId,
    state: 'in-step',
    links: waits ? [] : [{ ...place, person }],
    ...(waits ? {} : place),
    ...more,
  };
}

function event(
  person: string,
  title: string,
  when: SingleWhen,
  more: Partial<CalendarItem> = {},
): CalendarItem {
  const id = `event-${++count}`;
  const link = { connectionId: person === 'tess' ? 'c-tess' : 'c-tom', provider: 'google', person } as const;
  return {
    id,
    itemId: id,
    kind: 'event',
    title,
    when,
    availability: 'busy',
    person,
    links: [link],
    ...more,
  };
}

function everydayEvents(): CalendarItem[] {
  return [
    job('tess', 'Boiler service', at(0, '08:00', '09:30'), {
      location: 'Gartenstraße 14, Kassel',
      description: 'Yearly service of a Viessmann Vitodens 200.\nKey at the neighbour’s, second floor.',
    }),
    job('tom', 'Heat pump start-up', at(0, '08:30', '12:00'), { location: 'Am Weinberg 3' }),
    job('tess', 'Leaking valve', at(0, '10:00', '11:00'), {
      location: 'Holländische Straße 74',
      completed: true,
    }),
    event('tess', 'Dentist', at(0, '12:30', '13:30'), { private: false }),
    job('tess', 'Radiator exchange, 3 rooms', at(0, '13:30', '16:30'), {
      location: 'Wilhelmshöher Allee 201',
    }),
    job('tom', 'Site visit: new bathroom', at(0, '13:00', '14:00'), { status: 'tentative' }),
    job('tess', 'Thermostat does not react', at(1, '08:00', '08:30'), { location: 'Frankfurter Straße 9' }),
    job('tess', 'Gas pressure test', at(1, '09:00', '11:00'), {
      location: 'Schönfelder Straße 41',
      state: 'conflict',
      conflicts: conflictsOf(at).filter(({ jobId }) => jobId === 'J-4108'),
    }),
    job('tom', 'Chimney inspection', at(1, '09:30', '10:30')),
    job('tom', 'Floor heating: flush', at(1, '10:00', '12:30'), { location: 'Rothenditmolder Straße 22' }),
    event('tom', 'Busy', at(1, '13:00', '14:30'), { private: true }),
    job('tess', 'Emergency: no hot water', at(1, '14:00', '15:30'), {
      state: 'pending',
      location: 'Friedrich-Ebert-Straße 88',
    }),
    job('tess', 'Night shift: hospital plant', {
      start: `${date(2)}T22:00:00`,
      end: `${date(3)}T05:30:00`,
      timeZone: ZONE,
    }),
    job('tom', 'Filter exchange', at(2, '07:00', '08:00'), {
      state: 'failed',
      reason:
        'Microsoft refused it because the calendar is full. Delete old events or choose another calendar.',
    }),
    job('tess', 'Solar storage: survey', at(2, '09:00', '10:30'), { location: 'Harleshäuser Straße 60' }),
    job('tess', 'Boiler service', at(2, '11:00', '12:30'), { state: 'removed', location: 'Kirchweg 5' }),
    event('tess', 'Team meeting', at(2, '16:00', '17:00'), {
      availability: 'free',
      links: [
        { connectionId: 'c-tess', provider: 'google', person: 'tess', personName: 'Tess Technician' },
        { connectionId: 'c-tom', provider: 'microsoft', person: 'tom', personName: 'Tom Technician' },
      ],
    }),
    event('tom', 'Call with the maker, Osaka', at(2, '16:30', '17:15', 'Asia/Tokyo')),
    job('tom', 'Boiler service', at(3, '08:00', '09:30'), { location: 'Mombachstraße 17' }),
    job('tom', 'Boiler service', at(3, '10:00', '11:30'), { location: 'Mombachstraße 19' }),
    job('uma', 'Pipe burst in the cellar', at(3, '10:30', '12:30'), {
      state: 'waiting',
    }),
    job('tess', 'Ventilation: measure', at(4, '08:00', '10:00'), {
      series: { date: date(4), repeats: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20270331' },
    }),
    job('tom', 'Water softener', at(4, '08:15', '09:45'), { location: 'Goethestraße 2' }),
    job('uma', 'Quote: two-family house', at(4, '08:30', '09:30'), {
      state: 'waiting',
    }),
    event('tess', 'Van: inspection', at(4, '11:00', '11:15')),
    job('tess', 'Stand-by', { startDate: date(5), endDate: date(7) }, { availability: 'free' }),
    event('tom', 'Holiday', { startDate: date(-2), endDate: date(0) }),
    event('tom', 'Trade fair', { startDate: date(2), endDate: date(4) }),
    event('tess', 'Birthday of Grandma', { startDate: date(4), endDate: date(5) }, { availability: 'free' }),
    job('tom', 'Stand-by', { startDate: date(6), endDate: date(9) }),
  ];
}

function crowdedEvents(): CalendarItem[] {
  const crew = ['tess', 'tom', 'uma', 'victor', 'wanda', 'xaver', 'yara', 'zoe', 'ben', 'carla'];
  const titles = [
    'Boiler service',
    'Leaking valve',
    'Filter exchange',
    'Gas pressure test',
    'Survey',
    'Radiator',
  ];
  const items = everydayEvents();
  for (let day = 0; day < 5; day++) {
    crew.forEach((person, index) => {
      for (let slot = 0; slot < 4; slot++) {
        const hour = 7 + slot * 2 + (index % 3);
        const two = (value: number) => String(value).padStart(2, '0');
        items.push(
          job(
            person,
            titles[(index + slot + day) % titles.length] ?? 'Job',
            at(day, `${two(hour)}:${index % 2 === 0 ? '00' : '30'}`, `${two(hour + 1)}:30`),
          ),
        );
      }
      if (day === 2)
        items.push(event(person, `${person}: training`, { startDate: date(day), endDate: date(day + 2) }));
    });
  }
  return items;
}

const SERVICES: readonly Service[] = ['calendar', 'calendar-read', 'mail', 'contacts'];

/** Every service as the API shows it: who may write may read, and what is on follows the connection's health. */
export function servicesOf(
  requested: readonly Service[],
  granted: readonly Service[],
  health: ServiceHealth = 'healthy',
): ConnectionService[] {
  return SERVICES.map((service) => {
    const isOn = requested.includes(service);
    const isAllowed =
      granted.includes(service) || (service === 'calendar-read' && granted.includes('calendar'));
    return {
      service,
      requested: isOn,
      granted: isAllowed,
      health: !isOn ? 'off' : isAllowed ? health : 'not-granted',
    };
  });
}

const tess: Connection = {
  id: 'c-tess',
  provider: 'google',
  account: { email: 'tess@demo.example', name: 'Tess Technician' },
  owner: 'tess',
  ownerName: 'Tess Technician',
  own: false,
  services: servicesOf(['calendar'], ['calendar', 'contacts']),
  lastRefreshAt: ago(12),
  state: 'active',
  calendar: { id: 'tess@demo.example', name: 'Tess Technician' },
  connectedAt: ago(60 * 24 * 12),
};

const tom: Connection = {
  id: 'c-tom',
  provider: 'microsoft',
  account: { email: 'tom@demo.example' },
  owner: 'tom',
  ownerName: 'Tom Technician',
  own: false,
  services: servicesOf(['calendar-read', 'mail'], ['calendar-read']),
  lastRefreshAt: ago(33),
  state: 'active',
  calendar: { id: 'AQMkADAw', name: 'Calendar' },
  connectedAt: ago(60 * 24 * 3),
};

export const calendarsOf = (email: string): Calendar[] => [
  {
    id: email,
    name: email,
    primary: true,
    writable: true,
    color: '#0b8043',
    timeZone: ZONE,
    chosen: false,
    direction: 'two-way',
  },
  {
    id: 'service',
    name: 'Service van',
    primary: false,
    writable: true,
    color: '#e67c73',
    timeZone: ZONE,
    chosen: false,
    direction: 'two-way',
  },
  {
    id: 'family',
    name: 'Family',
    primary: false,
    writable: true,
    color: '#8e24aa',
    timeZone: ZONE,
    chosen: false,
    direction: 'two-way',
  },
  {
    id: 'holidays',
    name: 'Holidays in Germany',
    primary: false,
    writable: false,
    color: '#616161',
    chosen: false,
    direction: 'read-only',
  },
];

const counts = (pushed: number, pulled: number, imported: number, conflicts = 0, failed = 0) => ({
  pushed,
  pulled,
  imported,
  conflicts,
  failed,
});

function everydaySync(): CalendarSync[] {
  return [
    {
      connectionId: 'c-tess',
      provider: 'google',
      account: 'tess@demo.example',
      calendarId: 'tess@demo.example',
      calendarName: 'Tess Technician',
      person: 'tess',
      personName: 'Tess Technician',
      state: 'in-step',
      direction: 'two-way',
      push: { state: 'healthy', expiresAt: ahead(60 * 24 * 6), renewAt: ahead(60 * 24 * 5) },
      action: { kind: 'resolve', label: 'Decide the conflicts' },
      plan: { creates: 120, updates: 3, deletes: 0, imports: 64, at: ago(60 * 24 * 12) },
      lastRun: {
        startedAt: ago(3.1),
        endedAt: ago(3),
        outcome: 'completed',
        counts: counts(3, 1, 0),
        behindSince: ago(60 * 50),
      },
      lastVerifiedAt: ago(3),
      nextPollAt: new Date(Date.now() + 120_000).toISOString(),
      counts: counts(512, 38, 64, 1),
      conflicts: 1,
      waiting: 1,
    },
    {
      connectionId: 'c-tom',
      provider: 'microsoft',
      account: 'tom@demo.example',
      calendarId: 'AQMkADAw',
      calendarName: 'Calendar',
      person: 'tom',
      personName: 'Tom Technician',
      state: 'running',
      direction: 'two-way',
      push: {
        state: 'none',
        problem: 'Microsoft could not reach this address. It is tried again every hour.',
      },
      action: { kind: 'none', label: 'Nothing to do' },
      progress: { phase: 'push', done: 150, total: 500 },
      counts: counts(150, 0, 12),
      conflicts: 0,
      waiting: 350,
    },
  ];
}

function troubledSync(): CalendarSync[] {
  const [first, second] = everydaySync() as [CalendarSync, CalendarSync];
  const { progress: _gone, ...still } = second;
  return [
    {
      ...first,
      state: 'needs-reconnect',
      action: { kind: 'reconnect', label: 'Connect tess@demo.example again' },
      problem: 'Google does not let Syncline in any more. Reconnect the account; nothing is lost until then.',
    },
    {
      ...still,
      state: 'delayed',
      action: { kind: 'wait', label: 'It goes on by itself' },
      problem: 'Microsoft asks us to slow down. Nothing to do: the next run comes by itself in four minutes.',
      lastRun: { startedAt: ago(9), endedAt: ago(8), outcome: 'deferred', counts: counts(0, 0, 0) },
      nextPollAt: new Date(Date.now() + 240_000).toISOString(),
    },
    {
      ...still,
      connectionId: 'c-uma',
      calendarId: 'uma',
      calendarName: 'Uma’s jobs',
      person: 'uma',
      account: 'uma.with.a.very.long.address@contractors.demo.example',
      state: 'failed',
      action: { kind: 'choose-calendar', label: 'Choose another calendar' },
      problem: 'The calendar was deleted at Microsoft. Choose another calendar for this account.',
      lastRun: { startedAt: ago(70), endedAt: ago(70), outcome: 'failed', counts: counts(0, 0, 0, 0, 4) },
    },
    {
      ...still,
      connectionId: 'c-yar',
      calendarId: 'yar',
      calendarName: 'Yara',
      person: 'yara',
      account: 'yara@demo.example',
      state: 'paused',
      problem: '60 of 100 events vanished. Somebody has to say whether that is meant.',
      action: { kind: 'review', label: 'Review the deletions', subject: 'r-1' },
      review: 'r-1',
      counts: counts(0, 0, 0),
      waiting: 3,
    },
    {
      ...still,
      connectionId: 'c-vic',
      calendarId: 'vic',
      calendarName: 'Victor',
      person: 'victor',
      account: 'victor@demo.example',
      state: 'queued',
      counts: counts(0, 0, 0),
      waiting: 48,
    },
    {
      ...still,
      connectionId: 'c-wan',
      calendarId: 'wan',
      calendarName: 'Wanda',
      person: 'wanda',
      account: 'wanda@demo.example',
      state: 'running',
      progress: { phase: 'pull', done: 240 },
      counts: counts(0, 0, 0),
      waiting: 0,
    },
    {
      ...still,
      connectionId: 'c-xav',
      calendarId: 'xav',
      calendarName: 'Xaver',
      person: 'xaver',
      account: 'xaver@demo.example',
      state: 'never',
      counts: counts(0, 0, 0),
      waiting: 0,
    },
  ];
}

const keys: KeyReport = {
  standing: 'open',
  orphans: 0,
  keys: [{ key: '3fa9c1d2', createdAt: ago(60 * 24 * 20), primary: true, rows: 2 }],
};

const rotating: KeyReport = {
  standing: 'open',
  orphans: 1,
  keys: [
    { key: '9be07a44', createdAt: ago(30), primary: true, rows: 1 },
    { key: '3fa9c1d2', createdAt: ago(60 * 24 * 90), primary: false, rows: 4 },
    { key: '00c4d81e', createdAt: ago(60 * 24 * 180), primary: false, rows: 0 },
  ],
};

const link =
  'https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=6731de76-14a6-49ae-97bc-6eba6914391e&state=abc';

/** A world in which a story begins. */
export function worldOf(story: Story): World {
  count = 0;
  const none: World = {
    story,
    connections: [],
    calendars: {},
    events: [],
    sync: [],
    consentRequests: [],
    keys: { standing: 'open', orphans: 0, keys: [] },
    trail: [],
    conflicts: [],
    reviews: [],
    policy: { ownership: {}, onConflict: 'ask' },
  };
  if (story === 'empty') return none;
  const everyday: World = {
    story,
    connections: [tess, tom],
    calendars: {
      'c-tess': calendarsOf('tess@demo.example').map((calendar) => ({
        ...calendar,
        chosen: calendar.primary,
      })),
      'c-tom': calendarsOf('tom@demo.example').map((calendar) => ({ ...calendar, chosen: calendar.primary })),
    },
    events: story === 'crowded' ? crowdedEvents() : everydayEvents(),
    sync: everydaySync(),
    consentRequests: [],
    keys,
    trail: trailOf(260),
    conflicts: conflictsOf(at),
    reviews: reviewsOf(at).filter(({ state }) => story === 'trouble' || state !== 'open'),
    policy: usualPolicy,
  };
  if (story === 'waiting') {
    return {
      ...everyday,
      consentRequests: [
        { provider: 'microsoft', services: ['calendar', 'mail'], askedAt: ago(130), link },
        { provider: 'google', services: ['calendar'], askedAt: ago(60 * 24 * 2), answeredAt: ago(9) },
      ],
    };
  }
  if (story !== 'trouble') return everyday;
  return { ...everyday, sync: troubledSync(), keys: rotating, connections: troubledConnections() };
}

function troubledConnections(): Connection[] {
  const { calendar: _unchosen, ...bare } = tom;
  return [
    {
      ...tess,
      state: 'needs-reconnect',
      services: servicesOf(['calendar', 'mail'], ['calendar', 'mail'], 'needs-reconnect'),
      problem:
        'Google says that access was withdrawn. Connect the account again; nothing is lost until then.',
      since: ago(60 * 5),
    },
    {
      ...bare,
      id: 'c-ada',
      owner: 'ada',
      ownerName: 'Ada Administrator',
      account: { email: 'ada@demo.example' },
      state: 'degraded',
      services: servicesOf(['calendar'], ['calendar'], 'degraded'),
      problem: 'Microsoft answers that it is overloaded. Syncline tries again by itself.',
      since: ago(22),
      nextTry: ago(-4),
    },
    {
      ...bare,
      id: 'c-tess2',
      owner: 'tess',
      ownerName: 'Tess Technician',
      account: { email: 'tess.technician.with.a.very.long.address@contractors.demo.example' },
      services: servicesOf(['calendar', 'mail'], ['contacts']),
    },
    {
      ...bare,
      id: 'c-tess3',
      owner: 'tess',
      ownerName: 'Tess Technician',
      account: { email: 'tess@hospital.example' },
      state: 'needs-administrator',
      services: servicesOf(['calendar'], ['calendar'], 'needs-administrator'),
      since: ago(60 * 26),
    },
    { ...tom, state: 'needs-administrator', since: ago(60 * 26) },
  ];
}
