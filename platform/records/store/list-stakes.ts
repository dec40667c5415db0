import type { Relation, Tx } from '@songhua/kernel';
import { relationNumber } from '../reach/ways.ts';
import { textsLiteral } from './literals.ts';

/** One stake in a patient, whether it holds now or not. */
export interface KnownStake {
  /** Id of the Patient. */
  readonly patient: string;
  readonly relation: Relation;
  readonly holder: string;
  /** The resource it follows from, `Encounter/7`. */
  readonly source: string;
  /** Null: without a bound. */
  readonly since: Date | null;
  /** Exclusive. */
  readonly until: Date | null;
  /** It counts for this Patient, and for no other of the same person. */
  readonly alone: boolean;
}

const named = new Map(Object.entries(relationNumber).map(([name, number]) => [number, name as Relation]));

/**
 * Who has, had or will have a stake in these patients, by what is said of others who are the same person, too, a thousand rows at most, those
 * that hold longest: whoever decides by them takes one that is missing for none. What was said of one of these is
 * told of that one, and not of the others asked for with it.
 */
export async function listStakes(tx: Tx, patientType: number, patients: readonly string[]): Promise<KnownStake[]> {
  const rows = await tx.query<Omit<KnownStake, 'relation'> & { readonly relation: number }>(
    `select n.id as patient, s.relation, s.holder, s.source, nullif(s.since, '-infinity') as since, nullif(s.until, 'infinity') as until, s.alone
       from records.name n join records.stake s on s.patient = n.rid
      where n.type = $1 and n.id = any($2::text[])
        and not exists (select 1 from records.name v where v.type = $1 and v.id = any($2::text[]) and v.rid = s.via)
      order by s.until desc, s.holder, s.source limit 1000`,
    [patientType, textsLiteral(patients)],
    'records.list-stakes',
  );
  return rows.flatMap(({ relation, ...rest }) => {
    const name = named.get(relation);
    return name ? [{ ...rest, relation: name }] : [];
  });
}
