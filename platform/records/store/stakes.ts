import type { Label, Purpose, Relation, Tx } from '@songhua/kernel';
import { placeOf } from '../domain/place.ts';
import { relationNumber } from '../reach/ways.ts';
import type { Directory } from './directory.ts';
import { nameKey } from './directory.ts';
import { type KnownStake, listStakes } from './list-stakes.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';
import { holdGroups, type SharedTable, shareNew } from './shared-rows.ts';

/** The patient's records may be reached by this holder in this relation. Times are instants; without one there is no such bound. */
export interface Stake {
  /** Id of the Patient. */
  readonly patient: string;
  readonly relation: Exclude<Relation, 'self'>;
  /** `Organization/…`, `Practitioner/…`, `Patient/…`, `area/220221`, `account/…`; compared as it is written. */
  readonly holder: string;
  readonly since?: Date;
  /** Exclusive. */
  readonly until?: Date;
  /** It counts for this Patient, and for no other of the same person. */
  readonly alone?: true;
}

/** What a patient forbids. */
export interface Denial {
  /** Id of the Patient. */
  readonly patient: string;
  /** `Organization/…` to which it is forbidden; without it to all but the spared. */
  readonly institution?: string;
  /** `Organization/…` whom it does not concern. */
  readonly spared?: readonly string[];
  /** R4's name of the type that it concerns; without it all. */
  readonly type?: string;
  readonly purpose?: Purpose;
  /** Records alone that are sensitive so; without it all, sensitive or not. */
  readonly label?: Label;
  readonly since?: Date;
  /** Exclusive. */
  readonly until?: Date;
}

/** Rows by the resource they follow from, `Encounter/7`: all that this source says, nothing of what it said before. */
export interface Sourced<T> {
  readonly source: string;
  readonly rows: readonly T[];
}

/** Writes stakes and denials; for projections, in the resources' own transaction. Set by set: a batch of an import is two statements. */
export interface StakeWriter {
  putStakes(tx: Tx, sources: readonly Sourced<Stake>[]): Promise<void>;
  putDenials(tx: Tx, sources: readonly Sourced<Denial>[]): Promise<void>;
  /** Who has, had or will have a stake in these patients (ids), a thousand rows at most. */
  list(tx: Tx, patients: readonly string[]): Promise<readonly KnownStake[]>;
  /** What the sources said holds no more. */
  forget(tx: Tx, sources: readonly string[]): Promise<void>;
}

const instant = (date: Date | undefined, open: string): string => date?.toISOString() ?? open;

/** The widest of several that say the same, for one source may name a holder twice. */
function merged(sources: readonly Sourced<Stake>[]): (Stake & { readonly source: string })[] {
  const found = new Map<string, Stake & { readonly source: string }>();
  const earlier = (a?: Date, b?: Date) => (a && b ? (a < b ? a : b) : undefined);
  const later = (a?: Date, b?: Date) => (a && b ? (a > b ? a : b) : undefined);
  // Of a source that comes twice the last word counts.
  for (const [source, rows] of new Map(sources.map((one) => [one.source, one.rows] as const))) {
    for (const row of rows) {
      const key = JSON.stringify([source, row.patient, row.relation, row.holder]);
      const known = found.get(key);
      const since = known ? earlier(known.since, row.since) : row.since;
      const until = known ? later(known.until, row.until) : row.until;
      const { patient, relation, holder } = row;
      const alone = row.alone && (!known || known.alone);
      found.set(key, {
        source,
        patient,
        relation,
        holder,
        ...(since && { since }),
        ...(until && { until }),
        ...(alone && { alone }),
      });
    }
  }
  return [...found.values()];
}

interface Member {
  readonly patient: string;
}

/** Of the patients in `$1` those who are one person with others. It is asked along with what is written: mostly there are none. */
const whoAreMembers = 'select m.patient from records.person_member m where m.patient = any($1::bigint[])';

const share = (
  tx: Tx,
  table: SharedTable,
  members: readonly Member[],
  rows: readonly { readonly source: string }[],
): Promise<void> =>
  shareNew(
    tx,
    table,
    members.map(({ patient }) => patient),
    textsLiteral(new Set(rows.map(({ source }) => source))),
  );

