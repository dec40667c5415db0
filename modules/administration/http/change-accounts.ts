import {
  type AccountRow,
  addAccount,
  checkAccount,
  disableAccount,
  editAccount,
  endSession,
  endSessions,
  findAccountRow,
  hasOtherAdministrator,
  heldRoles,
  isGuarded,
  listMemberships,
  lockAccount,
  makePasswordCode,
  needsGuardian,
  noteSecurityEvent,
  replaceMemberships,
  replaceProxies,
  resetAccount,
  type SecurityEvent,
  unlockAccount,
} from '@songhua/access';
import { type Actor, ok, type RecordStore, type Result, refuse, roles, route, type Text, type Tx } from '@songhua/kernel';
import type { z } from 'zod';
import {
  type AccountEdit,
  accountEdit,
  accountParams,
  done,
  lockInput,
  membershipsInput,
  newAccount,
  nothingMore,
  oneTimeCode,
  proxiesInput,
  resetInput,
  sessionParams,
} from '../contract/accounts.ts';
import { looksAfterAccounts } from './looks-after.ts';

const permission = 'administration.manage-accounts';
const finished = ok({ done: true as const });

interface Asked {
  readonly records: RecordStore;
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
}

const note = ({ tx, actor, now }: Asked, event: SecurityEvent['event'], about: string, words?: string): void =>
  noteSecurityEvent(tx, { at: now, actor, event, about: `account/${about}`, ...(words && { note: words }) });

/** The account to be changed; a demonstration account stays as everybody knows it. */
async function accountToChange({ tx, now }: Asked, id: string): Promise<Result<AccountRow>> {
  const account = await findAccountRow(tx, id, now);
  if (!account) return refuse('administration.unknown-account', { id });
  return account.demo ? refuse('access.demo-account') : ok(account);
}

/** The account to be given more or less: never one's own, or an administrator could read anybody's record as the one it is about. */
const othersAccount = ({ actor }: Asked, { id }: AccountRow): Result<null> =>
  actor.kind === 'person' && actor.id !== id ? ok(null) : refuse('administration.own-account');

/** What became of an account, before -> after: its roles, its place, and whose records it opens. */
function sayChange(before: Partial<AccountRow>, after: AccountEdit): string {
  return (['roles', 'area', 'practitioner', 'patient'] as const)
    .map((field) => [field, [before[field] ?? '-'].flat().join(' '), [after[field] ?? '-'].flat().join(' ')] as const)
    .filter(([field, from, to]) => field === 'roles' || from !== to)
    .map(([field, from, to]) => `${field}: ${from} -> ${to}`)
    .join('; ');
}

/** A role that wants a second factor ends the sessions of an account that has none: the next sign-in asks for it. */
async function endUnguarded(call: Asked, account: AccountRow, before: readonly string[]): Promise<void> {
  const added = (await heldRoles(call.tx, account.id, call.now)).filter((role) => !before.includes(role));
  if (account.secondFactor || !isGuarded(added)) return;
  const ended = await endSessions(call.tx, account.id);
  if (ended > 0) note(call, 'session-ended', account.id, `${ended}: ${added.join(' ')} without a second factor`);
}

/** The last administrator stays one: otherwise nobody could ever let anybody in again. */
const leavesNobody = async ({ tx }: Asked, { id, roles: held, state }: AccountRow): Promise<boolean> =>
  held.includes('administrator') && state !== 'disabled' && !(await hasOtherAdministrator(tx, id, false));

const unknownRoles = (held: readonly string[]): string[] => held.filter((role) => !Object.hasOwn(roles, role));

const refuseRoles = (unknown: readonly string[]) =>
  refuse('access.invalid-account', {}, [
    {
      field: 'roles',
      rule: 'known-role',
      value: unknown.join(','),
      message: {
        zh: `角色须为：${Object.keys(roles).join('、')}`,
        en: `a role is one of: ${Object.keys(roles).join(', ')}`,
      },
    },
  ]);

