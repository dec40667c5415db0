import type { RecordStore, StoredResource, Tx } from '@songhua/kernel';
import type { CollectionTable } from './collection-tables.ts';
import { collectionTables, selectFrom } from './collection-tables.ts';
import type { ProjectedType, Row } from './projection.ts';
import { projectedTypes, readRow, tablesOf } from './projection.ts';
import { miscountedSorts } from './sort-counts.ts';

/** A row that is not what its resource says, or has none. */
export interface Drift {
  readonly table: string;
  readonly id: string;
  readonly problem: 'missing' | 'differs' | 'without resource';
}

/** Resources read in one go. */
const pageSize = 2000;

/** Rows as text with sorted keys and without nulls, so that both sides compare byte by byte. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(
          Object.entries(v)
            .filter(([, x]) => x !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : v,
  );
}

async function* everyPage(tx: Tx, records: RecordStore, type: string): AsyncGenerator<readonly StoredResource[]> {
  for (let after: string | undefined; ; ) {
    const { items, next } = await records.search(tx, type, { limit: pageSize, ...(after !== undefined && { after }) });
    yield items;
    if (next === undefined) return;
    after = next;
  }
}

type Found = { readonly id: string };

async function institutionRows(tx: Tx, ids: readonly string[]): Promise<readonly Found[]> {
  const facts = await tx.query<{ institution: string; facts: unknown[] }>(
    `select institution, json_agg(json_build_object('measure', measure, 'value', value, 'asOf', as_of, 'evidence', evidence, 'source', source)
                                  order by measure collate "C", as_of) as facts
       from registry.institution_fact where institution = any($1) group by institution`,
    [ids],
    'registry.check-facts',
  );
  const factsOf = new Map(facts.map((f) => [f.institution, f.facts]));
  const rows = await tx.query<Found>(
    `select id, name, class, kind, level, ownership, active, named, section, since::text as since, attributes, beds, staff,
            as_of::text as "asOf", evidence, fields, designations, complete, figures from registry.institution where id = any($1)`,
    [ids],
    'registry.check-institutions',
  );
  return rows.map((row) => ({ ...row, facts: factsOf.get(row.id) ?? [] }));
}

const isCollection = (table: Row['table']): table is CollectionTable => Object.hasOwn(collectionTables, table);

/** The rows of a table under these ids, as the readers write them. */
function rowsOf(tx: Tx, table: Row['table'], ids: readonly string[]): Promise<readonly Found[]> {
  if (table === 'institution') return institutionRows(tx, ids);
  const sql = isCollection(table)
    ? selectFrom(table)
    : table === 'site'
      ? 'select id, institution, area, town from registry.institution_site'
      : 'select id, institution, code, offered, evidence from registry.institution_service';
  return tx.query<Found>(`${sql} where id = any($1)`, [ids], `registry.check-${table}`);
}

const storedName = { site: 'institution_site', service: 'institution_service' } as const;
const nameOf = (table: Row['table']): string => (table === 'site' || table === 'service' ? storedName[table] : table);

/** What of a page of resources stands otherwise in the tables, or not at all, or in a table where it does not belong. */
async function driftOfPage(
  tx: Tx,
  type: ProjectedType,
  page: readonly StoredResource[],
  met: Map<string, number>,
): Promise<Drift[]> {
  const expected = new Map<Row['table'], Map<string, string>>(tablesOf[type].map((table) => [table, new Map()]));
  for (const resource of page) {
    const found = readRow(resource);
    if (found) expected.get(found.table)?.set(found.row.id, textOf(found.row));
  }
  const ids = page.map((r) => r.id);
  const drift: Drift[] = [];
  for (const [table, rows] of expected) {
    const actual = await rowsOf(tx, table, ids);
    met.set(table, (met.get(table) ?? 0) + actual.length);
    const there = new Set<string>();
    for (const row of actual) {
      there.add(row.id);
      const wanted = rows.get(row.id);
      if (wanted === undefined) drift.push({ table: type, id: row.id, problem: 'without resource' });
      else if (wanted !== textOf(row)) drift.push({ table: type, id: row.id, problem: 'differs' });
    }
    for (const id of rows.keys()) if (!there.has(id)) drift.push({ table: type, id, problem: 'missing' });
  }
  return drift;
}

/** Rows whose resource is gone; only looked for when a table has more rows than were met with their resources. */
async function ghostsOf(
  tx: Tx,
  type: ProjectedType,
  met: ReadonlyMap<string, number>,
  seen: readonly string[],
): Promise<Drift[]> {
  const drift: Drift[] = [];
  for (const table of tablesOf[type]) {
    const [count] = await tx.query<{ n: number }>(`select count(*)::int as n from registry.${nameOf(table)}`);
    if (count?.n === (met.get(table) ?? 0)) continue;
    const rows = await tx.query<Found>(`select id from registry.${nameOf(table)} where not id = any($1) order by id`, [seen]);
    drift.push(...rows.map(({ id }): Drift => ({ table: type, id, problem: 'without resource' })));
  }
  return drift;
}

/**
 * Proves that the tables say exactly what the FHIR resources say; every row that does not is named by the type of its
 * resource. Counts of sorts that are not what the rows add up to are named by their institution. Resources are walked page by page, so that a registry of any size is checked in little memory.
 */
export async function checkProjection(tx: Tx, records: RecordStore): Promise<readonly Drift[]> {
  const drift: Drift[] = [];
  for (const id of await miscountedSorts(tx)) drift.push({ table: 'sort_count', id, problem: 'differs' });
  for (const type of projectedTypes) {
    const met = new Map<string, number>();
    const seen: string[] = [];
    for await (const page of everyPage(tx, records, type)) {
      seen.push(...page.map((r) => r.id));
      drift.push(...(await driftOfPage(tx, type, page, met)));
    }
    drift.push(...(await ghostsOf(tx, type, met, seen)));
  }
  return drift;
}
