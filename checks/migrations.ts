import { lists } from './distribution.ts';
import type { Finding, SourceFile } from './source.ts';

/** SQL with its comments blanked, so that lines keep their numbers. */
export const withoutComments = (sql: string): string =>
  sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));

/** Every table has a primary key: without one a row cannot be named, replicated or distributed. */
export function checkPrimaryKeys(files: readonly SourceFile[]): Finding[] {
  const sql = files.filter(({ path }) => path.endsWith('.sql')).map(({ path, text }) => ({ path, text: withoutComments(text) }));
  const later = sql.map(({ text }) => text).join('\n');
  const findings: Finding[] = [];
  for (const { path, text } of sql) {
    for (const found of text.matchAll(/create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)/gi)) {
      const [, table = ''] = found;
      const body = text.slice(found.index, endOfStatement(text, found.index));
      const partition = /\bpartition\s+of\b/i.test(body);
      const altered = new RegExp(`alter\\s+table\\s+${table.replaceAll('.', '\\.')}\\s[^;]*add[^;]*primary\\s+key`, 'i').test(
        later,
      );
      if (!/\bprimary\s+key\b/i.test(body) && !altered && !partition && !lists.has(table)) {
        const line = text.slice(0, found.index).split('\n').length;
        findings.push({ rule: 'migrations.primary-key', path, line, message: `table ${table} has no primary key` });
      }
    }
  }
  return findings;
}

const endOfStatement = (text: string, from: number): number => {
  const end = text.indexOf(';', from);
  return end < 0 ? text.length : end;
};

/**
 * Migrations are numbered 0001, 0002 … without gap or double, and named in kebab or snake case. What belongs together may begin a new ten
 * (0010, 0020 …): several may then be written side by side.
 */
export function checkMigrationNumbers(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  const folders = Map.groupBy(
    files.map(({ path }) => path).filter((path) => /(^|\/)migrations\/[^/]+$/.test(path)),
    (path) => path.slice(0, path.lastIndexOf('/')),
  );
  for (const paths of folders.values()) {
    let last = 0;
    for (const path of paths.sort()) {
      const fileName = path.slice(path.lastIndexOf('/') + 1);
      const number = Number(/^(\d{4})_[a-z0-9_-]+\.sql$/.exec(fileName)?.[1] ?? Number.NaN);
      const follows = number === last + 1 || (number > last && number % 10 === 0);
      if (!follows) {
        const expected = String(last + 1).padStart(4, '0');
        findings.push({ rule: 'migrations.number', path, message: `expected ${expected}_….sql here` });
      }
      last = Number.isNaN(number) ? last + 1 : number;
    }
  }
  return findings;
}
