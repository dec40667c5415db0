import {
  chooseInSession,
  countRecoveryCodes,
  endSession,
  endSessions,
  findAccountRow,
  findMemberships,
  findProxies,
  findSecondFactor,
  findSession,
  listSessions,
  needsGuardian,
  noteSecurityEvent,
  type ProxyRow,
  sessionTokenOf,
} from '@songhua/access';
import { type Actor, ok, type RecordStore, type Result, refuse, route, type Tx } from '@songhua/kernel';
import {
  type Choices,
  choiceInput,
  choices,
  done,
  endedSessions,
  nothingMore,
  ownAccount,
  ownSessionParams,
} from '../contract/accounts.ts';
import { nameOf, showSession, titlesOf } from './show-account.ts';

/** Everybody's own: every role holds it, and what is asked beside is that a person asks. */
const permission = 'administration.own-account';
const path = '/api/administration/me' as const;

interface Asked {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly origin: string;
}

/** The session that asks; null for one who holds a token of another kind. */
async function ownSession({ tx, headers, origin }: Pick<Asked, 'tx' | 'headers' | 'origin'>) {
  const token = sessionTokenOf(headers['cookie'], origin);
  return token ? findSession(tx, token) : null;
}

/** Somebody in person: neither a program nor an app that holds a token of theirs. */
const isOwner = ({ kind, scopes }: Actor): boolean => kind === 'person' && scopes === undefined;

const refuseOthers = (actor: Actor): Result<null> => (isOwner(actor) ? ok(null) : refuse('administration.people-only'));

export const readOwnAccount = route({
  method: 'GET',
  path,
  summary: { zh: '我的账户', en: 'My account' },
  permission,
  people: 'own',
  response: ownAccount,
  handle: async (call) => {
    const { tx, actor, now } = call;
    const row = await findAccountRow(tx, actor.id, now);
    if (!isOwner(actor) || !row) return refuse('administration.people-only');
    const own = await ownSession(call);
    const factor = await findSecondFactor(tx, row.id);
    return ok({
      id: row.id,
      username: row.username,
      name: row.name,
      demo: row.demo,
      roles: titlesOf(actor.roles),
      passwordAt: row.passwordAt?.toISOString() ?? null,
      secondFactor: {
        on: factor?.confirmed === true,
        recoveryCodes: await countRecoveryCodes(tx, row.id),
      },
      sessions: (await listSessions(tx, row.id, now)).map((one) => showSession(one, own?.id ?? null)),
    });
  },
});

export const endOwnSession = route({
  method: 'POST',
  path: `${path}/sessions/:session/end`,
  summary: { zh: '终止我的一个会话', en: 'End one of my sessions' },
  permission,
  people: 'own',
  params: ownSessionParams,
  body: nothingMore,
  response: done,
  handle: async ({ tx, actor, now, params }) => {
    if (!isOwner(actor) || !(await endSession(tx, actor.id, params.session))) return refuse('administration.unknown-session');
    noteSecurityEvent(tx, { at: now, actor, event: 'session-ended', note: params.session });
    return ok({ done: true as const });
  },
});

export const endOtherSessions = route({
  method: 'POST',
  path: `${path}/sessions/end-others`,
  summary: { zh: '终止我的其他会话', en: 'End my other sessions' },
  permission,
  people: 'own',
  body: nothingMore,
  response: endedSessions,
  handle: async (call) => {
    const { tx, actor, now } = call;
    const person = refuseOthers(actor);
    if (!person.ok) return person;
    const own = await ownSession(call);
    const ended = await endSessions(tx, actor.id, own?.id ?? null);
    noteSecurityEvent(tx, { at: now, actor, event: 'session-ended', note: `${ended} others` });
    return ok({ ended });
  },
});

/** The residents one may act for: of a child under 14 only guardians may. */
async function openProxies(tx: Tx, records: RecordStore, account: string, now: Date): Promise<ProxyRow[]> {
  const open: ProxyRow[] = [];
  for (const one of await findProxies(tx, account, now)) {
    const birthDate = (await records.read(tx, 'Patient', one.patient.slice('Patient/'.length)))?.['birthDate'];
    if (one.kind === 'guardian' || !needsGuardian(typeof birthDate === 'string' ? birthDate : undefined, now)) open.push(one);
  }
  return open;
}

export const readChoices = route({
  method: 'GET',
  path: `${path}/choices`,
  summary: { zh: '可代表的机构与可代办的居民', en: 'Where and for whom I may act' },
  permission,
  people: 'own',
  response: choices,
  handle: async (call) => {
    const { tx, records, actor, now } = call;
    const session = await ownSession(call);
    const institutions: Choices['institutions'] = [];
    const patients: Choices['patients'] = [];
    if (isOwner(actor)) {
      for (const { organization } of await findMemberships(tx, actor.id, now))
        institutions.push({ id: organization, name: (await nameOf(tx, records, organization)) ?? organization });
      for (const { patient, kind } of await openProxies(tx, records, actor.id, now))
        patients.push({ id: patient, kind, name: (await nameOf(tx, records, patient)) ?? patient });
    }
    return ok({ institutions, institution: actor.institution ?? null, patients, patient: session?.patient ?? null });
  },
});

export const choose = route({
  method: 'POST',
  path: `${path}/choice`,
  summary: { zh: '选择今天代表的机构与代办的居民', en: 'Choose where and for whom I act today' },
  permission,
  people: 'own',
  body: choiceInput,
  response: done,
  handle: async (call) => {
    const { tx, records, actor, now, body } = call;
    const session = await ownSession(call);
    if (!isOwner(actor) || !session) return refuse('administration.people-only');
    const memberships = await findMemberships(tx, actor.id, now);
    if (body.institution !== null && !memberships.some(({ organization }) => organization === body.institution))
      return refuse('administration.not-yours', { what: body.institution });
    const proxies = await openProxies(tx, records, actor.id, now);
    if (body.patient !== null && !proxies.some(({ patient }) => patient === body.patient))
      return refuse('administration.not-yours', { what: body.patient });
    await chooseInSession(tx, session.id, body);
    noteSecurityEvent(tx, {
      at: now,
      actor,
      event: 'institution-chosen',
      note: [body.institution, body.patient].join(' ').trim(),
    });
    return ok({ done: true as const });
  },
});