export const addAccountRoute = route({
  method: 'POST',
  path: '/api/administration/accounts',
  summary: { zh: '新增账号，得到一次性登录码', en: 'Add an account; answers its one-time code' },
  permission,
  people: looksAfterAccounts,
  body: newAccount,
  response: oneTimeCode,
  handle: async (call) => {
    const { tx, body, actor, now } = call;
    const { area, ...rest } = body;
    const account = checkAccount({ ...rest, ...(area && { area }) });
    if (!account.ok) return account;
    const added = await addAccount(tx, account.value, now);
    if (!added.ok) return added;
    const { id } = added.value;
    await editAccount(tx, id, body);
    note(call, 'account-added', id, sayChange({}, body));
    const { code, until } = await makePasswordCode(tx, id, actor.id, now);
    return ok({ id, code, until: until.toISOString() });
  },
});

/** One deed on an account: found, allowed, done, noted. */
const deed = <B extends z.ZodType>(
  path: `/${string}`,
  summary: Text,
  body: B,
  act: (call: Asked & { readonly body: z.output<B> }, account: AccountRow) => Promise<Result<unknown>>,
  response: z.ZodType = done,
) =>
  route({
    method: 'POST',
    path: `/api/administration/accounts/:id${path}`,
    summary,
    permission,
    people: looksAfterAccounts,
    params: accountParams,
    body,
    response,
    handle: async (call) => {
      const account = await accountToChange(call, call.params.id);
      return account.ok ? act(call as Asked & { readonly body: z.output<B> }, account.value) : account;
    },
  });

export const editAccountRoute = deed('/edit', { zh: '修改账号', en: 'Change an account' }, accountEdit, async (call, account) => {
  const others = othersAccount(call, account);
  if (!others.ok) return others;
  const unknown = unknownRoles(call.body.roles);
  if (unknown.length > 0) return refuseRoles(unknown);
  if (!call.body.roles.includes('administrator') && (await leavesNobody(call, account)))
    return refuse('administration.last-administrator');
  const before = await heldRoles(call.tx, account.id, call.now);
  await editAccount(call.tx, account.id, call.body);
  note(call, 'account-changed', account.id, sayChange(account, call.body));
  await endUnguarded(call, account, before);
  return finished;
});

/** Where, and as what. */
const sayMemberships = (memberships: readonly { readonly organization: string; readonly roles: readonly string[] }[]): string =>
  memberships.map(({ organization, roles: held }) => `${organization} (${held.join(' ')})`).join(', ') || '-';

export const setMemberships = deed(
  '/memberships',
  { zh: '设置任职机构', en: 'Set where somebody works' },
  membershipsInput,
  async (call, account) => {
    const others = othersAccount(call, account);
    if (!others.ok) return others;
    const { memberships } = call.body;
    const unknown = unknownRoles(memberships.flatMap(({ roles: held }) => held));
    if (unknown.length > 0) return refuseRoles(unknown);
    const twice = memberships.find(
      ({ organization }, at) => memberships.findIndex((one) => one.organization === organization) < at,
    );
    if (twice) return refuse('administration.named-twice', { what: twice.organization });
    const before = await heldRoles(call.tx, account.id, call.now);
    const former = await listMemberships(call.tx, account.id);
    await replaceMemberships(
      call.tx,
      account.id,
      memberships.map(({ since, until, ...one }) => ({
        ...one,
        since: new Date(since),
        until: until === null ? null : new Date(until),
      })),
    );
    note(call, 'membership-changed', account.id, `${sayMemberships(former)} -> ${sayMemberships(memberships)}`);
    await endUnguarded(call, account, before);
    return finished;
  },
);

/** A child for whom a guardian alone may act, among those for whom a relative is to. */
async function guardedChild(
  { tx, records, now }: Asked,
  proxies: z.infer<typeof proxiesInput>['proxies'],
): Promise<string | null> {
  for (const { patient, kind } of proxies) {
    if (kind === 'guardian') continue;
    const birthDate = (await records.read(tx, 'Patient', patient.slice('Patient/'.length)))?.['birthDate'];
    if (typeof birthDate === 'string' && needsGuardian(birthDate, now)) return patient;
  }
  return null;
}

