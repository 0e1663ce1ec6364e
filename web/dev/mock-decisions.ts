import type {
  Conflict,
  ConflictValue,
  ItemExplanation,
  Review,
  SingleWhen,
  SyncPolicy,
  When,
} from '../src/shared/api/types';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const ahead = (minutes: number) => ago(-minutes);

const of = {
  connectionId: 'c-tess',
  provider: 'google',
  account: 'tess@demo.example',
  calendarName: 'Tess Technician',
  person: 'tess',
  personName: 'Tess Technician',
} as const;
const ofTom = {
  connectionId: 'c-tom',
  provider: 'microsoft',
  account: 'tom.technician.with.a.very.long.address@contractors.demo.example',
  calendarName: 'Calendar',
  person: 'tom',
  personName: 'Tom Technician',
} as const;

const time = (when: When): ConflictValue => ({ text: JSON.stringify(when), when });
const whole = (title: string, when: SingleWhen): ConflictValue => ({
  text: `${title}, ${'start' in when ? when.start.replace('T', ' ') : when.startDate}`,
  when,
});
const words = (text: string): ConflictValue => ({ text });

/** What waits for a decision, a conflict of every kind. */
export function conflictsOf(at: (day: number, from: string, to: string) => SingleWhen): Conflict[] {
  const base = {
    state: 'open',
    kind: 'changed-twice',
    version: 'v1',
    detectedAt: ago(95),
    crmChangedAt: ago(120),
    choices: ['crm', 'calendar', 'value'],
  } satisfies Partial<Conflict>;
  const stand = { startDate: '2026-11-24', endDate: '2026-11-25' };
  return [
    {
      ...base,
      ...of,
      id: 'k-1',
      aspect: 'when',
      jobId: 'J-4108',
      jobTitle: 'Gas pressure test',
      baseline: time(at(1, '09:00', '11:00')),
      crm: time(at(2, '14:00', '16:00')),
      calendar: time(at(1, '10:00', '12:00')),
    },
    {
      ...base,
      ...of,
      id: 'k-2',
      aspect: 'description',
      jobId: 'J-4101',
      jobTitle: 'Boiler service',
      baseline: words('Yearly service of a Viessmann Vitodens 200.\nKey at the neighbour’s, second floor.'),
      crm: words('Yearly service of a Viessmann Vitodens 300.\nKey at the neighbour’s, second floor.'),
      calendar: words(
        'Yearly service of a Viessmann Vitodens 200.\nKey under the mat. Ring twice, the bell is broken.',
      ),
      detectedAt: ago(12),
      crmChangedAt: ago(31),
    },
    {
      ...base,
      ...ofTom,
      id: 'k-3',
      kind: 'deleted-in-calendar',
      jobId: 'J-4120',
      jobTitle: 'Radiator exchange, 3 rooms, with a title that goes on for quite a while',
      baseline: whole('Radiator exchange', at(1, '09:00', '10:30')),
      crm: whole('Radiator exchange', at(1, '13:00', '14:30')),
      calendar: { text: 'Deleted', gone: true },
      choices: ['crm', 'calendar'],
      detectedAt: ago(3),
    },
    {
      ...base,
      ...ofTom,
      id: 'k-4',
      kind: 'cancelled-in-crm',
      jobId: 'J-4121',
      jobTitle: 'Water softener',
      baseline: whole('Water softener', at(4, '08:15', '09:45')),
      crm: { text: 'Cancelled, or given to others', gone: true },
      calendar: whole('Water softener and filter', at(4, '08:15', '10:45')),
      choices: ['crm', 'calendar'],
      detectedAt: ago(60 * 26),
    },
    {
      ...base,
      ...of,
      id: 'k-5',
      aspect: 'occurrence:2026-11-24',
      jobId: 'J-4130',
      jobTitle: 'Weekly check of the plant',
      baseline: { text: 'Like all others', occurrence: { date: '2026-11-24' } },
      crm: {
        text: 'moved',
        occurrence: { date: '2026-11-24', when: at(1, '15:00', '16:00'), title: 'Check, late' },
      },
      calendar: { text: 'cancelled', occurrence: { date: '2026-11-24', cancelled: true } },
    },
    {
      ...base,
      ...of,
      id: 'k-6',
      aspect: 'when',
      jobId: 'J-4131',
      jobTitle: 'Stand-by',
      baseline: time({ ...stand, repeats: 'FREQ=WEEKLY;BYDAY=TU' }),
      crm: time({ ...stand, repeats: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270331' }),
      calendar: time({ ...stand, repeats: 'FREQ=MONTHLY;BYDAY=-1FR' }),
    },
    {
      ...base,
      ...of,
      id: 'k-7',
      aspect: 'location',
      jobId: 'J-4108',
      jobTitle: 'Gas pressure test',
      baseline: words('Schönfelder Straße 41'),
      crm: words('Schönfelder Straße 41b'),
      calendar: words(''),
    },
    {
      ...base,
      ...of,
      id: 'k-8',
      state: 'resolved',
      aspect: 'title',
      jobId: 'J-4102',
      jobTitle: 'Leaking valve in the cellar',
      baseline: words('Leaking valve'),
      crm: words('Leaking valve, urgent'),
      calendar: words('Leaking valve in the cellar'),
      resolution: { choice: 'calendar', by: 'ada', at: ago(60 * 5) },
    },
    {
      ...base,
      ...of,
      id: 'k-9',
      state: 'resolved',
      aspect: 'availability',
      jobId: 'J-4103',
      jobTitle: 'Stand-by of the weekend',
      baseline: words('busy'),
      crm: words('free'),
      calendar: words('busy'),
      resolution: { choice: 'value', value: words('free'), by: 'tess', at: ago(60 * 24 * 3) },
    },
  ];
}

/** Deletions that wait, and some that were decided. */
export function reviewsOf(at: (day: number, from: string, to: string) => SingleWhen): Review[] {
  const examples = ['Boiler service', 'Leaking valve', 'Filter exchange', 'Survey'].map((title, index) => ({
    jobId: `J-42${index}`,
    title,
    when: at(index, '08:00', '09:30'),
  }));
  return [
    {
      ...of,
      id: 'r-1',
      kind: 'from-calendar',
      state: 'open',
      openedAt: ago(7),
      deletions: 60,
      linked: 100,
      examples,
    },
    {
      ...ofTom,
      id: 'r-2',
      kind: 'in-calendar',
      state: 'open',
      openedAt: ago(50),
      deletions: 12,
      linked: 40,
      examples: examples.slice(0, 3),
    },
    {
      ...of,
      id: 'r-3',
      kind: 'in-calendar',
      state: 'approved',
      openedAt: ago(60 * 24 * 4),
      deletions: 9,
      linked: 30,
      examples,
      decision: { answer: 'approve', by: 'ada', at: ago(60 * 24 * 3) },
      undoUntil: ahead(60 * 24 * 27),
    },
    {
      ...ofTom,
      id: 'r-4',
      kind: 'first-sync',
      state: 'refused',
      openedAt: ago(60 * 24 * 9),
      deletions: 6,
      linked: 6,
      examples: [],
      decision: { answer: 'refuse', by: 'tom', at: ago(60 * 24 * 9) },
    },
  ];
}

/** What happens to the policy at first. */
export const usualPolicy: SyncPolicy = { ownership: { title: 'crm' }, onConflict: 'ask' };

/** Why an item is where it is. */
export function explanationOf(itemId: string, title: string, isJob: boolean): ItemExplanation {
  if (!isJob) {
    return {
      itemId,
      kind: 'event',
      title,
      answer: 'It is an event of the calendar’s owner and no job: Syncline only looks at it.',
      calendars: [{ ...of, state: 'seen', answer: 'It was seen, and is never changed.', lines: [] }],
    };
  }
  return {
    itemId,
    kind: 'job',
    title,
    answer:
      'Tess deleted it from her calendar, so it is not written there again until somebody puts it back.',
    calendars: [
      {
        ...of,
        state: 'removed',
        answer: 'Deleted in the calendar on Friday, untouched in the CRM.',
        action: { kind: 'put-back', label: 'Put it back' },
        lines: [
          {
            at: ago(40),
            kind: 'decided',
            rule: 'R07',
            ruleTitle: 'Deleted in the calendar: the job stays',
            sentence:
              'The event is gone from the calendar and the job was not changed: it is marked as removed.',
            run: 'run-8f21c7',
          },
          {
            at: ago(41),
            kind: 'seen',
            rule: 'R15',
            ruleTitle: 'Only what is missing from a complete list is taken as deleted',
            sentence: 'Google said that the event was deleted.',
            run: 'run-8f21c7',
          },
          {
            at: ago(60 * 26),
            kind: 'echoed',
            rule: 'R12',
            ruleTitle: 'What we wrote ourselves is no change',
            sentence: 'Our own change came back from Google.',
            run: 'run-11b0aa',
          },
          {
            at: ago(60 * 26 + 1),
            kind: 'written',
            rule: 'R08',
            ruleTitle: 'A job stands in its assignees’ calendars',
            sentence: 'Written into the calendar: time 09:00 to 10:30.',
            run: 'run-11b0a9',
          },
          {
            at: ago(60 * 26 + 2),
            kind: 'failed',
            rule: 'R18',
            ruleTitle: 'One item that fails does not stop the others',
            sentence: 'Google asked us to slow down (403, rate limit). It is tried again.',
            run: 'run-11b0a8',
          },
        ],
      },
      {
        person: 'uma',
        personName: 'Uma',
        state: 'waiting',
        answer: 'Uma has chosen no calendar. The job waits for one.',
        action: { kind: 'wait', label: 'It goes on by itself' },
        lines: [],
      },
    ],
  };
}
