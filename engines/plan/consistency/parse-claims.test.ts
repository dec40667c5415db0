import assert from 'node:assert/strict';
import { test } from 'node:test';
import { islands } from '../fixtures/consistent-plan.ts';
import { parseClaims } from './parse-claims.ts';

const { plan } = islands();
const faultsOf = (text: string) =>
  parseClaims('consistency.yaml', text, plan).errors.map(({ line, field, rule, value }) => [line, field, rule, value]);

test('an empty file claims nothing', () => {
  assert.deepEqual(parseClaims('consistency.yaml', '{}', plan).errors, []);
});

test('every reference that leads nowhere is told with its line, field and value', () => {
  const text = `tables: { gone: [c] }
inclusions:
  - { id: a, clauses: [c], title: { zh: 甲, en: a }, part: sail, whole: rafts }
  - { id: a, clauses: [c], title: { zh: 甲, en: a }, part: oars, whole: boats }
headings: [{ table: fleet, column: gone, factor: 10 }]
bands:
  - { id: b, clauses: [c], title: { zh: 乙, en: b }, measure: fish, level: county, bands: [{ from: 5, to: 5 }, { from: 5, to: null }] }
standards: [{ id: s, clauses: [c], title: { zh: 丙, en: s }, whole: Z, parts: [{ name: { zh: 丙, en: s }, from: 1, to: 1, factor: 1 }] }]
perArea: [{ id: p, clauses: [c], title: { zh: 丁, en: p }, measure: fish, level: county }]
`;
  assert.deepEqual(faultsOf(text), [
    [1, 'tables.gone', 'undefined-table', 'gone'],
    [3, 'inclusions[0].whole', 'undefined-measure', 'rafts'],
    [4, 'inclusions[1].part', 'undefined-measure', 'oars'],
    [5, 'headings[0].column', 'undefined-column', 'fleet/gone'],
    [7, 'bands[0].measure', 'undefined-measure', 'fish'],
    [7, 'bands[0].bands[0]', 'band-order', '5 5'],
    [8, 'standards[0].whole', 'undefined-indicator', 'Z'],
    [9, 'perArea[0].measure', 'undefined-measure', 'fish'],
    [4, 'inclusions[1].id', 'duplicate-id', 'a'],
  ]);
});

test('a partition needs the measure or the target of every quantity that it compares', () => {
  const text = `partitions:
  - id: p
    clauses: [c]
    title: { zh: 甲, en: a }
    compare: [counts, targets]
    whole: { name: { zh: 船, en: boats }, measure: boats, target: B }
    parts:
      - { name: { zh: 帆, en: sail }, measure: sail, target: fleet/boats }
      - { name: { zh: 机, en: motor }, target: M }
`;
  assert.deepEqual(faultsOf(text), [
    [8, 'partitions[0].parts[0].target', 'undefined-target', 'fleet/boats'],
    [9, 'partitions[0].parts[1].measure', 'required', ''],
  ]);
});

test('a misspelt key is a fault, not an absence', () => {
  assert.deepEqual(faultsOf('partition: []'), [[1, 'partition', 'unknown-key', '[]']]);
});
