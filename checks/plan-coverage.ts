import { readCsv } from './csv.ts';
import { testTitles, titlePatterns } from './marks.ts';
import { type Finding, isTest, type SourceFile } from './source.ts';

export const coveragePath = 'docs/plan-coverage.csv';
export const coverageColumns = ['id', 'section', 'status', 'where', 'test'] as const;

const statuses = ['works', 'partly', 'planned'];

export interface Evidence {
  /** Ids of the clauses, or null when the list of clauses is not at hand. */
  readonly clauses: readonly string[] | null;
  /** Names of tests that passed in this run, or null when nothing has run yet. */
  readonly passed: ReadonlySet<string> | null;
}

/** Every clause of the plan has a row, and what a row claims is proved by a test that went green. */
export function checkPlanCoverage(files: readonly SourceFile[], { clauses, passed }: Evidence): Finding[] {
  const csv = files.find(({ path }) => path === coveragePath);
  if (!csv) return [{ rule: 'coverage.file', path: coveragePath, message: 'is missing' }];
  const findings: Finding[] = [];
  const find = (rule: string, line: number, message: string) =>
    findings.push({ rule: `coverage.${rule}`, path: coveragePath, line, message });
  const header = csv.text.split(/\r?\n/)[0];
  if (header !== coverageColumns.join(',')) find('columns', 1, `the columns must be ${coverageColumns.join(',')}`);
  const rows = readCsv(csv.text);
  const tests = files.filter(({ path }) => isTest(path));
  const titles = new Set(tests.flatMap(testTitles));
  const patterns = tests.flatMap(titlePatterns);
  const isTitle = (title: string) => titles.has(title) || patterns.some((pattern) => pattern.test(title));
  const exists = (where: string) => files.some(({ path }) => path === where || path.startsWith(`${where.replace(/\/$/, '')}/`));
  const seen = new Set<string>();
  for (const [index, { id = '', section = '', status = '', where = '', test = '' }] of rows.entries()) {
    const line = index + 2;
    if (seen.has(id)) find('double', line, `${id} stands twice`);
    seen.add(id);
    if (clauses && !clauses.includes(id)) find('unknown', line, `${id} is no clause of the plan`);
    if (section.length === 0 || section.length > 60) find('section', line, `${id}: name the section, not its sentences`);
    if (!statuses.includes(status)) find('status', line, `${id}: ${status} is none of ${statuses.join(', ')}`);
    if (status === 'planned') {
      if (where !== '' || test !== '') find('claim', line, `${id} is planned, yet claims a place or a test`);
      continue;
    }
    if (!exists(where)) find('where', line, `${id}: ${where || 'no path'} is not in the repository`);
    if (!isTitle(test)) find('test', line, `${id}: no test is called “${test}”`);
    else if (passed && !passed.has(test)) find('test', line, `${id}: the test “${test}” did not pass in this run`);
  }
  for (const id of clauses ?? []) if (!seen.has(id)) find('missing', 1, `${id} has no row`);
  return findings;
}
