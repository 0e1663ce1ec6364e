/** Why the way back from a provider ended without a connection, and what to do. */
interface CallbackProblem {
  title: string;
  detail: string;
}

const NOT_CONNECTED = 'The account was not connected';

const problems: Record<string, CallbackProblem> = {
  denied: {
    title: NOT_CONNECTED,
    detail:
      'You did not allow access, so nothing was connected. Connect again and press “Allow” when you are ready.',
  },
  administrator: {
    title: 'Your administrator has to say yes first',
    detail:
      'The organisation of that account lets only an administrator allow Syncline. Send them the link below; you finish with one click once they have said yes.',
  },
  expired: {
    title: NOT_CONNECTED,
    detail: 'The consent page was open for more than ten minutes. Connect again to get a fresh one.',
  },
  used: {
    title: 'This answer was already used',
    detail: 'An answer of the provider works once. If the account is missing below, connect it again.',
  },
  invalid: {
    title: NOT_CONNECTED,
    detail: 'The answer did not belong to this browser. Connect again from this page, in this browser.',
  },
  incomplete: {
    title: NOT_CONNECTED,
    detail:
      'The answer of the provider was incomplete, so nothing was connected. Connect again from this page.',
  },
  'wrong-account': {
    title: 'That account belongs to somebody else here',
    detail:
      'Somebody else in your organisation has connected it. Choose another account, or ask them to disconnect it first.',
  },
  'other-account': {
    title: 'You chose another account',
    detail:
      'Nothing was changed. Press the button again and choose the account that is named there, or connect the other one as a new account.',
  },
  removed: {
    title: NOT_CONNECTED,
    detail:
      'You, or your organisation, were removed from Syncline meanwhile. Ask your administrator to let you in again.',
  },
  operator: {
    title: 'Syncline is not set up correctly for this provider',
    detail:
      'Whoever runs Syncline has been told. You cannot mend it yourself: try again when they say that it works.',
  },
  provider: {
    title: NOT_CONNECTED,
    detail: 'The provider could not finish just now. Wait a moment, then connect again.',
  },
  'no-access': {
    title: NOT_CONNECTED,
    detail:
      'Every box on the consent page was left empty. Connect again and leave ticked what you want to use.',
  },
};

/** What to say about the `problem` that the callback names. */
export function callbackProblem(problem: string): CallbackProblem {
  const known = Object.hasOwn(problems, problem) ? problems[problem] : undefined;
  return known ?? { title: NOT_CONNECTED, detail: 'Connect it again from this page.' };
}
