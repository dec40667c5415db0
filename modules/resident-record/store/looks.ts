import type { Tx } from '@songhua/kernel';
import type { Looks } from '../domain/gathered.ts';

/** When an account last said that it has seen the records of these people (ids of Patients). */
export async function looksAt(tx: Tx, account: string, patients: readonly string[]): Promise<Looks> {
  const rows = await tx.query<{ patient: string; at: Date }>(
    'select patient, at from resident_record.look where account = $1 and patient = any($2::text[])',
    [account, patients],
    'resident-record.looks',
  );
  return new Map(rows.map(({ patient, at }) => [patient, at.getTime()]));
}

/** Notes that an account has seen records up to a moment; one that is seen further stays so. */
export async function keepLook(tx: Tx, account: string, patients: readonly string[], at: Date): Promise<void> {
  await tx.query(
    `insert into resident_record.look (account, patient, at) select $1, unnest($2::text[]), $3
     on conflict (account, patient) do update set at = greatest(look.at, excluded.at)`,
    [account, [...new Set(patients)].sort(), at],
    'resident-record.keep-look',
  );
}
