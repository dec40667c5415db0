import type { Tx } from '@songhua/kernel';
import type { Opening } from '../relations/account-stakes.ts';

const columns = `source, patient, institution, account, at, alone, confirmed_by as "confirmedBy", relation, since, until`;

/** What accounts opened by these resources. */
export const findOpenings = (tx: Tx, sources: readonly string[]): Promise<Opening[]> =>
  tx.query<Opening>(`select ${columns} from access.opening where source = any($1::text[])`, [[...sources]], 'access.openings');

/** What accounts opened of a person (ids of all their Patients) for an institution. */
export const openingsOf = (tx: Tx, patients: readonly string[], institution: string): Promise<Opening[]> =>
  tx.query<Opening>(
    `select ${columns} from access.opening where patient = any($1::text[]) and institution = $2 order by at desc limit 1000`,
    [[...patients], institution],
    'access.openings-of-patient',
  );

/** Puts an opening as it is now; who opened it and when never changes, and what somebody has confirmed meanwhile stays so unless it is taken back. */
export const keepOpening = (tx: Tx, one: Opening, { takesBack }: { readonly takesBack: boolean }): Promise<unknown> =>
  tx.query(
    `insert into access.opening (source, patient, institution, account, at, alone, confirmed_by, relation, since, until)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (source) do update set relation = excluded.relation, since = excluded.since, until = excluded.until,
       confirmed_by = case when $11 then null else coalesce(access.opening.confirmed_by, excluded.confirmed_by) end`,
    [
      ...[one.source, one.patient, one.institution, one.account, one.at, one.alone, one.confirmedBy],
      ...[one.relation, one.since, one.until, takesBack],
    ],
    'access.keep-opening',
  );

/** What a system writes itself, or what is deleted, rests on no account's word any more. */
export async function dropOpenings(tx: Tx, sources: readonly string[]): Promise<void> {
  await tx.query(
    `with kept as (delete from access.kept_stakes where source = any($1::text[]))
     delete from access.opening where source = any($1::text[])`,
    [[...sources]],
    'access.take-over-openings',
  );
}

/**
 * Confirms what accounts opened alone of these people for these institutions, by whoever does not name himself; what is void stays
 * unconfirmed. Answers what changed.
 */
export const confirmOpenings = (
  tx: Tx,
  pairs: readonly { readonly patient: string; readonly institution: string }[],
  by: string,
): Promise<Opening[]> =>
  tx.query<Opening>(
    `update access.opening o set confirmed_by = $3
       from (select distinct * from unnest($1::text[], $2::text[]) p(patient, institution)) p
      where o.patient = p.patient and o.institution = p.institution and o.alone and o.confirmed_by is null and o.account <> $3
        and (o.relation is not null or o.source like 'Patient/%')
      returning o.source, o.patient, o.institution, o.account, o.at, o.alone, o.confirmed_by as "confirmedBy", o.relation, o.since, o.until`,
    [pairs.map(({ patient }) => patient), pairs.map(({ institution }) => institution), by],
    'access.confirm-openings',
  );

/** Notes that an account has changed what a system wrote. */
export const noteKept = (tx: Tx, source: string): Promise<unknown> =>
  tx.query('insert into access.kept_stakes (source) values ($1) on conflict do nothing', [source], 'access.note-kept');

/** Of these sources those that an account has changed last. */
export const findKept = async (tx: Tx, sources: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await tx.query<{ source: string }>('select source from access.kept_stakes where source = any($1::text[])', [
    [...sources],
  ]);
  return new Set(rows.map(({ source }) => source));
};

/** What somebody opened alone, for the list of what is unusual. */
export interface OpenedAlone {
  readonly source: string;
  readonly patient: string;
  readonly institution: string;
  readonly account: string;
  readonly accountName: string | null;
  readonly at: Date;
  readonly confirmed: boolean;
}

/** Visits that accounts opened alone between two moments, confirmed since or not: the ten thousand latest, latest first. */
export const openedAloneBetween = (tx: Tx, from: Date, until: Date): Promise<OpenedAlone[]> =>
  tx.query<OpenedAlone>(
    `select o.source, o.patient, o.institution, o.account, a.name as "accountName", o.at, o.confirmed_by is not null as confirmed
       from access.opening o left join access.account a on a.id = o.account
      where o.at >= $1 and o.at < $2 and o.alone and o.relation is not null order by o.at desc, o.source limit 10000`,
    [from, until],
  );
