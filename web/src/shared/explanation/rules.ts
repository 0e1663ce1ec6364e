/** A rule as a person reads it; `docs/rules.md` has them in full. */
export interface Rule {
  title: string;
  text: string;
}

const rules: Readonly<Record<string, Rule>> = {
  R01: {
    title: 'Both sides are compared with what they last agreed on',
    text: 'Which side changed is read off what both last agreed on, field by field, and never off clocks.',
  },
  R02: {
    title: 'What is compared',
    text: 'Title, description, place, time, free or busy, confirmed or not. Spaces and line ends alone are no change.',
  },
  R03: {
    title: 'Some fields belong to one side',
    text: 'The organisation decides for each field whether both sides may change it, or only one. A change of the other side is put back, and its author is told why.',
  },
  R04: {
    title: 'Changes of both sides are merged field by field',
    text: 'What one side changed goes to the other. The same change on both is agreed. Different changes are a conflict of that field alone; the other fields go on.',
  },
  R05: {
    title: 'A field that both sides changed is a conflict',
    text: 'Somebody is asked, unless the organisation chose that the later change, the CRM or the calendar stands. Until it is decided neither value is overwritten.',
  },
  R06: {
    title: 'An edit outlives a deletion',
    text: 'What one side deleted while the other changed it is asked about, and nothing is deleted before somebody has decided.',
  },
  R07: {
    title: 'Deleted in the calendar: the job stays',
    text: 'The job is marked as removed from the calendar, and is written there again only when somebody puts it back.',
  },
  R08: {
    title: 'A job stands in its assignees’ calendars',
    text: 'Assigned: it is written. Changed: it is changed in place. Given to others: it moves. Done: it is marked and stays. Cancelled: it is taken off. Without a calendar it waits, and says so.',
  },
  R09: {
    title: 'Only what belongs to a job is ever changed',
    text: 'Other events are only read. Private ones show as “Busy” to everybody but their owner.',
  },
  R10: {
    title: 'An event is created once, however often it is tried',
    text: 'An answer that got lost is looked up and never repeated blindly, so that no second event can come of it.',
  },
  R11: {
    title: 'Nobody is sent an invitation',
    text: 'Writing an event never mails anybody, and attendees are left alone.',
  },
  R12: {
    title: 'What we wrote ourselves is no change',
    text: 'It comes back from the provider as an echo and is dropped. Something that flips to and fro without anybody editing it is stopped and reported.',
  },
  R13: {
    title: 'Where nothing changed, nothing is written',
    text: 'A look that finds nothing new writes neither to the calendar nor to the job.',
  },
  R14: {
    title: 'What was seen is stored before going on',
    text: 'The place in the calendar’s changes moves on only after everything before it is stored, so that a crash loses nothing.',
  },
  R15: {
    title: 'Only what is missing from a complete list is taken as deleted',
    text: 'Never from an empty or a broken one. Where the provider forgot what it told, everything is listed again and compared.',
  },
  R16: {
    title: 'The first sync is counted before it is done',
    text: 'What it would create, change, delete and see is counted first. It starts by itself where nothing would be deleted.',
  },
  R17: {
    title: 'Many deletions wait for a decision',
    text: 'More than five, and more than a fifth of the calendar’s jobs: the calendar pauses and somebody is asked. An approval can be undone for 30 days.',
  },
  R18: {
    title: 'One item that fails does not stop the others',
    text: 'After five tries it is put aside with its reason; what the provider refuses for good is put aside at once.',
  },
  R19: {
    title: 'A calendar is synced by one run at a time',
    text: 'A run that was overtaken by a newer one stops; that is neither a success nor a failure.',
  },
  R20: {
    title: 'From 30 days back to a year ahead',
    text: 'What lies outside of that is left alone. As the days go by, nothing is lost or doubled.',
  },
  R21: {
    title: 'A series is one job with exceptions',
    text: 'Occurrences that were moved, changed or cancelled are known by their original date. A rule that the other side cannot express is spelled out or refused, and never altered silently.',
  },
  R22: {
    title: 'The time on the wall stays',
    text: 'Nine o’clock stays nine o’clock when the clocks change.',
  },
  R23: {
    title: 'One meeting is one entry',
    text: 'Through however many accounts it is seen. An attendee’s copy never overwrites what the organiser says.',
  },
  R24: {
    title: 'Everything that happens is explained',
    text: 'For 30 days each item has a timeline of what was seen, decided, written or refused, and by which rule.',
  },
  R25: {
    title: 'Looked at within five minutes, whatever happens',
    text: 'The provider tells at once what changed where it can; behind that everything is looked at every five minutes.',
  },
  R26: {
    title: 'After reconnecting, what was missed is caught up with',
    text: 'Work waits while an account does not let us in, and nothing is lost. How long the gap was is told.',
  },
};

/** The rule of this number, where this version knows it. */
export function ruleOf(number: string): Rule | undefined {
  return Object.hasOwn(rules, number) ? rules[number] : undefined;
}
