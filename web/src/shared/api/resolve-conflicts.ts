import { request } from './request';
import type { BulkResolution, ResolutionResult } from './types';

/** How many the API decides in one request. */
const MOST = 100;

/** Decides many conflicts, each on its own; a result for each, in their order. */
export async function resolveConflicts(resolutions: readonly BulkResolution[]): Promise<ResolutionResult[]> {
  const results: ResolutionResult[] = [];
  for (let from = 0; from < resolutions.length; from += MOST) {
    const answer = await request<{ results: ResolutionResult[] }>('POST', '/v1/conflicts/resolutions', {
      resolutions: resolutions.slice(from, from + MOST),
    });
    results.push(...answer.results);
  }
  return results;
}
