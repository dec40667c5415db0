import assert from 'node:assert/strict';
import { test } from 'node:test';
import { islands } from '../fixtures/consistent-plan.ts';
import { findInconsistencies } from './find-inconsistencies.ts';
import type { ConsistencyInput, Finding } from './finding.ts';

const one = islands();
const fact = (area: string, measure: string, value: number, asOf = '2029-12-31') => ({
  area,
  measure,
  asOf,
  value,
  decimals: 0,
  evidence: 'published' as const,
  source: { document: '岛发〔2030〕1号', section: '一、船' },
});
const claiming = (claims: Partial<ConsistencyInput['claims']>): ConsistencyInput => ({
  ...one,
  claims: { ...one.claims, ...claims },
});
const only = (input: ConsistencyInput): Finding => {
  const [finding, ...rest] = findInconsistencies(input);
  assert.deepEqual(rest, []);
  assert.ok(finding, 'nothing was found');
  return finding;
};
const nothing = (input: ConsistencyInput): void => assert.deepEqual(findInconsistencies(input), []);

test('figures after the plan began do not count, and of earlier ones the newest does', () => {
  const later = fact('I', 'sail', 9, '2030-01-02');
  const older = fact('I', 'sail', 8, '2028-12-31');
  nothing({ ...one, facts: [later, older, ...one.facts] });
  nothing({ ...one, facts: [...one.facts, older, later] });
  const onTheDay = fact('I', 'sail', 301, '2030-01-01');
  const found = findInconsistencies({ ...one, facts: [...one.facts, onTheDay] }).map(({ id }) => id);
  assert.deepEqual(found, ['area-sum:sail.I', 'part-sum:by-drive']);
});

test('a part as large as its whole is not larger, and a pair with one figure missing is not compared', () => {
  const [sails] = one.claims.inclusions;
  assert.ok(sails);
  nothing(claiming({ inclusions: [{ ...sails, part: 'boats', whole: 'boats' }] }));
  nothing(claiming({ inclusions: [{ ...sails, part: 'crew', whole: 'people' }] }));
  assert.equal(only(claiming({ inclusions: [{ ...sails, part: 'people', whole: 'crew' }] })).arithmetic, '5,000 > 1,000');
});

test('a gap between bands names the areas of the level that fall into it, and then weighs more', () => {
  const [piers] = one.claims.bands;
  assert.ok(piers);
  const band = (from: number | null, to: number | null) => ({ from, fromIncluded: true, to, toIncluded: false });
  const around = only(claiming({ bands: [{ ...piers, bands: [band(null, 900), band(1100, null)] }] }));
  assert.equal(around.severity, 'medium');
  assert.match(around.summary.en, /Island 1, Island 2, Island 3, Island 4, Island 5 fall there/);
  const city = only(claiming({ bands: [{ ...piers, bands: [band(null, 4000), band(6000, null)] }] }));
  assert.equal(city.severity, 'low');
  assert.match(city.summary.en, /none of the 5 areas with a figure falls there/);
});

test('what is known of a misprint is told with its own cell alone', () => {
  const printed = one.printed.map((cell) => (cell.area === 'I-2' || cell.area === 'I-3' ? { ...cell, printed: '90' } : cell));
  const note = { zh: '印错', en: 'misprinted' };
  const misprint = { id: 'm', table: 'fleet', column: 'rate', area: 'I-3', asOf: '2029-12-31', printed: '90', note };
  const found = findInconsistencies({ ...one, printed, misprints: [misprint] });
  assert.deepEqual(
    found.map(({ id, handling, summary }) => [id, handling, summary.en.includes(`Island ${id.at(-1)}`)]),
    [
      ['printed-rate:fleet.rate.I-2', undefined, true],
      ['printed-rate:fleet.rate.I-3', note, true],
    ],
  );
  const elsewhere = [
    { ...misprint, table: 'other' },
    { ...misprint, column: 'goal' },
  ];
  for (const { handling } of findInconsistencies({ ...one, printed, misprints: elsewhere })) assert.equal(handling, undefined);
});

test('a heading is taken for misprinted only when it fails for most of its column, and speaks for its own column only', () => {
  const [heading] = one.claims.headings;
  assert.ok(heading);
  nothing(claiming({ headings: [{ ...heading, column: 'goal', factor: 10 }] }));
  nothing(claiming({ headings: [{ ...heading, table: 'other', factor: 10 }] }));
  const tenfold = (areas: readonly string[]) =>
    one.printed.map((cell) => (areas.includes(cell.area) ? { ...cell, printed: '1000' } : cell));
  const few = findInconsistencies({ ...one, printed: tenfold(['I-1', 'I-2', 'I-3']) });
  assert.deepEqual(
    few.map(({ kind }) => kind),
    ['printed-rate', 'printed-rate', 'printed-rate'],
  );
  const most = findInconsistencies({ ...one, printed: tenfold(['I-1', 'I-2', 'I-3', 'I-4']) });
  assert.deepEqual(
    most.map(({ id }) => id),
    ['unit-heading:fleet.rate', 'printed-rate:fleet.rate.I', 'printed-rate:fleet.rate.I-5'],
  );
});

