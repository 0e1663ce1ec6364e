import { request } from './request';
import type { Job } from './types';

/** Puts a job back into a calendar that its owner deleted it from; the next run writes it. */
export function putJobBack(jobId: string, connectionId: string): Promise<Job> {
  const path = `/v1/jobs/${encodeURIComponent(jobId)}/calendar-entries/${encodeURIComponent(connectionId)}`;
  return request('POST', path);
}
