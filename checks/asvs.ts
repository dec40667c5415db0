import type { Finding } from './source.ts';

/**
 * Requirements of OWASP ASVS 5.0.0 by section: the level of number 1, 2, 3 … in turn. Those of level 3 stand at the end of each section
 * and are left out. Numbers and levels alone; what they ask is told in our own words in the table.
 */
const levels: Readonly<Record<string, string>> = {
  '1.1': '22',
  '1.2': '111112222',
  '1.3': '11222222222',
  '1.4': '222',
  '1.5': '12',
  '2.1': '122',
  '2.2': '112',
  '2.3': '1222',
  '2.4': '2',
  '3.2': '11',
  '3.3': '1222',
  '3.4': '112222',
  '3.5': '11122',
  '3.7': '22',
  '4.1': '122',
  '4.2': '2',
  '4.3': '22',
  '4.4': '1222',
  '5.1': '2',
  '5.2': '112',
  '5.3': '11',
  '5.4': '222',
  '6.1': '122',
  '6.2': '111111112222',
  '6.3': '1122',
  '6.4': '1122',
  '6.5': '22222',
  '6.6': '222',
  '6.8': '2222',
  '7.1': '222',
  '7.2': '1111',
  '7.3': '22',
  '7.4': '11222',
  '7.5': '22',
  '7.6': '22',
  '8.1': '12',
  '8.2': '112',
  '8.3': '1',
  '8.4': '2',
  '9.1': '111',
  '9.2': '1222',
  '10.1': '22',
  '10.2': '22',
  '10.3': '2222',
  '10.4': '11111222222',
  '10.5': '22222',
  '10.6': '22',
  '10.7': '222',
  '11.1': '22',
  '11.2': '222',
  '11.3': '112',
  '11.4': '1222',
  '11.5': '2',
  '11.6': '2',
  '12.1': '122',
  '12.2': '11',
  '12.3': '2222',
  '13.1': '2',
  '13.2': '22222',
  '13.3': '22',
  '13.4': '12222',
  '14.1': '22',
  '14.2': '1222',
  '14.3': '122',
  '15.1': '122',
  '15.2': '122',
  '15.3': '1222222',
  '16.1': '2',
  '16.2': '22222',
  '16.3': '2222',
  '16.4': '222',
  '16.5': '222',
  '17.1': '2',
  '17.2': '2222',
  '17.3': '22',
};

/** Level of each requirement of the levels 1 and 2, by its number. */
export const requirements: ReadonlyMap<string, string> = new Map(
  Object.entries(levels).flatMap(([section, each]) => [...each].map((level, at) => [`${section}.${at + 1}`, level] as const)),
);

export const page = 'docs/asvs.md';

const states = ['met', 'partly', 'not met', 'n/a'];

interface Row {
  readonly id: string;
  readonly level: string;
  readonly state: string;
  readonly how: string;
  readonly tested: string;
  readonly line: number;
  readonly cells: number;
}

function rowsOf(text: string): Row[] {
  return text.split('\n').flatMap((written, at) => {
    if (!/^\|\s*\d+\.\d+\.\d+\s*\|/.test(written)) return [];
    const cells = written
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [id = '', level = '', , state = '', how = '', tested = ''] = cells;
    return [{ id, level, state, how, tested, line: at + 1, cells: cells.length }];
  });
}

/** Files that are named in backticks, and nothing else that stands in them: commands, settings, headers. */
const filesIn = (cell: string): string[] =>
  [...cell.matchAll(/`([^`\s]+)`/g)].flatMap(([, name = '']) =>
    /^[\w.-]+(\/[\w.-]+)+$|^[\w-]+\.(md|json)$/.test(name) ? [name] : [],
  );

/** The line at the top of the page, counted from its rows. */
export function countsOf(text: string): string {
  const rows = rowsOf(text);
  const count = (state: string): number => rows.filter((row) => row.state === state).length;
  const held = rows.filter(({ state, tested }) => state === 'met' && filesIn(tested).length > 0).length;
  return `**${rows.length} requirements: ${count('met')} met (${held} of them held by a test), ${count('partly')} partly, ${count('not met')} not met, ${count('n/a')} not applicable.**`;
}

/** Rows that are missing, double, of a wrong level or state, or that name a file which is not there; and counts that are not those of the rows. */
export function checkAsvs(text: string, exists: (path: string) => boolean): Finding[] {
  const findings: Finding[] = [];
  const rows = rowsOf(text);
  const find = (rule: string, message: string, line?: number) =>
    findings.push({ rule: `asvs.${rule}`, path: page, message, ...(line !== undefined && { line }) });
  const seen = new Set<string>();
  for (const { id, level, state, how, tested, line, cells } of rows) {
    const wanted = requirements.get(id);
    if (seen.has(id)) find('double', `${id} stands twice`, line);
    seen.add(id);
    if (cells !== 6) find('row', `${id} has ${cells} columns, not 6`, line);
    if (wanted === undefined) find('unknown', `${id} is no requirement of level 1 or 2`, line);
    else if (wanted !== level) find('level', `${id} is of level ${wanted}`, line);
    if (!states.includes(state)) find('state', `${id}: the state is one of ${states.join(', ')}`, line);
    if (how === '' || how === '—') find('how', `${id} does not say how, or why not`, line);
    if (state === 'not met' && tested !== '—') find('tested', `${id} is not met and names a test`, line);
    if (tested !== '—' && filesIn(tested).length === 0) find('tested', `${id} names no test; — says that there is none`, line);
    for (const file of filesIn(tested)) if (!/\.test\.tsx?$/.test(file)) find('tested', `${id}: ${file} is no test`, line);
    for (const file of [...filesIn(how), ...filesIn(tested)])
      if (!exists(file)) find('file', `${id}: ${file} does not exist`, line);
  }
  for (const id of requirements.keys()) if (!seen.has(id)) find('missing', `${id} has no row`);
  if (!text.includes(countsOf(text))) find('counts', `the counts at the top are to be: ${countsOf(text)}`);
  return findings;
}