test('a sum of targets that does not close tells of another division of the same whole that does, and of no other', () => {
  const [drive] = one.claims.partitions;
  assert.ok(drive);
  const broken = { ...drive, id: 'twice', compare: ['targets' as const], parts: [...drive.parts, ...drive.parts] };
  const partitions = [
    drive,
    broken,
    { ...drive, id: 'other', whole: { ...drive.whole, target: 'S' }, compare: ['counts' as const] },
  ];
  const finding = only(claiming({ partitions }));
  assert.equal(finding.arithmetic, '66 + 44 + 66 + 44 = 220 ≠ 110; 66 + 44 = 110');
  assert.equal(only(claiming({ partitions: [broken] })).arithmetic, '66 + 44 + 66 + 44 = 220 ≠ 110');
});

test('a division whose whole or part is nowhere stated is not judged', () => {
  const without = (measure: string) => one.facts.filter((f) => !(f.measure === measure && f.area === 'I'));
  nothing({ ...one, facts: without('sail') });
  nothing({ ...one, facts: without('boats') });
});

test('standards that just reach the target are enough', () => {
  const [standard] = one.claims.standards;
  assert.ok(standard);
  const parts = standard.parts.map((part, i) => ({ ...part, to: i === 0 ? 66 : 44 }));
  nothing(claiming({ standards: [{ ...standard, parts }] }));
  const short = parts.map((part, i) => ({ ...part, to: i === 0 ? 65.9 : 44 }));
  assert.equal(only(claiming({ standards: [{ ...standard, parts: short }] })).kind, 'standards-short');
});

test('of an indicator that is to fall, a target above the baseline is worse; one that stays is not', () => {
  const falling = (value: number) => ({
    ...one,
    plan: {
      ...one.plan,
      indicators: one.plan.indicators.map((x) =>
        x.id === 'C' ? { ...x, polarity: 'decrease' as const, targets: x.targets.map((target) => ({ ...target, value })) } : x,
      ),
    },
  });
  assert.equal(only(falling(2.1)).arithmetic, '2.1 > 2 (0.1)');
  nothing(falling(2));
  nothing(falling(1.9));
});

test('what is due on the day of issue is near, not past; days are told from the earliest', () => {
  const due = (id: string, date: string) => ({ id, date, clauses: [id] });
  assert.equal(only({ ...one, deadlines: [due('a', '2030-02-01')] }).id, 'due-near-issue:2030-02-01');
  const several = findInconsistencies({
    ...one,
    deadlines: [due('a', '2030-02-10'), due('b', '2030-01-10'), due('c', '2030-02-10'), due('d', '2030-03-04')],
  });
  assert.deepEqual(
    several.map(({ id, clauses }) => [id, clauses]),
    [
      ['due-before-issue:2030-01-10', ['b']],
      ['due-near-issue:2030-02-10', ['a', 'c']],
    ],
  );
});

test('area targets that a table gives itself are looked at like those of an indicator', () => {
  const withTargets = (targets: Readonly<Record<string, number>>) => ({
    ...one,
    plan: {
      ...one.plan,
      tables: one.plan.tables.map((table) => ({
        ...table,
        groups: table.groups.map((group) => ({
          ...group,
          columns: group.columns.map((column) => (column.key === 'goal' ? { ...column, targetOf: undefined, targets } : column)),
        })),
      })),
    } as ConsistencyInput['plan'],
  });
  const all = { 'I-1': 1, 'I-2': 1, 'I-3': 1, 'I-4': 1 };
  assert.equal(only(withTargets({ I: 5, ...all })).arithmetic, '5 × 1 − 4 = 1');
  nothing(withTargets({ I: 5, ...all, 'I-5': 1 }));
  nothing(withTargets(all));
});

test('a finding names the clauses of its table or claim, and the indicators', () => {
  const clauses = (id: string, input: ConsistencyInput) =>
    findInconsistencies(input).find((finding) => finding.id === id)?.clauses;
  const printed = one.printed.map((cell) => ({ ...cell, printed: cell.area === 'I-2' ? '90' : cell.printed }));
  const more = fact('I-2', 'boats', 101, '2029-12-31');
  const facts = one.facts.map((f) => (f.area === 'I-2' && f.measure === 'boats' ? more : f));
  assert.deepEqual(clauses('area-sum:boats.I', { ...one, facts }), ['T-1']);
  assert.deepEqual(clauses('printed-rate:fleet.rate.I-2', { ...one, printed }), ['T-1', 'B']);
  const [drive] = one.claims.partitions;
  assert.ok(drive);
  const short = { ...drive, compare: ['targets' as const], parts: [...drive.parts, ...drive.parts] };
  assert.deepEqual(clauses('target-sum:by-drive', claiming({ partitions: [short] })), ['c-1', 'B', 'S', 'M']);
  const indicators = one.plan.indicators.map((x) => ({ ...x, targets: x.targets.filter((target) => target.area !== 'I-5') }));
  assert.deepEqual(clauses('area-target-blank:fleet', { ...one, plan: { ...one.plan, indicators } }), ['T-1', 'B']);
});
