import { failuresOf, type AccountRow as Kept, type Session as KeptSession } from '@songhua/access';
import { type RecordStore, type Role, roles, spellName, type Tx } from '@songhua/kernel';
import type { AccountRow, Session } from '../contract/accounts.ts';

/** Every role there is, with its title. */
export const roleChoices = () => Object.entries(roles).map(([role, title]) => ({ role, title }));

export const titlesOf = (held: readonly string[]) =>
  held.map((role) => ({ role, title: Object.hasOwn(roles, role) ? roles[role as Role] : { zh: role, en: role } }));

const day = 24 * 60 * 60 * 1000;

/** The accounts with the failed tries of the last day. */
export async function showAccounts(tx: Tx, rows: readonly Kept[], now: Date): Promise<AccountRow[]> {
  const failures = await failuresOf(
    tx,
    rows.map(({ username }) => username),
    new Date(now.getTime() - day),
  );
  return rows.map((row) => ({
    ...row,
    roles: [...row.roles],
    lockedUntil: row.lockedUntil?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    passwordAt: row.passwordAt?.toISOString() ?? null,
    lastSeen: row.lastSeen?.toISOString() ?? null,
    failures: failures.get(row.username)?.failures ?? 0,
    places: failures.get(row.username)?.places ?? 0,
  }));
}

export const showSession = (session: KeptSession, own: string | null): Session => ({
  id: session.id,
  since: session.since.toISOString(),
  lastSeen: session.lastSeen.toISOString(),
  until: session.until.toISOString(),
  address: session.address,
  agent: session.agent,
  institution: session.institution,
  patient: session.patient,
  own: session.id === own,
});

/** Name of an institution or a person in the records, as people call them. */
export async function nameOf(tx: Tx, records: Pick<RecordStore, 'read'>, reference: string): Promise<string | null> {
  const [type = '', id = ''] = reference.split('/');
  const name = (await records.read(tx, type, id))?.['name'];
  if (typeof name === 'string') return name;
  const [first] = Array.isArray(name) ? (name as unknown[]) : [];
  return first ? spellName(first) : null;
}
