import { type Actor, anonymous, type Permission, reachOf, type Tx, withTx } from '@songhua/kernel';
import type Provider from 'oidc-provider';
import type pg from 'pg';
import { isGuarded } from './domain/account-life.ts';
import { actAs } from './domain/act-as.ts';
import { narrowReach, permissionsOfApp } from './domain/narrow-reach.ts';
import { permissionsOf, permissionsOfScopes } from './domain/permit.ts';
import { decideReach, type Who } from './policy/decide-reach.ts';
import { reachOfScopes } from './policy/reach-of-scopes.ts';
import { webClientId } from './provider-scopes.ts';
import type { Known } from './remember-actors.ts';
import { type Account, findAccount } from './store/accounts.ts';
import { findOpenEmergencies } from './store/emergencies.ts';
import { findMemberships, type Membership } from './store/memberships.ts';
import { findProxied } from './store/proxies.ts';
import { endSessionOf, findSession, signInWays } from './store/sessions.ts';
import { findWhoIs, type WhoIs } from './store/who-is.ts';
import { findWholePeople, type WholePeople } from './store/whole-people.ts';

/** The cookie that holds the page's access token; no script can read it. Its name on the wire says `cookieAt`. */
export const sessionCookie = 'songhua_session';

/**
 * What a cookie is called where the page is opened: over https with the prefix by which a browser takes it from this host alone, over https
 * alone, for all its paths (RFC 6265bis); over plain http, where browsers refuse that prefix, as it is. Neither is taken for the other.
 */
export const cookieAt = (origin: string, name: string): string => (origin.startsWith('https:') ? `__Host-${name}` : name);

/** An account as it stands: who it is in the records and where it works. */
export interface Standing {
  readonly account: Account;
  readonly is: WhoIs;
  readonly memberships: readonly Membership[];
  /** `Patient/…` for whom it acts. */
  readonly proxied: readonly string[];
  readonly emergencies: readonly { readonly patient: string; readonly until: Date }[];
  /** Who is one person with each of the patients above. */
  readonly whole: WholePeople;
}

/** `Patient/…` by which an account is known: who they are, for whom they act, whose record they have opened. */
const patientsIn = ({ is, proxied, emergencies }: Pick<Standing, 'is' | 'proxied' | 'emergencies'>): readonly string[] => [
  ...(is.patient ? [is.patient] : []),
  ...proxied,
  ...emergencies.map(({ patient }) => patient),
];

/** An account as it stands at this moment; `besides`: whoever else its ways will be about. */
export async function standingOf(tx: Tx, account: Account, now: Date, besides: readonly string[] = []): Promise<Standing> {
  const standing = {
    account,
    is: await findWhoIs(tx, account.id),
    memberships: await findMemberships(tx, account.id, now),
    proxied: await findProxied(tx, account.id, now),
    emergencies: await findOpenEmergencies(tx, account.id, now),
  };
  return { ...standing, whole: await findWholePeople(tx, [...patientsIn(standing), ...besides]) };
}

/** An account as the policies see it, acting for the institution it chose. */
export function whoIs({ account, is, memberships, proxied, emergencies, whole }: Standing, chosen?: string | null): Who {
  const { roles, institution } = actAs(account.roles, memberships, chosen);
  return {
    roles,
    ...(institution && { institution }),
    employers: memberships.map(({ organization }) => organization),
    ...(is.practitioner && { practitioner: is.practitioner }),
    ...(is.patient && { patients: whole(is.patient) }),
    ...(account.area && { area: account.area }),
    proxied: proxied.flatMap(whole),
    emergencies: emergencies.flatMap(({ patient }) => whole(patient)),
  };
}

/** Who has chosen one of the people they act for acts in this session for nobody else. */
const actingFor = (standing: Standing, patient: string | null | undefined): Standing =>
  patient ? { ...standing, proxied: standing.proxied.filter((one) => one === patient) } : standing;

/** What a person may do and reach, acting for the institution they chose. */
export function actorOf(standing: Standing, permissions: readonly Permission[], chosen?: string | null): Actor {
  const who = whoIs(standing, chosen);
  const { id, name, area } = standing.account;
  return {
    kind: 'person',
    id,
    name,
    roles: who.roles,
    permissions: permissionsOf(who.roles, permissions),
    ...(area && { area }),
    ...(who.institution && { institution: who.institution }),
    reach: decideReach(who),
  };
}

