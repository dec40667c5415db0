import { createHash } from 'node:crypto';
import { append } from '@songhua/events';
import type { Actor, StoredResource, Tx } from '@songhua/kernel';
import { readPatient, type Said } from '../domain/read-patient.ts';
import { withdrawReviewsOf } from './reviews.ts';

/** Fingerprint of what a registration says: two that say the same have the same. */
export const printOf = (said: Said): string => createHash('sha1').update(JSON.stringify(said)).digest('base64');

/** Hash of a text, as an integer of 32 bits; null of ''. */
export const homeOf = (text: string): number | null =>
  text === '' ? null : createHash('sha1').update(text).digest().readInt32BE(0);

const arrayText = (values: readonly number[]): string => `{${values.join(',')}}`;

/** Where somebody's word about a registration of another's counts less than the register's own. */
const isAccountsChange = (resource: StoredResource, writer: Actor): boolean =>
  writer.kind === 'person' && resource.meta.versionId !== '1';

interface Row {
  readonly said: Said;
  readonly print: string;
  readonly at: string;
  readonly byAccount: boolean;
}

const put = `
  insert into identity.source as s (patient, name, folded, sex, born, number, phone, address, home, institution, provisional, mother, active,
         by_account, registered, recorded, print, keys)
  select patient, name, folded, sex, born, number, phone, address, home, institution, provisional, mother, active,
         by_account, at, at, print, keys::integer[]
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::integer[], $10::text[],
                $11::text[], $12::text[], $13::boolean[], $14::boolean[], $15::timestamptz[], $16::text[], $17::text[])
      as n (patient, name, folded, sex, born, number, phone, address, home, institution, provisional, mother, active, by_account, at, print, keys)
      on conflict (patient) do update
     set name = excluded.name, folded = excluded.folded, sex = excluded.sex, born = excluded.born, number = excluded.number,
         phone = excluded.phone, address = excluded.address, home = excluded.home, institution = excluded.institution,
         provisional = excluded.provisional, mother = excluded.mother, active = excluded.active, by_account = excluded.by_account,
         recorded = excluded.recorded, print = excluded.print, keys = excluded.keys,
         changed = (select coalesce(array_agg(distinct f), '{}') from unnest(s.changed || array_remove(array[
           case when s.folded is distinct from excluded.folded then 'name' end, case when s.sex is distinct from excluded.sex then 'sex' end,
           case when s.born is distinct from excluded.born then 'born' end, case when s.number is distinct from excluded.number then 'number' end],
           null)) as c (f))
   where s.print <> excluded.print`;

const valuesOf = (rows: readonly Row[]): readonly unknown[] => [
  rows.map(({ said }) => said.patient),
  rows.map(({ said }) => said.name),
  rows.map(({ said }) => said.folded),
  rows.map(({ said }) => said.sex),
  rows.map(({ said }) => said.born),
  rows.map(({ said }) => said.number),
  rows.map(({ said }) => said.phone),
  rows.map(({ said }) => said.address),
  rows.map(({ said }) => homeOf(said.home)),
  rows.map(({ said }) => said.institution),
  rows.map(({ said }) => said.provisional),
  rows.map(({ said }) => said.mother),
  rows.map(({ said }) => said.active),
  rows.map(({ byAccount }) => byAccount),
  rows.map(({ at }) => at),
  rows.map(({ print }) => print),
  rows.map(({ said }) => arrayText(said.keys)),
];

function wait(tx: Tx, patients: readonly string[], since: Date): void {
  if (patients.length === 0) return;
  tx.later(
    // Written anew where one waits already: whoever takes the row meanwhile has not seen this change. In order, so that no two wait for each other.
    `insert into identity.waiting (patient, since) select unnest($1::text[]), $2
         on conflict (patient) do update set since = excluded.since`,
    [patients.toSorted(), since],
    'identity.wait',
  );
}

/**
 * Brings the index up to date with Patients just written, by whomever and whichever way; those that say something new wait to be compared with
 * others. A version that says the same of who somebody is changes nothing.
 */
export const project = (
  tx: Tx,
  resources: readonly StoredResource[],
  writerOf: (resource: StoredResource) => Actor,
): Promise<void> => putSources(tx, resources, (resource) => isAccountsChange(resource, writerOf(resource)));

async function putSources(
  tx: Tx,
  resources: readonly StoredResource[],
  isByAccount: (resource: StoredResource) => boolean,
): Promise<void> {
  const [first] = resources;
  if (!first) return;
  const rows = resources.map((resource): Row => {
    const said = readPatient(resource);
    return {
      said,
      print: printOf(said),
      at: resource.meta.lastUpdated,
      byAccount: isByAccount(resource),
    };
  });
  const isNew = resources.every(({ meta }) => meta.versionId === '1');
  const changed = isNew
    ? rows.map(({ said }) => said.patient)
    : (await tx.query<{ patient: string }>(`${put} returning s.patient`, valuesOf(rows), 'identity.put-changed')).map(
        ({ patient }) => patient,
      );
  if (isNew) tx.later(put, valuesOf(rows), 'identity.put-sources');
  const active = new Set(rows.filter(({ said }) => said.active).map(({ said }) => said.patient));
  const waiting = changed.filter((patient) => active.has(patient));
  const at = new Date(first.meta.lastUpdated);
  wait(tx, waiting, at);
  const gone = isNew ? [] : changed.filter((patient) => !active.has(patient));
  withdrawReviewsOf(tx, gone, at);
  // Whoever waits for a single registration need not wait for the next round of the job.
  if (waiting.length > 0 && waiting.length <= 20) await append(tx, 'identity.registered', { patients: waiting }, at);
}

/**
 * Takes away what is said of registrations that were deleted, and what was asked of them. Their person and what was decided of it stay until somebody
 * takes them out.
 */
export async function forget(
  tx: Tx,
  removed: readonly { readonly type: string; readonly id: string }[],
  now: Date,
): Promise<void> {
  const ids = removed.map(({ id }) => id);
  tx.later('delete from identity.source where patient = any($1)', [ids], 'identity.forget-sources');
  tx.later('delete from identity.waiting where patient = any($1)', [ids], 'identity.forget-waiting');
  withdrawReviewsOf(tx, ids, now);
}

/**
 * Puts what the index missed back into it, and has it compared. Who wrote a version is no longer known: what was an account's word stays one, and a later
 * version of which the index knew nothing may be.
 */
export async function mend(tx: Tx, resources: readonly StoredResource[]): Promise<void> {
  const rows = await tx.query<{ patient: string; byAccount: boolean }>(
    'delete from identity.source where patient = any($1) returning patient, by_account as "byAccount"',
    [resources.map(({ id }) => id)],
    'identity.mend',
  );
  const known = new Map(rows.map(({ patient, byAccount }) => [patient, byAccount]));
  await putSources(tx, resources, ({ id, meta }) => known.get(id) ?? meta.versionId !== '1');
}
