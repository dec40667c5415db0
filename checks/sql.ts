import { withoutComments } from './migrations.ts';
import { type AstNode, isNode, literalText, parse, stringOf } from './parse.ts';
import { type Finding, isScript, isTest, type SourceFile } from './source.ts';
import { zoneOf } from './zones.ts';

// A statement, not a sentence that begins with the same word: "update the plan" is prose, "update plan.x set" is not.
const statements = [
  /^\s*(select|SELECT)\s+([*\d$"']|distinct\b|[\w."]+\s*(,|\(|::|from\b|as\b|FROM\b|AS\b))/,
  /^\s*(insert|INSERT)\s+(into|INTO)\b/,
  /^\s*(update|UPDATE)\s+[\w."$]+(\s+(as\s+)?\w+)?\s+(set|SET)\b/,
  /^\s*(delete|DELETE)\s+(from|FROM)\b/,
  /^\s*(with|WITH)\s+(recursive\s+|RECURSIVE\s+)?\w+\s*(\([^)]*\)\s*)?(as|AS)\s*((not\s+)?materialized\s*)?\(/,
  /^\s*(create|alter|drop|truncate|CREATE|ALTER|DROP|TRUNCATE)\s+(table|schema|index|view|type|TABLE|SCHEMA|INDEX|VIEW|TYPE)\b/,
  /^\s*(truncate|TRUNCATE|copy|COPY)\s+[\w"]+\.[\w"]+/,
];

export const isStatement = (text: string): boolean => statements.some((pattern) => pattern.test(text));

const ambientClock =
  /\b(now\s*\(\s*\)|(current_(timestamp|date|time)|localtime(stamp)?)\b|(clock|statement|transaction)_timestamp\s*\(|timeofday\s*\()/;
const ambientChance = /\b((gen_random_uuid|uuidv[47]|uuid_generate_v\w+|random(_normal)?)\s*\()/;
const clockWord = /'(now|today|tomorrow|yesterday)'\s*::|\b(timestamp|timestamptz|date)\s+'(now|today|tomorrow|yesterday)'/;
const ambient = new RegExp([ambientClock, ambientChance, clockWord].map(({ source }) => source).join('|'), 'i');

/** Where SQL may stand: stores, the platform, the server, database tests and the tools beside the product. */
function maySpeakSql(path: string): boolean {
  const { layer, inside } = zoneOf(path);
  if (layer === 'platform' || layer === 'server' || layer === 'tools') return true;
  return path.endsWith('.db.test.ts') || (layer === 'modules' && inside.startsWith('store/'));
}

/** An engine has no database it could query: its `.query()` is something else. */
const mayMeanOther = (path: string): boolean => zoneOf(path).layer === 'engines';

function speaksSql(node: AstNode, path: string): string | null {
  if (!mayMeanOther(path) && node.type === 'CallExpression' && isNode(node.callee)) {
    const { callee } = node;
    const method = callee.type === 'MemberExpression' && isNode(callee.property) ? callee.property.name : null;
    if (method === 'query') return 'calls .query()';
  }
  const literal = stringOf(node);
  return literal !== null && isStatement(literal) ? 'holds an SQL statement' : null;
}

/** SQL that stands anywhere else than in store/, platform/ or server/. */
export function checkSqlPlace(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of files.filter((file) => isScript(file.path) && !maySpeakSql(file.path))) {
    const { nodes, lineOf } = parse(path, text);
    for (const node of nodes) {
      const message = speaksSql(node, path);
      if (message) findings.push({ rule: 'sql.place', path, line: lineOf(node), message: `${message} outside store/` });
    }
  }
  return findings;
}

/** A fact's time and id are handed in; SQL that asks for them itself cannot be tested at midnight nor replayed. */
export function checkAmbientClock(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  const rule = 'sql.ambient-clock';
  for (const { path, text } of files) {
    if (path.endsWith('.sql')) {
      for (const [index, row] of withoutComments(text).split('\n').entries()) {
        const found = ambient.exec(row);
        if (found) findings.push({ rule, path, line: index + 1, message: `asks the database for ${found[0]}` });
      }
    } else if (isScript(path) && !isTest(path) && ['modules', 'platform', 'server'].includes(zoneOf(path).layer)) {
      const { nodes, lineOf } = parse(path, text);
      for (const node of nodes) {
        const found = ambient.exec(literalText(node) ?? '');
        if (found) findings.push({ rule, path, line: lineOf(node), message: `asks the database for ${found[0]}` });
      }
    }
  }
  return findings;
}