/** A user as one of their apps: it asks for records alone, and reaches of them no more than both its scopes and its user do. */
function asApp(user: Actor, scopes: readonly string[], patients: readonly string[], permissions: readonly Permission[]): Actor {
  return {
    ...user,
    scopes,
    permissions: permissionsOfApp(user.permissions, permissions),
    reach: narrowReach(reachOf(user), scopes, patients),
  };
}

const textIn = (claim: unknown): string | null => (typeof claim === 'string' ? claim : null);

/** Who stands behind an opaque access token: a person, a client, or nobody when it is unknown, expired or revoked, or its account may not be used here. */
export async function authenticate(
  provider: Provider,
  pool: pg.Pool,
  permissions: readonly Permission[],
  token: string | undefined,
  allowDemo: boolean,
  now: Date,
): Promise<Known> {
  if (!token) return { actor: anonymous };
  const access = await provider.AccessToken.find(token);
  if (access) {
    const inView = textIn(access.extra?.['patient']);
    const standing = await withTx(pool, 'read', async (tx) => {
      const account = await findAccount(tx, access.accountId, allowDemo);
      if (!account) return null;
      const session = await findSession(tx, token);
      const twice = session?.uid ? (await signInWays(tx, session.uid)).includes('mfa') : false;
      return { ...(await standingOf(tx, account, now, inView === null ? [] : [inView])), session, twice };
    });
    // A page's token without its session is over: nobody could see it, nor would it end unused.
    if (!standing || (access.clientId === webClientId && !standing.session)) return { actor: anonymous };
    // In production a guarded role is held by who signed in with a code: not by a session from before the mode, or the role, was changed.
    if (!allowDemo && standing.session && !standing.twice && isGuarded(rolesOf(standing))) {
      await endUnlessReadOnly(pool, token);
      return { actor: anonymous };
    }
    // What ends by itself tells nobody: the actor is remembered no longer than the first emergency access lasts.
    const soonest = Math.min((access.exp ?? 0) * 1000, ...standing.emergencies.map(({ until }) => until.getTime()));
    const { session } = standing;
    const chosen = access.clientId === webClientId ? session?.institution : textIn(access.extra?.['institution']);
    // Who does not work any more where they consented to an app acts in it for nobody, rather than for another house of theirs.
    const gone = session ? false : chosen && !standing.memberships.some(({ organization }) => organization === chosen);
    if (gone) return { actor: anonymous };
    const user = actorOf(actingFor(standing, session?.patient), permissions, chosen);
    const about = inView === null ? [] : standing.whole(inView);
    const actor = access.clientId === webClientId ? user : asApp(user, [...access.scopes], about, permissions);
    if (access.exp === undefined) return { actor };
    return { actor, expires: soonest, patients: [...new Set([...patientsIn(standing).flatMap(standing.whole), ...about])] };
  }
  const client = await provider.ClientCredentials.find(token);
  if (!client?.clientId) return { actor: anonymous };
  const scopes = [...client.scopes];
  const actor = {
    kind: 'client' as const,
    id: client.clientId,
    name: client.clientId,
    roles: [],
    scopes,
    permissions: permissionsOfScopes(scopes, permissions),
    reach: reachOfScopes(scopes),
  };
  return { actor, ...expiry(client.exp) };
}

/** Every role somebody holds, of the account and of where they work. */
const rolesOf = ({ account, memberships }: Standing): readonly string[] => [
  ...account.roles,
  ...memberships.flatMap(({ roles }) => roles),
];

/** Ends a session and the provider's behind it, so that signing in asks for everything anew; where nothing can be written it is only refused. */
const endUnlessReadOnly = (pool: pg.Pool, token: string): Promise<void> =>
  withTx(pool, 'write', (tx) => endSessionOf(tx, token)).catch((error: { readonly code?: unknown }) => {
    if (error.code !== readOnlyCode) throw error;
  });

/** What PostgreSQL says to a write where only reading goes. */
const readOnlyCode = '25006';

const expiry = (seconds: number | undefined): { expires?: number } => (seconds === undefined ? {} : { expires: seconds * 1000 });
