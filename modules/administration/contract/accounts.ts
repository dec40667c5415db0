import { z } from 'zod';

const moment = z.iso.datetime();
const roleName = z.string().min(1).max(64);
const reference = (type: string) => z.string().regex(new RegExp(`^${type}/[A-Za-z0-9.-]{1,64}$`));

/** active 正常, must-change 待更改密码, locked 已锁定, disabled 已停用. */
export const accountState = z.enum(['active', 'must-change', 'locked', 'disabled']);

export const accountRow = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  area: z.string().nullable(),
  demo: z.boolean(),
  practitioner: z.string().nullable(),
  patient: z.string().nullable(),
  state: accountState,
  lockedUntil: moment.nullable(),
  createdAt: moment,
  passwordAt: moment.nullable(),
  secondFactor: z.boolean(),
  sessions: z.number().int(),
  lastSeen: moment.nullable(),
  /** Failed tries of a day that still make somebody wait, and from how many places they came. */
  failures: z.number().int(),
  places: z.number().int(),
});

const filter = {
  q: z.string().trim().min(1).max(100).optional(),
  role: roleName.optional(),
  state: accountState.optional(),
  institution: reference('Organization').optional(),
  sort: z
    .enum(['username', '-username', 'name', '-name', 'createdAt', '-createdAt', 'lastSeen', '-lastSeen'])
    .default('username'),
};

export const accountQuery = z.object({
  ...filter,
  limit: z.coerce.number().int().min(1).max(500).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
export const accountExportQuery = accountQuery.omit({ limit: true, offset: true }).extend({
  format: z.enum(['csv', 'xlsx']).default('csv'),
});

const text = z.object({ zh: z.string(), en: z.string() });

export const accountList = z.object({
  total: z.number().int(),
  roles: z.array(z.object({ role: z.string(), title: text })),
  items: z.array(accountRow),
});

export const session = z.object({
  id: z.string(),
  since: moment,
  lastSeen: moment,
  until: moment,
  address: z.string(),
  agent: z.string(),
  institution: z.string().nullable(),
  patient: z.string().nullable(),
  /** The one that asks. */
  own: z.boolean(),
});

export const membership = z.object({
  organization: reference('Organization'),
  roles: z.array(roleName).max(20),
  since: moment,
  until: moment.nullable(),
});
export const proxy = z.object({
  patient: reference('Patient'),
  kind: z.enum(['guardian', 'family']),
  since: moment,
  until: moment.nullable(),
});

export const accountDetail = z.object({
  account: accountRow,
  memberships: z.array(membership.extend({ name: z.string().nullable() })),
  proxies: z.array(proxy.extend({ name: z.string().nullable() })),
  sessions: z.array(session),
  roles: z.array(z.object({ role: z.string(), title: text })),
});

const edit = {
  name: z.string().trim().min(1).max(100),
  roles: z.array(roleName).min(1).max(20),
  area: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  practitioner: reference('Practitioner').nullable(),
  patient: reference('Patient').nullable(),
};
export const newAccount = z.strictObject({ username: z.string().max(64), ...edit });
export const accountEdit = z.strictObject(edit);
export const membershipsInput = z.strictObject({ memberships: z.array(membership.strict()).max(50) });
export const proxiesInput = z.strictObject({ proxies: z.array(proxy.strict()).max(50) });
export const resetInput = z.strictObject({ secondFactor: z.boolean() });
export const lockInput = z.strictObject({ hours: z.number().int().min(1).max(8760) });
export const nothingMore = z.strictObject({});

/** A one-time code that stands for the password until then; it is told this once. */
export const oneTimeCode = z.object({ id: z.string(), code: z.string(), until: moment });
export const done = z.object({ done: z.literal(true) });

export const accountParams = z.object({ id: z.uuid() });
export const sessionParams = z.object({ id: z.uuid(), session: z.uuid() });
export const ownSessionParams = z.object({ session: z.uuid() });

const named = z.object({ id: z.string(), name: z.string() });

/** What somebody sees of their own account. */
export const ownAccount = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  demo: z.boolean(),
  roles: z.array(z.object({ role: z.string(), title: text })),
  passwordAt: moment.nullable(),
  secondFactor: z.object({ on: z.boolean(), recoveryCodes: z.number().int() }),
  sessions: z.array(session),
});

/** Where and for whom one may act, and what is chosen in this session. */
export const choices = z.object({
  institutions: z.array(named),
  institution: z.string().nullable(),
  /** Residents for whom one may act, oneself not among them; of a child under 14 its guardians alone. */
  patients: z.array(named.extend({ kind: z.enum(['guardian', 'family']) })),
  patient: z.string().nullable(),
});
export const choiceInput = z.strictObject({
  institution: reference('Organization').nullable(),
  patient: reference('Patient').nullable(),
});
export const endedSessions = z.object({ ended: z.number().int() });

export type AccountRow = z.infer<typeof accountRow>;
export type AccountState = z.infer<typeof accountState>;
export type AccountList = z.infer<typeof accountList>;
export type AccountDetail = z.infer<typeof accountDetail>;
export type AccountEdit = z.infer<typeof accountEdit>;
export type Session = z.infer<typeof session>;
export type OwnAccount = z.infer<typeof ownAccount>;
export type Choices = z.infer<typeof choices>;
export type OneTimeCode = z.infer<typeof oneTimeCode>;
