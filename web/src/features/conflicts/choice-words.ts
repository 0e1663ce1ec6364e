import type { Conflict, ConflictChoice } from '../../shared/api/types';
import { aspectInWords, aspectOf } from '../../shared/conflict/aspect-words';

/** What stands on the button of a choice. */
export function choiceLabel(kind: Conflict['kind'], choice: ConflictChoice): string {
  if (choice === 'value') return 'Other value…';
  switch (kind) {
    case 'changed-twice':
      return choice === 'crm' ? 'Keep CRM' : 'Keep calendar';
    case 'deleted-in-calendar':
      return choice === 'crm' ? 'Put it back' : 'Leave it out';
    case 'cancelled-in-crm':
      return choice === 'crm' ? 'Take it off' : 'Keep the job';
  }
}

/** What a choice does, in a sentence. */
export function choiceInWords(kind: Conflict['kind'], choice: ConflictChoice, whose: string): string {
  if (choice === 'value') return 'Another value is written to both sides.';
  switch (kind) {
    case 'changed-twice':
      return choice === 'crm'
        ? `The CRM’s value is written into ${whose} calendar.`
        : `The value of ${whose} calendar is written into the job.`;
    case 'deleted-in-calendar':
      return choice === 'crm'
        ? `The job is written into ${whose} calendar again.`
        : `The job stays out of ${whose} calendar. It still stands in the CRM.`;
    case 'cancelled-in-crm':
      return choice === 'crm'
        ? `The event is taken off ${whose} calendar.`
        : `The job goes on, and stays in ${whose} calendar.`;
  }
}

/** What happened, in a sentence. */
export function conflictInWords(conflict: Conflict, whose: string): string {
  switch (conflict.kind) {
    case 'changed-twice':
      return `Changed in the CRM and, differently, in ${whose} calendar.`;
    case 'deleted-in-calendar':
      return `Deleted in ${whose} calendar while the job changed. Put it back, or leave it out?`;
    case 'cancelled-in-crm':
      return `Cancelled in the CRM, or given to others, while its event in ${whose} calendar changed. Take it off, or keep the job?`;
  }
}

/** What was decided, in a sentence without its subject: `kept the CRM’s value`. */
export function decidedInWords(kind: Conflict['kind'], choice: ConflictChoice): string {
  if (choice === 'value') return 'chose another value for both sides';
  switch (kind) {
    case 'changed-twice':
      return choice === 'crm' ? 'kept the CRM’s value' : 'kept the calendar’s value';
    case 'deleted-in-calendar':
      return choice === 'crm' ? 'put it back into the calendar' : 'left it out of the calendar';
    case 'cancelled-in-crm':
      return choice === 'crm' ? 'took it off the calendar' : 'kept the job';
  }
}

/** What a conflict is called in a list: `Gas pressure test, time`. */
export function conflictName({ jobTitle, aspect }: Conflict): string {
  const about = aspectOf(aspect);
  return about.kind === 'whole' ? jobTitle : `${jobTitle}, ${lowered(aspectInWords(about))}`;
}

const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
