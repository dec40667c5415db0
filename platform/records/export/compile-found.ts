import type { Tx } from '@songhua/kernel';
import { numberKey } from '../domain/keys.ts';
import type { FhirStore } from '../fhir-store.ts';
import type { ReachedRow } from '../search/compile-reach.ts';
import { type Binder, createBinder } from '../search/statement.ts';
import { ridIn } from '../search/these.ts';
import { instantText } from '../store/instants.ts';
import { numbersLiteral } from '../store/literals.ts';
import type { Whose } from './find-patients.ts';
import type { Wanted } from './job.ts';

/** What a statement that finds resources of a type is made of. */
export interface Finding {
  readonly store: FhirStore;
  readonly type: string;
  readonly whose: Whose;
  readonly wanted: Pick<Wanted, 'since' | 'until'>;
  /** The moment whose state is exported. */
  readonly moment: Date;
  /** Undefined: all of the type are reached. */
  readonly reached: ReachedRow | undefined;
  /** None but these. */
  readonly among?: readonly bigint[];
}

/** That a row lies in the compartment of one of these patients. The patients themselves are those, and not who links to them. */
function ofPatients(binder: Binder, { store, type, whose }: Finding): string[] {
  const { codes, self } = store.view.people(type);
  if (whose === 'anything' || (whose === 'everybody' && self)) return [];
  const index = store.view.index(type);
  const numbers = codes.map((code) => index.number(code));
  if (whose === 'everybody') {
    const by = binder.bind(numbersLiteral(numbers), 'int[]');
    return [`exists (select 1 from unnest(r.links) l(link) where (l.link >> 48) = any(${by}))`];
  }
  if (self) return [`r.rid = any(${binder.bind(numbersLiteral(whose.rids), 'bigint[]')})`];
  const keys = binder.bind(
    numbersLiteral(numbers.flatMap((number) => whose.rids.map((rid) => numberKey(number, rid)))),
    'bigint[]',
  );
  return binder.spread
    ? [`(r.v, r.place) in (select p.v, p.place from records.posting p where p.key = any(${keys}))`]
    : [`r.rid in (select ${ridIn('p.v')} from unnest(${keys}) k(key) join records.posting p on p.key = k.key)`];
}

/** Bounds of when a row was last changed. */
const bounds = (binder: Binder, { since, until }: Finding['wanted']): string[] => [
  ...(since === undefined ? [] : [`r.updated_at > ${binder.bind(instantText(Date.parse(since)), 'timestamptz')}`]),
  ...(until === undefined ? [] : [`r.updated_at <= ${binder.bind(instantText(Date.parse(until)), 'timestamptz')}`]),
];

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Which resources there are, and which version of each was current at the moment (null: none yet). What was changed after the moment and before
 * the statement ran is found by how it is now, and given as it was then.
 */
export function compileFound(tx: Pick<Tx, 'spread'>, finding: Finding): Statement {
  const { store, type, moment, wanted, reached, among } = finding;
  const binder = createBinder(tx);
  const at = binder.bind(moment.toISOString(), 'timestamptz');
  const where = [
    `r.type = ${binder.bind(store.view.index(type).code, 'smallint')}`,
    'not r.deleted',
    ...bounds(binder, wanted),
    ...(among ? [`r.rid = any(${binder.bind(numbersLiteral(among), 'bigint[]')})`] : []),
    ...ofPatients(binder, finding),
    ...(reached ? [reached(binder, 'r')] : []),
  ];
  const text = `select r.rid, octet_length(r.body) as bytes, case when r.updated_at <= ${at} then r.version
      else (select max(v.version) from records.version v where v.rid = r.rid and v.place = r.place and v.updated_at <= ${at}) end as version
    from records.resource r where ${where.join(' and ')} order by r.updated_at, r.rid`;
  return { text, values: binder.values };
}

/** The deletions of a type that stand at the moment. */
export function compileDeleted(tx: Pick<Tx, 'spread'>, { store, type, wanted, moment }: Finding, columns: string): Statement {
  const binder = createBinder(tx);
  const where = [
    `r.type = ${binder.bind(store.view.index(type).code, 'smallint')}`,
    'r.deleted',
    `r.updated_at <= ${binder.bind(moment.toISOString(), 'timestamptz')}`,
    ...bounds(binder, wanted),
  ];
  return {
    text: `select ${columns} from records.resource r where ${where.join(' and ')} order by r.updated_at, r.rid`,
    values: binder.values,
  };
}
