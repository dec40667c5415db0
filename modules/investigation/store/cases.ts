import type { Tx } from '@songhua/kernel';
import type { CaseFields, CaseSort, Classification, Outcome } from '../contract.ts';
import type { Said } from '../domain/classify-case.ts';
import type { KnownPerson } from '../domain/find-duplicates.ts';

export interface StoredCase extends Omit<CaseFields, 'reported'> {
  readonly id: string;
  readonly serial: number;
  readonly card: string | null;
  readonly patient: string | null;
  readonly county: string | null;
  readonly reported: string;
  readonly classified: Said;
  readonly classifiedAt: Date;
  readonly version: number;
}

interface Row extends Omit<StoredCase, 'classified'> {
  readonly classified_kind: 'person' | 'rule';
  readonly classified_by: string;
}

const columns = `p.id, p.serial, p.card, p.patient, p.name, p.number, p.sex, p.born::text as born, p.age, p.phone, p.county, p.town, p.address,
  p.work, p.school, p.exposure, p.onset::text as onset, p.reported::text as reported, p.outcome, p.died::text as died, p.classification,
  p.classified_kind, p.classified_by, p.classified_at as "classifiedAt", p.version`;

const toCase = ({ classified_kind, classified_by, ...row }: Row): StoredCase => ({
  ...row,
  classified: { classification: row.classification, kind: classified_kind, by: classified_by },
});

export interface CaseFilter {
  readonly classification?: Classification | undefined;
  readonly outcome?: Outcome | undefined;
  readonly town?: string | undefined;
  readonly county?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly q?: string | undefined;
}

const orders: Readonly<Record<CaseSort, string>> = {
  onset: 'p.onset, p.id',
  '-onset': 'p.onset desc, p.id desc',
  serial: 'p.serial',
  '-serial': 'p.serial desc',
};

export const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

function compile(investigation: string, filter: CaseFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [investigation];
  const parts = ['p.investigation = $1'];
  const add = (value: unknown, say: (place: string) => string): void => {
    if (value !== undefined) parts.push(say(`$${values.push(value)}`));
  };
  add(filter.classification, (place) => `p.classification = ${place}`);
  add(filter.outcome, (place) => `p.outcome = ${place}`);
  add(filter.town, (place) => `p.town = ${place}`);
  add(filter.county, (place) => `p.county = ${place}`);
  add(filter.from, (place) => `p.onset >= ${place}::date`);
  add(filter.to, (place) => `p.onset <= ${place}::date`);
  const { q } = filter;
  const serial = /^#(\d{1,9})$/.exec(q ?? '')?.[1];
  if (serial !== undefined) add(Number(serial), (place) => `p.serial = ${place}`);
  else if (q !== undefined) {
    const [name, whole] = [values.push(`${escapeLike(q)}%`), values.push(q.toUpperCase())];
    parts.push(`(p.name like $${name} or p.number = $${whole} or p.phone = $${whole})`);
  }
  return { where: parts.join(' and '), values };
}

export async function listCases(
  tx: Tx,
  investigation: string,
  filter: CaseFilter,
  { sort, limit, offset = 0 }: { sort: CaseSort; limit: number; offset?: number },
): Promise<StoredCase[]> {
  const { where, values } = compile(investigation, filter);
  const rows = await tx.query<Row>(
    `select ${columns} from investigation.person p where ${where} order by ${orders[sort]} limit ${Number(limit)} offset ${Number(offset)}`,
    values,
  );
  return rows.map(toCase);
}

/** How many there are, counted as far as `most`. */
export async function countCases(tx: Tx, investigation: string, filter: CaseFilter, most: number): Promise<number> {
  const { where, values } = compile(investigation, filter);
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (select 1 from investigation.person p where ${where} limit ${Number(most)}) as counted`,
    values,
  );
  return row?.n ?? 0;
}

export async function findCase(tx: Tx, investigation: string, id: string, hold = false): Promise<StoredCase | null> {
  const [row] = await tx.query<Row>(
    `select ${columns} from investigation.person p where p.investigation = $1 and p.id = $2 ${hold ? 'for update' : ''}`,
    [investigation, id],
  );
  return row ? toCase(row) : null;
}

export const findCases = async (tx: Tx, investigation: string, ids: readonly string[]): Promise<StoredCase[]> =>
  (
    await tx.query<Row>(
      `select ${columns} from investigation.person p where p.investigation = $1 and p.id = any($2::uuid[]) order by p.id for update`,
      [investigation, ids],
    )
  ).map(toCase);

/** Those who may be one of these people, by number or name. */
export const findAlike = (
  tx: Tx,
  investigation: string,
  numbers: readonly string[],
  names: readonly string[],
): Promise<KnownPerson[]> =>
  tx.query<KnownPerson>(
    `select p.id, p.serial, p.name, p.number, p.phone, p.onset::text as onset,
            coalesce(extract(year from p.born)::int, substring(p.number from '^\\d{6}((?:19|20)\\d{2})\\d{7}[0-9X]$')::int,
                     extract(year from p.created)::int - p.age) as year
       from investigation.person p where p.investigation = $1 and (p.number = any($2) or p.name = any($3)) order by p.serial limit 5000`,
    [investigation, numbers, names],
  );

export type NewCase = Omit<StoredCase, 'version' | 'classifiedAt'>;

export async function insertCases(
  tx: Tx,
  investigation: string,
  cases: readonly NewCase[],
  author: string,
  now: Date,
): Promise<void> {
  if (cases.length === 0) return;
  const rows = cases.map(({ classified, ...one }) => ({
    ...one,
    classification: classified.classification,
    classified_kind: classified.kind,
    classified_by: classified.by,
  }));
  await tx.query(
    `insert into investigation.person (investigation, id, serial, card, patient, name, number, sex, born, age, phone, county, town, address,
       work, school, exposure, onset, reported, outcome, died, classification, classified_kind, classified_by, classified_at, created, author,
       version)
     select $1, r.id, r.serial, r.card, r.patient, r.name, r.number, r.sex, r.born, r.age, r.phone, r.county, r.town, r.address, r.work,
            r.school, r.exposure, r.onset, r.reported, r.outcome, r.died, r.classification, r.classified_kind, r.classified_by, $3, $3, $4, 1
       from json_populate_recordset(null::investigation.person, $2::json) r`,
    [investigation, JSON.stringify(rows), now, author],
  );
}

export async function updateCase(tx: Tx, investigation: string, to: StoredCase): Promise<void> {
  await tx.query(
    `update investigation.person set name = $3, number = $4, sex = $5, born = $6, age = $7, phone = $8, county = $9, town = $10, address = $11,
       work = $12, school = $13, exposure = $14, onset = $15, reported = $16, outcome = $17, died = $18, classification = $19,
       classified_kind = $20, classified_by = $21, classified_at = $22, version = version + 1
      where investigation = $1 and id = $2`,
    [
      ...[investigation, to.id, to.name, to.number, to.sex, to.born, to.age, to.phone, to.county, to.town, to.address],
      ...[to.work, to.school, to.exposure, to.onset, to.reported, to.outcome, to.died, to.classified.classification],
      ...[to.classified.kind, to.classified.by, to.classifiedAt],
    ],
  );
}

/** Which of these report cards stand in the list already. */
export const cardsKnown = async (tx: Tx, investigation: string, cards: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await tx.query<{ card: string }>(
        'select p.card from investigation.person p where p.investigation = $1 and p.card = any($2::uuid[])',
        [investigation, cards],
      )
    ).map(({ card }) => card),
  );
