import type { Tx } from '@songhua/kernel';
import { needsGuardian } from '../domain/guardianship.ts';
import { findBirthDates } from './birth-dates.ts';
import { findWholePeople } from './whole-people.ts';

const named = (patient: string): string => (patient.startsWith('Patient/') ? patient : `Patient/${patient}`);

/** Whether one of these `Patient/…` needs a guardian by any birth date that is said of the person. */
async function findChildren(tx: Tx, patients: readonly string[], now: Date): Promise<(patient: string) => boolean> {
  if (patients.length === 0) return () => false;
  const whole = await findWholePeople(tx, patients);
  const born = await findBirthDates(tx, patients.flatMap(whole));
  return (patient) => whole(patient).some((one) => needsGuardian(born.get(one), now));
}

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
  const isChild = await findChildren(tx, relatives, now);
  return rows.flatMap(({ patient, kind }) => (kind === 'guardian' || !isChild(named(patient)) ? [named(patient)] : []));
}

/**
 * Who acts for a person (all their `Patient/…`) at this moment, by the names of their accounts; relatives of a child under 14 not, as in
 * `findProxied`.
 */
export async function findHelpers(
  tx: Tx,
  patients: readonly string[],
  now: Date,
): Promise<readonly { readonly name: string; readonly kind: 'guardian' | 'family' }[]> {
  const rows = await tx.query<{ name: string; kind: 'guardian' | 'family' }>(
    `select a.name, p.kind from access.proxy p join access.account a on a.id = p.account
      where p.patient = any($1) and a.disabled_at is null and p.since <= $2 and (p.until is null or p.until > $2)
      order by p.since, a.name`,
    [patients.flatMap((patient) => [patient, patient.slice('Patient/'.length)]), now],
    'access.helpers',
  );
  const [patient] = patients;
  const isRelative = rows.some(({ kind }) => kind !== 'guardian');
  const isChild = isRelative && patient !== undefined ? (await findChildren(tx, [patient], now))(patient) : false;
  return rows.filter(({ kind }) => kind === 'guardian' || !isChild);
}
