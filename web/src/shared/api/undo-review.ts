import { request } from './request';
import type { ReviewUndo } from './types';

/** Brings back what was deleted after an approval. */
export function undoReview(reviewId: string): Promise<ReviewUndo> {
  return request('POST', `/v1/reviews/${encodeURIComponent(reviewId)}/undo`);
}