export const setProxies = deed(
  '/proxies',
  { zh: '设置监护与代理关系', en: 'Set for whom somebody acts' },
  proxiesInput,
  async (call, account) => {
    const others = othersAccount(call, account);
    if (!others.ok) return others;
    const { proxies } = call.body;
    const twice = proxies.find(({ patient }, at) => proxies.findIndex((one) => one.patient === patient) < at);
    if (twice) return refuse('administration.named-twice', { what: twice.patient });
    const child = await guardedChild(call, proxies);
    if (child) return refuse('administration.needs-guardian', { patient: child });
    await replaceProxies(
      call.tx,
      account.id,
      proxies.map(({ since, until, ...one }) => ({
        ...one,
        since: new Date(since),
        until: until === null ? null : new Date(until),
      })),
      call.actor.id,
    );
    note(call, 'proxy-changed', account.id, proxies.map(({ patient, kind }) => `${kind} ${patient}`).join(' '));
    return finished;
  },
);

export const disableAccountRoute = deed(
  '/disable',
  { zh: '停用账号', en: 'Disable an account' },
  nothingMore,
  async (call, account) => {
    if (account.id === call.actor.id) return refuse('administration.own-account');
    if (await leavesNobody(call, account)) return refuse('administration.last-administrator');
    await disableAccount(call.tx, account.id, call.now);
    note(call, 'account-disabled', account.id);
    return finished;
  },
);

export const enableAccount = deed('/enable', { zh: '恢复账号', en: 'Enable an account' }, nothingMore, async (call, account) => {
  await disableAccount(call.tx, account.id, null);
  note(call, 'account-changed', account.id, 'enabled');
  return finished;
});

export const lockAccountRoute = deed(
  '/lock',
  { zh: '锁定账号一段时间', en: 'Lock an account for a time' },
  lockInput,
  async (call, account) => {
    if (account.id === call.actor.id) return refuse('administration.own-account');
    const until = new Date(call.now.getTime() + call.body.hours * 60 * 60 * 1000);
    await lockAccount(call.tx, account.id, until);
    note(call, 'account-changed', account.id, `locked until ${until.toISOString()}`);
    return finished;
  },
);

export const unlockAccountRoute = deed(
  '/unlock',
  { zh: '解除锁定与登录等待', en: 'Lift a lock and the waits' },
  nothingMore,
  async (call, account) => {
    await unlockAccount(call.tx, account.id, account.username);
    note(call, 'account-changed', account.id, 'unlocked');
    return finished;
  },
);

export const resetAccountRoute = deed(
  '/reset',
  { zh: '重置密码，得到一次性登录码', en: 'Reset the password; answers a one-time code' },
  resetInput,
  async (call, account) => {
    if (account.id === call.actor.id) return refuse('administration.own-account');
    const by = { by: call.actor.id, now: call.now, secondFactor: call.body.secondFactor };
    const { code, until } = await resetAccount(call.tx, account.id, by);
    note(call, 'password-changed', account.id, by.secondFactor ? 'reset, second factor taken away' : 'reset');
    return ok({ id: account.id, code, until: until.toISOString() });
  },
  oneTimeCode,
);

export const endAccountSessions = deed(
  '/sessions/end',
  { zh: '终止账号的全部会话', en: 'End all sessions of an account' },
  nothingMore,
  async (call, account) => {
    const ended = await endSessions(call.tx, account.id);
    note(call, 'session-ended', account.id, `${ended}`);
    return finished;
  },
);

export const endAccountSession = route({
  method: 'POST',
  path: '/api/administration/accounts/:id/sessions/:session/end',
  summary: { zh: '终止账号的一个会话', en: 'End one session of an account' },
  permission,
  people: looksAfterAccounts,
  params: sessionParams,
  body: nothingMore,
  response: done,
  handle: async (call) => {
    const { id, session } = call.params;
    if (!(await endSession(call.tx, id, session))) return refuse('administration.unknown-session');
    note(call, 'session-ended', id, session);
    return finished;
  },
});
