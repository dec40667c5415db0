import type { Tx } from '@songhua/kernel';
import { needsGuardian } from '../domain/guardianship.ts';
import { findBirthDates } from './birth-dates.ts';

const named = (patient: string): string => (patient.startsWith('Patient/') ? patient : `Patient/${patient}`);

/**
 * `Patient/…` for whom an account acts at this moment: as guardian, or as a relative who was asked to, which for a child under 14 counts for
 * nothing, however the entry came to be.
 */
export async function findProxied(tx: Tx, account: string, now: Date): Promise<readonly string[]> {
  const rows = await tx.query<{ patient: string; kind: 'guardian' | 'family' }>(
    `select patient, kind from access.proxy where account = $1 and since <= $2 and (until is null or until > $2) order by patient`,
    [account, now],
    'access.proxied',
  );
  const relatives = rows.filter(({ kind }) => kind !== 'guardian').map(({ patient }) => named(patient));
  const born = relatives.length > 0 ? await findBirthDates(tx, relatives) : new Map<string, string>();
  return rows.flatMap(({ patient, kind }) =>
    kind === 'guardian' || !needsGuardian(born.get(named(patient)), now) ? [named(patient)] : [],
  );
}

/** Who acts for a patient (`Patient/…`) at this moment, by the names of their accounts; relatives of a child under 14 not, as in `findProxied`. */
export async function findHelpers(
  tx: Tx,
  patient: string,
  now: Date,
): Promise<readonly { readonly name: string; readonly kind: 'guardian' | 'family' }[]> {
  const rows = await tx.query<{ name: string; kind: 'guardian' | 'family' }>(
    `select a.name, p.kind from access.proxy p join access.account a on a.id = p.account
      where p.patient in ($1, $2) and a.disabled_at is null and p.since <= $3 and (p.until is null or p.until > $3)
      order by p.since, a.name`,
    [patient, patient.slice('Patient/'.length), now],
    'access.helpers',
  );
  const isRelative = rows.some(({ kind }) => kind !== 'guardian');
  const born = isRelative ? (await findBirthDates(tx, [patient])).get(patient) : undefined;
  return rows.filter(({ kind }) => kind === 'guardian' || !needsGuardian(born, now));
}
