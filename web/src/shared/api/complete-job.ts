import { request } from './request';
import type { Job } from './types';

/** Says whether a job is done; its events stay and are marked. */
export function completeJob(jobId: string, completed: boolean): Promise<Job> {
  return request('POST', `/v1/jobs/${encodeURIComponent(jobId)}/completion`, { completed });
}
