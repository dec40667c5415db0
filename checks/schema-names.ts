import { withoutComments } from './migrations.ts';
import { type AstNode, isNode, literalText, parse } from './parse.ts';
import { type Finding, isScript, isTestSupport, type SourceFile } from './source.ts';
import { type Zone, zoneOf } from './zones.ts';

/** Schemas that everybody may read: the database speaking of itself. */
const catalogs = new Set(['pg_catalog', 'information_schema']);

const name = String.raw`(?:[a-z_]\w*|§)`;
const qualified = String.raw`\s+(?:only\s+)?(?:if\s+(?:not\s+)?exists\s+)?(${name})\.(?=${name})`;
const before = '(?:from|join|into|update|using|references|table|truncate|view|sequence|type|function|copy|lateral)';

/** A name with its schema where a statement names a table, a view, a type or a function. */
const named = new RegExp(String.raw`\b${before}${qualified}`, 'gi');
const indexed = new RegExp(String.raw`\b(?:index|trigger|rule|policy)\b[^;()]*?\bon${qualified}`, 'gi');
const made = /\b(?:create|drop|alter)\s+schema\s+(?:if\s+(?:not\s+)?exists\s+)?(\w+)/gi;
const aliases = [
  /\b(?:from|join|into|update|using|,)\s+(?:only\s+)?[\w.§]+\s+(?:as\s+)?([a-z_]\w*)/gi,
  /(?:\)|,\s*[\w§]+\.[\w§]+)\s+(?:as\s+)?([a-z_]\w*)/gi,
];
const looksLikeSql =
  /\b(set|lock|table|grant|select|insert|update|delete|truncate|from|join|using|references|create|alter|drop|copy)\b/i;
const table = /^\s*([a-z_]\w*)\.[a-z_]\w*(\s+(as\s+)?\w+)?\s*$/i;

const matches = (pattern: RegExp, text: string): { schema: string; at: number }[] =>
  [...text.matchAll(pattern)].map((found) => ({ schema: (found[1] ?? '').toLowerCase(), at: found.index }));

/** Schemas a piece of SQL names that are not its owner's, each with its line. */
function foreignSchemas(
  sql: string,
  own: string,
  known: ReadonlySet<string>,
): { readonly schema: string; readonly line: number }[] {
  const text = withoutComments(sql).replaceAll('"', '');
  const called = new Set(aliases.flatMap((pattern) => matches(pattern, text)).map(({ schema }) => schema));
  const where = [...matches(named, text), ...matches(indexed, text)].filter(
    ({ schema }) => known.has(schema) || !(called.has(schema) || ['excluded', 'old', 'new'].includes(schema)),
  );
  const anywhere = matches(/(?<![\w.$])([a-z_]\w*)\.(?=[a-z_])/gi, text).filter(({ schema }) => known.has(schema));
  const all = [...where, ...matches(made, text), ...anywhere, ...matches(/\b(search_path)\b/gi, text)];
  const lines = new Map(all.map(({ schema, at }) => [schema, text.slice(0, at).split('\n').length]));
  return [...lines].map(([schema, line]) => ({ schema, line })).filter(({ schema }) => schema !== own && !catalogs.has(schema));
}

/** The folder whose SQL is judged and the schema that is its own, or null where nothing is judged. */
function ownSchema(zone: Zone, ids: ReadonlyMap<string, string>): string | null {
  if (zone.test) return null;
  if (zone.layer === 'server') return 'songhua';
  if (zone.layer !== 'modules' && zone.layer !== 'platform') return null;
  return (ids.get(zone.home) ?? zone.home.split('/')[1] ?? '').replaceAll('-', '_');
}

/** Ids of modules that stand in a folder of another name, as the example does. */
const idsOf = (files: readonly SourceFile[]): ReadonlyMap<string, string> =>
  new Map(
    files
      .filter(({ path }) => /^(modules|examples)\/[^/]+\/module\.ts$/.test(path))
      .map(({ path, text }) => [zoneOf(path).home, /\bid: '([a-z][a-z-]*)'/.exec(text)?.[1] ?? path.split('/')[1] ?? '']),
  );

const always = ['access', 'events', 'records', 'songhua'];

/** Every schema there is: those that a migration makes, and those whose owners have no migration yet. */
const knownSchemas = (files: readonly SourceFile[], ids: ReadonlyMap<string, string>): ReadonlySet<string> =>
  new Set([
    ...always,
    ...[...ids.values()].map((id) => id.replaceAll('-', '_')),
    ...files
      .filter(({ path }) => path.endsWith('.sql'))
      .flatMap(({ text }) => matches(made, withoutComments(text)).map(({ schema }) => schema)),
  ]);

/** Query-builder calls whose first argument is a table, and those where it is a table, a schema or a column. */
const takesTable =
  /^(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto|createTable|alterTable|dropTable|\w*[jJ]oin)$/;
const takesName = /^(withSchema|table|ref|id|from|using)$/;

function firstArgumentOf(node: AstNode, parent: AstNode | undefined): string | null {
  if (parent?.type !== 'CallExpression' || !isNode(parent.callee) || !Array.isArray(parent.arguments)) return null;
  const { callee } = parent;
  const called = callee.type === 'MemberExpression' && isNode(callee.property) ? callee.property.name : callee.name;
  return parent.arguments[0] === node ? String(called) : null;
}

/** The schema of a literal that is a table's name as a whole, or the name of a schema itself. */
function ofWhole(literal: string, call: string | null, store: boolean, known: ReadonlySet<string>): string | null {
  const bare = literal.replaceAll('"', '');
  const names = call !== null && (takesTable.test(call) || takesName.test(call));
  if (names && known.has(bare)) return bare;
  const schema = table.exec(bare)?.[1];
  if (schema === undefined) return null;
  return (store || names) && known.has(schema) ? schema : call !== null && takesTable.test(call) ? schema : null;
}

function ofScript({ path, text }: SourceFile, own: string, known: ReadonlySet<string>): Finding[] {
  const { nodes, placeOf, lineOf } = parse(path, text);
  const store = /\/store\//.test(path);
  return nodes.flatMap((node) => {
    const literal = literalText(node);
    if (literal === null) return [];
    const whole = ofWhole(literal, firstArgumentOf(node, placeOf.get(node)?.parent), store, known);
    const within = looksLikeSql.test(literal) ? foreignSchemas(literal, own, known).map(({ schema }) => schema) : [];
    const found = whole === null ? within : [whole].filter((schema) => schema !== own);
    return found.map((schema) => ({ rule: 'schemas.foreign', path, line: lineOf(node), message: messageOf(schema, own) }));
  });
}

const messageOf = (schema: string, own: string): string =>
  schema === '§' ? `names a schema by a placeholder: write ${own}. out` : `names ${schema}, only ${own}. is its own`;

/** Each module and each part of the platform reads and writes its own schema; of others it knows ids, not tables. */
export function checkSchemaNames(files: readonly SourceFile[]): Finding[] {
  const ids = idsOf(files);
  const known = knownSchemas(files, ids);
  return files.flatMap((source) => {
    const own = ownSchema(zoneOf(source.path), ids);
    if (own === null || isTestSupport(source.path)) return [];
    if (isScript(source.path)) return zoneOf(source.path).page ? [] : ofScript(source, own, known);
    if (!source.path.endsWith('.sql')) return [];
    return foreignSchemas(source.text, own, known).map(({ schema, line }) => ({
      rule: 'schemas.foreign',
      path: source.path,
      line,
      message: messageOf(schema, own),
    }));
  });
}