export function createStakeWriter(directory: Directory, numberOf: (type: string) => number): StakeWriter {
  const numbersFor = async (tx: Tx, ids: readonly string[]): Promise<(id: string) => bigint> => {
    if (ids.length === 0) return () => 0n;
    const type = numberOf('Patient');
    const names = await directory.enter(
      tx,
      [...new Set(ids)].map((id) => ({ type, id, place: placeOf('Patient', id, []) })),
    );
    return (id) => names.get(nameKey(type, id))?.rid ?? 0n;
  };
  /** What the sources said holds no more, of whomever; `patients` are those of whom something is said next. */
  const drop = (tx: Tx, table: SharedTable, sources: readonly string[], patients: readonly bigint[] = []): Promise<unknown> => {
    const all = textsLiteral(new Set(sources));
    holdGroups(tx, table, patients, all);
    return tx.query(`delete from records.${table} where source = any($1::text[])`, [all], `records.drop-${table}s`);
  };
  return {
    putStakes: async (tx, sources) => {
      if (sources.length === 0) return;
      const rows = merged(sources);
      const rid = await numbersFor(
        tx,
        rows.map(({ patient }) => patient),
      );
      const patients = rows.map(({ patient }) => rid(patient));
      await drop(
        tx,
        'stake',
        sources.map(({ source }) => source),
        patients,
      );
      if (rows.length === 0) return;
      const members = await tx.query<Member>(
        `with put as (insert into records.stake (patient, relation, holder, source, since, until, alone)
           select * from unnest($1::bigint[], $2::smallint[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::boolean[]))
         ${whoAreMembers}`,
        [
          numbersLiteral(patients),
          numbersLiteral(rows.map(({ relation }) => relationNumber[relation])),
          textsLiteral(rows.map(({ holder }) => holder)),
          textsLiteral(rows.map(({ source }) => source)),
          textsLiteral(rows.map(({ since }) => instant(since, '-infinity'))),
          textsLiteral(rows.map(({ until }) => instant(until, 'infinity'))),
          `{${rows.map(({ alone }) => alone === true).join(',')}}`,
        ],
        'records.put-stakes',
      );
      await share(tx, 'stake', members, rows);
    },
    putDenials: async (tx, sources) => {
      if (sources.length === 0) return;
      const last = new Map(sources.map(({ source, rows }) => [source, rows] as const));
      const rows = [...last].flatMap(([source, own]) => own.map((denial, part) => ({ source, part, denial })));
      const rid = await numbersFor(
        tx,
        rows.map(({ denial }) => denial.patient),
      );
      const patients = rows.map(({ denial }) => rid(denial.patient));
      await drop(
        tx,
        'denial',
        sources.map(({ source }) => source),
        patients,
      );
      if (rows.length === 0) return;
      const members = await tx.query<Member>(
        `with put as (insert into records.denial (patient, source, part, institution, spared, type, purpose, since, until, label)
           select n.patient, n.source, n.part, n.institution, n.spared::text[], n.type, n.purpose, n.since, n.until, n.label
             from unnest($1::bigint[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::smallint[], $7::text[], $8::timestamptz[],
               $9::timestamptz[], $10::text[]) n(patient, source, part, institution, spared, type, purpose, since, until, label))
         ${whoAreMembers}`,
        [
          numbersLiteral(patients),
          textsLiteral(rows.map(({ source }) => source)),
          numbersLiteral(rows.map(({ part }) => part)),
          textsLiteral(rows.map(({ denial: { institution } }) => institution ?? null)),
          textsLiteral(rows.map(({ denial: { spared = [] } }) => textsLiteral(spared))),
          numbersLiteral(rows.map(({ denial: { type } }) => (type === undefined ? null : numberOf(type)))),
          textsLiteral(rows.map(({ denial: { purpose } }) => purpose ?? null)),
          textsLiteral(rows.map(({ denial: { since } }) => instant(since, '-infinity'))),
          textsLiteral(rows.map(({ denial: { until } }) => instant(until, 'infinity'))),
          textsLiteral(rows.map(({ denial: { label } }) => label ?? null)),
        ],
        'records.put-denials',
      );
      await share(tx, 'denial', members, rows);
    },
    list: (tx, patients) => listStakes(tx, numberOf('Patient'), patients),
    forget: async (tx, sources) => {
      if (sources.length === 0) return;
      await drop(tx, 'stake', sources);
      await drop(tx, 'denial', sources);
    },
  };
}
