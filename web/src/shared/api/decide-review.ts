import { request } from './request';
import type { Review, ReviewAnswer } from './types';

/** Approves or refuses deletions; the calendar goes on at once. */
export function decideReview(reviewId: string, answer: ReviewAnswer): Promise<Review> {
  return request('POST', `/v1/reviews/${encodeURIComponent(reviewId)}/decision`, { answer });
}
