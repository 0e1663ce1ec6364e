import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import { getConfig } from '../api/get-config';

/** Thrown when somebody has to sign in before a request can be made. */
export class SignInNeeded extends Error {
  constructor() {
    super('Your session has ended. Sign in again to go on.');
    this.name = 'SignInNeeded';
  }
}

/** Seconds before its end from which on a token is not used any more. */
const LEEWAY = 20;

/** A token that was refused within this many seconds after signing in is not cured by signing in again. */
const FRESH = 60;

let manager: Promise<UserManager> | undefined;
let renewal: Promise<User | null> | undefined;

/** True when this tab holds a token that can still be used or renewed. */
export async function isSignedIn(): Promise<boolean> {
  const user = await (await userManager()).getUser();
  return user !== null && (!isOver(user) || user.refresh_token !== undefined);
}

/** The access token for the API; renews it when it is over and can be renewed. */
export async function accessToken(): Promise<string> {
  const user = await (await userManager()).getUser();
  if (user !== null && !isOver(user)) return user.access_token;
  const renewed = user?.refresh_token === undefined ? null : await renew();
  if (renewed === null) throw new SignInNeeded();
  return renewed.access_token;
}

/**
 * What follows from a refused token: throws `SignInNeeded` when signing in again helps, and returns when it would
 * only go round in a circle because the token is a fresh one.
 */
export async function endedSession(refused: string): Promise<void> {
  const users = await userManager();
  const user = await users.getUser();
  const age = (Date.now() - Number(sessionStorage.getItem('syncline.signed-in-at') ?? 0)) / 1000;
  if (user?.access_token === refused && age < FRESH) return;
  await users.removeUser();
  throw new SignInNeeded();
}

/** Leaves for the sign-in page of the issuer; afterwards the browser comes back to `returnTo`. */
export async function startSignIn(returnTo: string): Promise<void> {
  const users = await userManager();
  await users.clearStaleState();
  const state = { returnTo: pathOfThisSite(returnTo) };
  await users.signinRedirect({ state, nonce: crypto.randomUUID() }).catch((cause: unknown) => {
    throw new Error('The sign-in service cannot be reached. Try again in a moment.', { cause });
  });
}

/** Redeems the answer of the issuer and tells which path the person wanted. */
export async function completeSignIn(): Promise<string> {
  const user = await (await userManager()).signinRedirectCallback();
  sessionStorage.setItem('syncline.signed-in-at', String(Date.now()));
  const state = user.state as { returnTo?: unknown } | undefined;
  return typeof state?.returnTo === 'string' ? pathOfThisSite(state.returnTo) : '/';
}

/** Forgets the tokens and, where the issuer offers it, ends its session too. */
export async function signOut(): Promise<void> {
  const users = await userManager();
  const metadata = await users.metadataService.getMetadata().catch(() => undefined);
  if (metadata?.end_session_endpoint !== undefined) {
    await users.signoutRedirect();
    return;
  }
  await users.removeUser();
  window.location.assign('/sign-in');
}

/** `path` when it leads into this site, `/` otherwise: nobody is sent elsewhere after signing in. */
export function pathOfThisSite(path: string): string {
  return /^\/(?![/\\])/.test(path) && !path.startsWith('/signed-in') ? path : '/';
}

function isOver(user: User): boolean {
  return user.expires_at !== undefined && user.expires_at - LEEWAY <= Date.now() / 1000;
}

function renew(): Promise<User | null> {
  renewal ??= userManager()
    .then((users) => users.signinSilent())
    .catch(() => null)
    .finally(() => (renewal = undefined));
  return renewal;
}

function userManager(): Promise<UserManager> {
  manager ??= createUserManager().catch((error: unknown) => {
    manager = undefined;
    throw error;
  });
  return manager;
}

async function createUserManager(): Promise<UserManager> {
  const config = await getConfig();
  return new UserManager({
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: `${window.location.origin}/signed-in`,
    post_logout_redirect_uri: `${window.location.origin}/sign-in`,
    response_type: 'code',
    scope: config.scope,
    ...(config.audience === undefined ? {} : { extraQueryParams: { audience: config.audience } }),
    userStore: new WebStorageStateStore({ store: window.sessionStorage }),
    stateStore: new WebStorageStateStore({ store: window.sessionStorage }),
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
  });
}
