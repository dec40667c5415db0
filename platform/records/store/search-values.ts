import type { SearchQuery, StoredResource, Tx } from '@songhua/kernel';
import { extractSearchValues, foldName, longestValue } from '../domain/extract-search-values.ts';

/** Replaces what these resources are found by. */
export async function indexResources(tx: Tx, resources: readonly StoredResource[], existed: ReadonlySet<string>): Promise<void> {
  const old = resources.filter(({ resourceType, id }) => existed.has(`${resourceType}/${id}`));
  if (old.length > 0) {
    await tx.query(
      'delete from records.search_value v using unnest($1::text[], $2::text[]) as r(type, id) where v.type = r.type and v.id = r.id',
      [old.map(({ resourceType }) => resourceType), old.map(({ id }) => id)],
    );
  }
  const entries = resources.flatMap((resource) =>
    extractSearchValues(resource).map((entry) => ({ ...entry, type: resource.resourceType, id: resource.id })),
  );
  await tx.query(
    `insert into records.search_value (type, parameter, value, system, id)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    [
      entries.map(({ type }) => type),
      entries.map(({ parameter }) => parameter),
      entries.map(({ value }) => value),
      entries.map(({ system }) => system),
      entries.map(({ id }) => id),
    ],
  );
}

/** A FHIR token: `system|value`, `|value` (no system), `system|` (any value) or `value` (any system). */
const token = (text: string): { system?: string; value?: string } => {
  const bar = text.indexOf('|');
  if (bar < 0) return { value: text };
  const value = text.slice(bar + 1);
  return { system: text.slice(0, bar), ...(value !== '' && { value }) };
};

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** FHIR writes alternatives with commas; `\\,` is a comma of the value. */
const alternatives = (text: string): string[] => text.split(/(?<!\\),/).map((part) => part.replaceAll('\\,', ','));

/** Bodies of the matches in the order of their ids, and how many there are in all. */
export async function searchResources(tx: Tx, type: string, query: SearchQuery): Promise<{ total: number; bodies: string[] }> {
  const params: unknown[] = [type];
  const bind = (value: unknown): string => `$${params.push(value)}`;
  const has = (parameter: string, test: string): string =>
    `exists (select 1 from records.search_value v where v.type = r.type and v.id = r.id and v.parameter = '${parameter}' and ${test})`;
  const tokenTest = (text: string): string => {
    const { system, value } = token(text);
    const tests = [
      ...(system === undefined ? [] : [`v.system = ${bind(system)}`]),
      ...(value === undefined ? [] : [`v.value = ${bind(value.slice(0, longestValue))}`]),
    ];
    return tests.length > 0 ? `(${tests.join(' and ')})` : 'true';
  };
  const nameTest = (text: string): string => `v.value like ${bind(`${escapeLike(foldName(text)).slice(0, longestValue)}%`)}`;
  const anyOf = (text: string, test: (part: string) => string): string => `(${alternatives(text).map(test).join(' or ')})`;
  const where = [
    'r.type = $1',
    ...(query.id ? [`r.id = any(${bind(query.id)})`] : []),
    ...(query.identifier ? [has('identifier', anyOf(query.identifier, tokenTest))] : []),
    ...(query.type ? [has('type', anyOf(query.type, tokenTest))] : []),
    ...(query.name ? [has('name', anyOf(query.name, nameTest))] : []),
  ].join(' and ');
  const [count] = await tx.query<{ total: number }>(
    `select count(*)::int as total from records.resource r where ${where}`,
    params,
  );
  const after = query.after === undefined ? 'true' : `r.id > ${bind(query.after)}`;
  const rows = await tx.query<{ body: string }>(
    `select r.body from records.resource r where ${where} and ${after} order by r.id limit ${bind(query.limit)} offset ${bind(query.offset)}`,
    params,
  );
  return { total: count?.total ?? 0, bodies: rows.map(({ body }) => body) };
}
