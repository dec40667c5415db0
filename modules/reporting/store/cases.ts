import type { Tx } from '@songhua/kernel';
import type { CaseFact, CasePerson } from '../contract.ts';
import { type Sight, sees } from '../domain/decide-sight.ts';
import { beginOf } from '../domain/judge-clock.ts';
import { type CardRow, findCards, selected, toCard } from './cards.ts';
import { factOf } from './carry-out.ts';

export interface CaseAsked {
  /** Days in Beijing, both included. */
  readonly from: string;
  readonly to: string;
  /** By which day a case is counted; `diagnosed` unless said. */
  readonly by?: 'onset' | 'diagnosed' | 'reported';
  readonly diseases?: readonly string[];
  /** Counties where people live, or from where it was reported when they live elsewhere. */
  readonly counties?: readonly string[];
}

export interface CaseCount {
  readonly disease: string;
  /** Where people live; where that is not in this city, from where it was reported. */
  readonly county: string | null;
  readonly town: string | null;
  readonly day: string;
  readonly cases: number;
}

/** A case with what rules on clusters and single cases ask of it; names nobody. */
export type CaseLine = CaseFact & {
  /** Admitted for it: as the card says, else true where something that it rests on was found during a stay; null: not known. */
  readonly hospitalised: boolean | null;
  /** School, nursery or workplace, as it was written; people write one place in several ways. */
  readonly unit: string | null;
  readonly occupation: CasePerson['occupation'];
};

export interface LastCase {
  readonly disease: string;
  readonly county: string;
  readonly day: string;
}

const caseStates: readonly string[] = ['reported', 'returned', 'checked', 'approved'];
const isCase = `c.state in ('${caseStates.join("', '")}')`;

const dayOf: Readonly<Record<NonNullable<CaseAsked['by']>, string>> = {
  // Not everybody has or remembers an onset: the day of the diagnosis stands for it, so that no case is left out.
  onset: `coalesce(c.onset, (c.diagnosed at time zone 'Asia/Shanghai')::date)`,
  diagnosed: `(c.diagnosed at time zone 'Asia/Shanghai')::date`,
  reported: `(c.reported at time zone 'Asia/Shanghai')::date`,
};
const county = 'coalesce(c.home_county, c.report_county)';

function compile({ from, to, by = 'diagnosed', diseases, counties }: CaseAsked, values: unknown[]): string {
  const given = (value: unknown): string => `$${values.push(value)}`;
  const parts = [isCase, `${dayOf[by]} between ${given(from)} and ${given(to)}`];
  // By the index of diagnoses: nobody is diagnosed more than a year after the onset, nor reported a year late. A day in Beijing is one of two elsewhere.
  const slack = by === 'diagnosed' ? '2 days' : '366 days';
  parts.push(
    `c.diagnosed >= ${given(from)}::date - interval '${slack}'`,
    `c.diagnosed < ${given(to)}::date + interval '${slack}'`,
  );
  if (diseases) parts.push(`c.disease = any(${given(diseases)})`);
  if (counties) parts.push(`${county} = any(${given(counties)})`);
  return parts.join(' and ');
}

export async function countCases(tx: Tx, asked: CaseAsked): Promise<readonly CaseCount[]> {
  const values: unknown[] = [];
  const where = compile(asked, values);
  const day = dayOf[asked.by ?? 'diagnosed'];
  return tx.query<CaseCount>(
    `select c.disease, ${county} as county, c.town, ${day}::text as day, count(*)::int as cases
       from reporting.card c where ${where} group by 1, 2, 3, 4 order by 1, 4, 2, 3`,
    values,
  );
}

export async function caseFacts(
  tx: Tx,
  asked: CaseAsked & { readonly limit: number; readonly after?: string },
): Promise<readonly CaseLine[]> {
  const values: unknown[] = [];
  const where = compile(asked, values);
  const after = `$${values.push(asked.after ?? null)}`;
  const rows = await tx.query<CardRow>(
    `select ${selected} from reporting.card c
      where ${where} and (${after}::uuid is null or (c.diagnosed, c.id) > (select l.diagnosed, l.id from reporting.card l where l.id = ${after}))
      order by c.diagnosed, c.id limit ${Number(asked.limit)}`,
    values,
  );
  const cards = rows.map(toCard);
  const stays = await foundAtStays(
    tx,
    cards.filter(({ fields }) => fields.hospitalised === null).map(({ id }) => id),
  );
  return cards.map((card) => {
    const { hospitalised, unit, occupation } = card.fields;
    const said = hospitalised === null ? stays.has(card.id) || null : hospitalised === 'yes';
    return { ...factOf(card), hospitalised: said, unit, occupation };
  });
}

/** Which of these cards rest on something that was found during a stay in hospital. */
async function foundAtStays(tx: Tx, cards: readonly string[]): Promise<ReadonlySet<string>> {
  if (cards.length === 0) return new Set();
  const rows = await tx.query<{ card: string }>(
    'select distinct card from reporting.evidence where card = any($1) and inpatient',
    [cards],
    'reporting.found-at-stays',
  );
  return new Set(rows.map(({ card }) => card));
}

/** Who these cards are of, as far as the sight leads to them and they are cases. */
export async function casePeople(tx: Tx, sight: Sight, cards: readonly string[]): Promise<readonly CasePerson[]> {
  const found = await findCards(tx, cards);
  return found
    .filter((card) => caseStates.includes(card.state) && sees(sight, card))
    .map(({ id, fields }) => {
      const { patient, name, guardian, number, sex, born, age, ageUnit, unit, phone, town, address, occupation, hospitalised } =
        fields;
      return {
        ...{ card: id, patient, name, guardian, number, sex, born, age, ageUnit, unit, phone, town, address, occupation },
        hospitalised,
      };
    });
}

/** The last day (of diagnosis, in Beijing) before `before` on which a disease had a case in a county; none ever: no row. */
export async function lastCases(
  tx: Tx,
  { before, diseases }: { readonly before: string; readonly diseases?: readonly string[] | undefined },
): Promise<readonly LastCase[]> {
  return tx.query<LastCase>(
    `select c.disease, ${county} as county, max(${dayOf.diagnosed})::text as day from reporting.card c
      where ${isCase} and c.diagnosed < $1 and ($2::text[] is null or c.disease = any($2)) and ${county} is not null
      group by 1, 2 order by 1, 2`,
    [beginOf(before), diseases ?? null],
    'reporting.last-cases',
  );
}
