import type { RecordStore, StoredResource, Tx } from '@songhua/kernel';
import { readOrganization } from '../domain/read-organization.ts';
import { readHealthcareService, readLocation } from '../domain/read-place.ts';
import { projectedTypes } from './projection.ts';

/** A row that is not what its resource says, or has none. */
export interface Drift {
  readonly table: string;
  readonly id: string;
  readonly problem: 'missing' | 'differs' | 'without resource';
}

type Rows = Map<string, string>;

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

async function* everyResource(tx: Tx, records: RecordStore, type: string): AsyncGenerator<StoredResource> {
  const limit = 500;
  for (let offset = 0; ; offset += limit) {
    const { items } = await records.search(tx, type, { limit, offset });
    yield* items;
    if (items.length < limit) return;
  }
}

async function expectedRows(tx: Tx, records: RecordStore): Promise<Rows> {
  const rows: Rows = new Map();
  for (const type of projectedTypes) {
    for await (const resource of everyResource(tx, records, type)) {
      const row =
        type === 'Organization'
          ? readOrganization(resource)
          : type === 'Location'
            ? readLocation(resource)
            : readHealthcareService(resource);
      if (row) rows.set(`${type}/${resource.id}`, textOf(row));
    }
  }
  return rows;
}

async function actualRows(tx: Tx): Promise<Rows> {
  const read = (type: string, sql: string) =>
    tx.query<{ id: string }>(sql).then((found) => found.map((row): [string, string] => [`${type}/${row.id}`, textOf(row)]));
  const facts = await tx.query<{ institution: string; facts: unknown[] }>(
    `select institution, json_agg(json_build_object('measure', measure, 'value', value, 'asOf', as_of, 'evidence', evidence, 'source', source)
                                  order by measure, as_of) as facts
       from registry.institution_fact group by institution`,
  );
  const factsOf = new Map(facts.map((f) => [f.institution, f.facts]));
  const institutions = await tx.query<{ id: string }>(
    `select id, name, class, kind, level, ownership, active, named, section, since::text as since, attributes, beds, staff,
            as_of::text as "asOf", evidence, fields, designations, complete from registry.institution`,
  );
  return new Map([
    ...institutions.map((row): [string, string] => [
      `Organization/${row.id}`,
      textOf({ ...row, facts: factsOf.get(row.id) ?? [] }),
    ]),
    ...(await read('Location', 'select id, institution, area, town from registry.institution_site')),
    ...(await read('HealthcareService', 'select id, institution, code, offered, evidence from registry.institution_service')),
  ]);
}

/** Proves that the tables say exactly what the FHIR resources say; every row that does not is named. */
export async function checkProjection(tx: Tx, records: RecordStore): Promise<readonly Drift[]> {
  const [expected, actual] = [await expectedRows(tx, records), await actualRows(tx)];
  const drift: Drift[] = [];
  const name = (key: string, problem: Drift['problem']): void => {
    const [table = '', id = ''] = key.split('/');
    drift.push({ table, id, problem });
  };
  for (const [key, row] of expected) {
    const found = actual.get(key);
    if (found === undefined) name(key, 'missing');
    else if (found !== row) name(key, 'differs');
  }
  for (const key of actual.keys()) if (!expected.has(key)) name(key, 'without resource');
  return drift;
}
