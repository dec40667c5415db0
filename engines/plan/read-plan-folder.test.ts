import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tinyFiles } from './fixtures/tiny-plan.ts';
import { readPlanFolder } from './read-plan-folder.ts';

const header = 'area,measure,as_of,value,evidence,document,section';
const folder = (more: Record<string, string> = {}): ReadonlyMap<string, string> =>
  new Map(
    Object.entries({
      'plan.yaml': tinyFiles.plan,
      'indicators.yaml': tinyFiles.indicators,
      'tables.yaml': tinyFiles.tables,
      'areas.csv': tinyFiles.areas,
      ...more,
    }),
  );

/** Line and rule of each error of one facts row. */
function faults(row: string): string[] {
  const read = readPlanFolder('plans/birdland', folder({ 'base/facts.csv': `${header}\n${row}\n` }));
  return read.ok ? [] : read.errors.map(({ file, line, rule, value }) => `${file}:${line} ${rule} ${value}`);
}

test('a folder with its facts is read whole', () => {
  const read = readPlanFolder(
    'x',
    folder({ 'base/facts.csv': `\uFEFF# note\r\n${header}\r\nB-1,nests,2029-12-31,12,published,"鸟发〔2030〕7号","一, 树"\r\n` }),
  );
  assert.deepEqual(read.ok && read.value.facts, [
    {
      area: 'B-1',
      measure: 'nests',
      asOf: '2029-12-31',
      value: 12,
      decimals: 0,
      evidence: 'published',
      source: { document: '鸟发〔2030〕7号', section: '一, 树' },
    },
  ]);
});

test('a missing file is named', () => {
  const files = new Map(folder());
  files.delete('tables.yaml');
  const read = readPlanFolder('plans/x', files);
  assert.deepEqual(read.ok ? [] : read.errors.map((e) => `${e.file}:${e.line} ${e.rule}`), ['plans/x/tables.yaml:0 required']);
});

test('each broken fact names its line, rule and value', () => {
  const at = 'plans/birdland/base/facts.csv:2';
  assert.deepEqual(faults('B-7,nests,2029-12-31,12,published,d,s'), [`${at} undefined-area B-7`]);
  assert.deepEqual(faults('B,caves,2029-12-31,12,published,d,s'), [`${at} undefined-measure caves`]);
  assert.deepEqual(faults('B,nests,2029-02-29,12,published,d,s'), [`${at} date 2029-02-29`]);
  assert.deepEqual(faults('B,nests,2029-12-31,1e3,published,d,s'), [`${at} number 1e3`]);
  assert.deepEqual(faults('B,nests,2029-12-31,,published,d,s'), [`${at} number `]);
  assert.deepEqual(faults('B,nests,2029-12-31,1.5,published,d,s'), [`${at} whole 1.5`]);
  assert.deepEqual(faults('B,nests,2029-12-31,-1,published,d,s'), [`${at} minimum -1`]);
  assert.deepEqual(faults('B,nests,2029-12-31,12,synthetic,d,s'), [`${at} one-of synthetic`]);
  assert.deepEqual(faults('B,nests,2029-12-31,12,published,,s'), [`${at} source `]);
  assert.deepEqual(faults('B,nests,2029-12-31,12,published,d'), [`${at} width B,nests,2029-12-31,12,published,d`]);
});

test('a rate may have a fraction where a count may not', () => {
  assert.deepEqual(faults('B,song,2029-12-31,1.5,published,d,s'), []);
});

test('a figure keeps the decimals it is printed with', () => {
  const read = readPlanFolder('x', folder({ 'base/facts.csv': `${header}\nB,song,2029-12-31,1.50,entered,d,s\n` }));
  assert.deepEqual(read.ok && read.value.facts.map((fact) => [fact.value, fact.decimals]), [[1.5, 2]]);
});

test('the same fact twice is refused on the second line', () => {
  const row = 'B,nests,2029-12-31,12,published,d,s';
  assert.deepEqual(faults(`${row}\n${row}`), ['plans/birdland/base/facts.csv:3 duplicate-fact nests']);
});

test('a quote that never closes is refused with the line it begins on', () => {
  assert.deepEqual(faults('B,nests,2029-12-31,12,published,"d,s'), ['plans/birdland/base/facts.csv:2 open-quote ']);
});

test('an area tree has one root, no code twice, and parents before their children', () => {
  const rules = (areas: string): string[] => {
    const read = readPlanFolder('x', folder({ 'areas.csv': areas }));
    return read.ok ? [] : read.errors.filter((e) => e.file === 'x/areas.csv').map((e) => `${e.line} ${e.rule}`);
  };
  assert.deepEqual(rules(tinyFiles.areas.replace('B-2,B,', 'B-1,B,')), ['4 duplicate-id']);
  assert.deepEqual(rules(tinyFiles.areas.replace('B-2,B,', 'B-2,,')), ['4 one-root']);
  assert.deepEqual(rules(tinyFiles.areas.replace('B-1,B,', 'B-1,B-2,')), ['3 undefined-area']);
  assert.deepEqual(rules(tinyFiles.areas.replace('East Wood', '')), ['3 required']);
});

test('a misprint of a cell that does not exist is refused', () => {
  const misprints = `misprints:\n  - { id: M1, table: homes, area: B, column: roofs, asOf: 2029-12-31, printed: '9', note: { zh: 误, en: wrong } }\n`;
  const read = readPlanFolder('x', folder({ 'base/misprints.yaml': misprints }));
  assert.deepEqual(read.ok ? [] : read.errors.map((e) => `${e.file}:${e.line} ${e.rule} ${e.value}`), [
    'x/base/misprints.yaml:2 undefined-column roofs',
  ]);
});
