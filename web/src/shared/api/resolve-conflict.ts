import { RequestFailed } from './problem';
import { request } from './request';
import type { Conflict, ConflictProblem, Resolution } from './types';

/** Decides a conflict; the same decision again is answered like the first time. */
export function resolveConflict(conflictId: string, resolution: Resolution): Promise<Conflict> {
  return request('POST', `/v1/conflicts/${encodeURIComponent(conflictId)}/resolution`, resolution);
}

/** How a conflict stands that could not be decided, where the API says so. */
export function conflictOf(error: unknown): Conflict | undefined {
  if (!(error instanceof RequestFailed) || error.failure.kind !== 'refused') return undefined;
  const problem: ConflictProblem = error.failure.problem;
  return problem.conflict;
}
