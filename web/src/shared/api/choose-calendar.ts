import { request } from './request';
import type { Calendar } from './types';

/** Makes a calendar carry the jobs of its owner, or stops to sync it. */
export function chooseCalendar(connectionId: string, calendarId: string, chosen: boolean): Promise<Calendar> {
  const path = `/v1/connections/${encodeURIComponent(connectionId)}/calendars/${encodeURIComponent(calendarId)}`;
  return request('PUT', path, { chosen });
}
