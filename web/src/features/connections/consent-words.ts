export type ConsentAnswer = 'allowed' | 'declined' | 'unknown';

/** What an administrator is told who comes back from the provider's page. */
export const consentAnswer: Record<ConsentAnswer, { title: string; paragraphs: readonly string[] }> = {
  allowed: {
    title: 'Thank you: Syncline is allowed',
    paragraphs: [
      'Whoever sent you the link is told, and finishes by signing in once more. Nothing was connected by your answer alone.',
      'You need no account here, and there is nothing else to do. You can close this page.',
      'You can take the permission back at any time, in the admin centre of your organisation under its enterprise applications.',
    ],
  },
  declined: {
    title: 'You did not allow Syncline',
    paragraphs: [
      'Nothing was connected, and Syncline has no access to anything of your organisation.',
      'Please tell whoever sent you the link. If you change your mind, the same link works again. You can close this page.',
    ],
  },
  unknown: {
    title: 'We do not know this answer',
    paragraphs: [
      'It belongs to no request that is waiting here: the link may be an old one, or somebody has stopped waiting. Nothing was connected.',
      'If you wanted to allow Syncline, ask whoever sent you the link for a fresh one. You can close this page.',
    ],
  },
};
