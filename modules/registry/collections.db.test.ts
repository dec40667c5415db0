import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, type Resource } from '@songhua/kernel';
import { startedDatabaseUrl } from '@songhua/server/testing.ts';
import {
  bedResources,
  bedsOf,
  departmentResources,
  institutionRecord as institutionRecordOf,
  institutionResources,
  institutionsOfArea,
  reconciliation,
  ruleFacts,
  staffOf,
  staffResources,
} from './api.ts';
import { findMiscounts } from './domain/find-miscounts.ts';
import { bedRecord, staffRecord } from './fixtures/collection-records.ts';
import { institutionRecord } from './fixtures/institution-record.ts';
import { now, records, startRegistry as start } from './fixtures/start-registry.ts';
import { loadInstitutions } from './start/load-institutions.ts';
import { reconcileCommand } from './start/reconcile-command.ts';
import { checkProjection } from './store/check-projection.ts';

const day = '2026-01-02';

test('the whole generated registry: 44,683 people and 30,758 beds one by one, which are what each institution reports', async (t) => {
  // As the start of a server leaves it: generated and stored once for all tests of a run that ask for the whole.
  const { context, read, write } = await start(t, { registry: 'synthetic' }, await startedDatabaseUrl('synthetic', t));
  const found = await read(reconciliation);
  assert.deepEqual([found.total, found.equal], [86, 86]);
  const from = performance.now();
  const facts = await read((tx) => ruleFacts(tx, day));
  t.diagnostic(`facts for rules in ${(performance.now() - from).toFixed(0)} ms`);

  await t.test('totals of the single people and beds are the published ones', () => {
    const sum = (count: (i: (typeof facts.institutions)[number]) => number): number =>
      facts.institutions.reduce((total, i) => total + count(i), 0);
    const of = <R extends { readonly n: number }>(rows: readonly R[], holds: (row: R) => boolean): number =>
      rows.reduce((total, row) => total + (holds(row) ? row.n : 0), 0);
    const technical = new Set(['doctor', 'nurse', 'pharmacist', 'technician']);
    assert.equal(facts.institutions.length, 3845);
    assert.equal(
      sum(({ staff }) => of(staff, () => true)),
      44_683,
    );
    assert.equal(
      sum(({ staff }) => of(staff, (p) => technical.has(p.of.profession))),
      34_758,
    );
    assert.equal(
      sum(({ beds }) => of(beds, (b) => b.of.class !== 'observation')),
      30_758,
    );
    assert.equal(
      sum(({ laboratories }) => of(laboratories, (l) => l.level === 'P2')),
      238,
    );
    assert.ok(facts.institutions.every(({ complete }) => complete.includes('staff') && complete.includes('beds')));
  });

  await t.test('every institution’s lists add up to its figures, and the command says so', async () => {
    assert.deepEqual(findMiscounts(facts.institutions), []);
    const lines: string[] = [];
    assert.equal(await reconcileCommand.run(['--json'], { ...context, print: (line) => lines.push(line) }), 0);
    assert.deepEqual((JSON.parse(lines[0] ?? '{}') as { drift: unknown }).drift, []);
  });

  await t.test('one bed and one doctor more are found at their institution', async () => {
    await write(async (tx) => {
      must(await records.saveAll(tx, bedResources([bedRecord({ institution: 'jilin-cdc', ward: null })]), now));
      must(await records.saveAll(tx, staffResources([staffRecord({ institution: 'jilin-cdc' })]), now));
    });
    const wrong = findMiscounts((await read((tx) => ruleFacts(tx, day))).institutions);
    assert.deepEqual(
      wrong.map((w) => `${w.institution} ${w.measure} ${w.counted - w.reported}`),
      ['beds-total', 'staff-total', 'staff-technical', 'doctors'].map((measure) => `jilin-cdc ${measure} 1`),
    );
  });
});

/** A registry with one hospital that lists its people and beds. */
async function hospital(t: Parameters<typeof start>[0]) {
  const started = await start(t, { registry: 'empty' });
  const save = (resources: readonly (Resource & { readonly id: string })[]) =>
    started.write(async (tx) => must(await records.saveAll(tx, resources, now)));
  await save(institutionResources(institutionRecord({ complete: ['staff', 'beds'] })));
  const facts = async (at = day) => {
    const [one] = (await started.read((tx) => ruleFacts(tx, at))).institutions;
    assert.ok(one);
    return one;
  };
  const drift = () => started.read((tx) => checkProjection(tx, records));
  return { ...started, save, facts, drift };
}

test('somebody with two posts counts at the first place of practice and is listed at both', async (t) => {
  const { save, facts, read, drift } = await hospital(t);
  await save(institutionResources(institutionRecord({ id: 'h-2', name: '第二医院（合成）' })));
  await save(staffResources([staffRecord(), staffRecord({ id: 'r-2', institution: 'h-2', primary: false })]));
  const all = await read((tx) => ruleFacts(tx, day));
  assert.deepEqual(
    all.institutions.map((i) => [i.id, i.staff.map(({ n }) => n)]),
    [
      ['h-1', [1]],
      ['h-2', []],
    ],
  );
  assert.deepEqual(
    (await read((tx) => staffOf(tx, ['h-1', 'h-2']))).map((s) => [s.institution, s.person, s.primary]),
    [
      ['h-1', 'p-1', true],
      ['h-2', 'p-1', false],
    ],
  );
  assert.equal((await facts()).staff[0]?.of.profession, 'doctor');
  assert.deepEqual(await drift(), []);
});

test('posts and beds count on the days of their period, the first and the last included', async (t) => {
  const { save, facts } = await hospital(t);
  await save(staffResources([staffRecord({ since: '2024-03-01', until: '2025-02-28' })]));
  await save(bedResources([bedRecord({ since: '2024-03-01' })]));
  const counts = async (at: string) => [(await facts(at)).staff.length, (await facts(at)).beds.length];
  assert.deepEqual(await counts('2024-02-29'), [0, 0]);
  assert.deepEqual(await counts('2024-03-01'), [1, 1]);
  assert.deepEqual(await counts('2025-02-28'), [1, 1]);
  assert.deepEqual(await counts('2025-03-01'), [0, 1]);
});

test('those alike are grouped with their number, those that differ in one thing are not', async (t) => {
  const { save, facts } = await hospital(t);
  await save(bedResources([1, 2, 3].map((n) => bedRecord({ id: `b-${n}`, convertible: n === 3 }))));
  assert.deepEqual((await facts()).beds.map(({ n, of: { class: cls, convertible } }) => [n, cls, convertible]).sort(), [
    [1, 'general', true],
    [2, 'general', false],
  ]);
});

test('rows that stand mixed in the tables are counted at their own institution, also when one id begins another', async (t) => {
  const { save, read } = await hospital(t);
  for (const id of ['h-10', 'h-11']) await save(institutionResources(institutionRecord({ id, name: `${id}（合成）` })));
  const owners = ['h-1', 'h-10', 'h-1', 'h-11', 'h-10', 'h-10', 'h-1', 'h-1'];
  for (const [n, institution] of owners.entries()) await save(bedResources([bedRecord({ id: `b-${n}`, institution })]));
  const all = await read((tx) => ruleFacts(tx, day));
  assert.deepEqual(
    all.institutions.map((i) => [i.id, i.beds.map(({ n }) => n)]),
    [
      ['h-1', [4]],
      ['h-10', [3]],
      ['h-11', [1]],
    ],
  );
});

test('without people and beds nobody says that their lists are complete, and nothing is counted wrongly', async (t) => {
  const { context, read } = await start(t, { registry: 'institutions' });
  await loadInstitutions.run(context);
  const { institutions } = await read((tx) => ruleFacts(tx, day));
  assert.equal(institutions.length, 3845);
  assert.ok(institutions.every(({ complete }) => !complete.includes('staff') && !complete.includes('beds')));
  assert.ok(institutions.some(({ complete }) => complete.includes('departments')));
  assert.deepEqual(findMiscounts(institutions), []);
});

test('a resource that becomes something else leaves its old table, through FHIR like any other change', async (t) => {
  const { save, facts, write, read, drift } = await hospital(t);
  const [, bed] = bedResources([bedRecord()]);
  assert.ok(bed);
  await save([bed]);
  assert.equal((await facts()).beds.length, 1);
  const { type: _, ...plain } = bed;
  const place = { ...plain, physicalType: undefined, address: { extension: [] } };
  await write((tx) => records.update(tx, JSON.parse(JSON.stringify(place)) as Resource, now));
  assert.equal((await facts()).beds.length, 0);
  const department = { institution: 'h-1', since: null, until: null, evidence: 'entered', source: null } as const;
  await save(departmentResources([{ ...department, id: 'd-1', code: 'surgery', name: '外科' }]));
  assert.deepEqual((await facts()).departments, [{ code: 'surgery', evidence: 'entered' }]);
  await save(institutionResources(institutionRecord({ id: 'd-1' })));
  const all = await read((tx) => ruleFacts(tx, day));
  assert.deepEqual(
    all.institutions.map((i) => [i.id, i.departments.length]),
    [
      ['d-1', 0],
      ['h-1', 0],
    ],
  );
  assert.deepEqual(await drift(), []);
});

test('a row of any table that was changed, added or taken away behind the store’s back is named', async (t) => {
  const { save, write, drift } = await hospital(t);
  await save([...staffResources([staffRecord()]), ...bedResources([bedRecord()])]);
  await write(async (tx) => {
    await tx.query(`update registry.staff set years = 7`);
    await tx.query(`delete from registry.bed`);
    await tx.query(
      `insert into registry.team (id, institution, kind, name, evidence) values ('ghost', 'h-1', 'rapid-response', 'x', 'entered')`,
    );
  });
  assert.deepEqual(
    (await drift()).map((d) => `${d.table} ${d.id} ${d.problem}`),
    ['sort_count h-1 differs', 'Organization ghost without resource', 'Location b-1 missing', 'PractitionerRole r-1 differs'],
  );
});

test('our own codes written wrongly through FHIR are refused and nothing is stored', async (t) => {
  const { write, facts } = await hospital(t);
  const [person, role] = staffResources([staffRecord()]);
  assert.ok(person && role);
  const wrong = JSON.parse(JSON.stringify(role).replace('"surgery"', '"magic"')) as Resource & { id: string };
  const answer = await write((tx) => records.load(tx, [person, wrong], now));
  assert.deepEqual(answer.ok ? [] : answer.error.errors?.map(({ field, rule, value }) => [field, rule, value]), [
    ['[1].specialty[0].coding[0].code', 'known-code', 'magic'],
  ]);
  assert.equal((await facts()).staff.length, 0);
});

test('an institution is read back as the record it was written from, and found in its area and all above', async (t) => {
  const { read, save } = await hospital(t);
  const record = institutionRecord({
    id: 'h-9',
    fields: ['rehabilitation'],
    designations: ['standardised'],
    complete: ['beds'],
    services: [{ code: 'fever-clinic', offered: false, evidence: 'entered' }],
  });
  await save(institutionResources(record));
  assert.deepEqual(await read((tx) => institutionRecordOf(tx, records, 'h-9')), record);
  assert.equal(await read((tx) => institutionRecordOf(tx, records, 'nobody')), null);
  for (const area of ['220281001', '220281', '220200']) {
    assert.deepEqual(
      (await read((tx) => institutionsOfArea(tx, area))).map((i) => i.id),
      ['h-1', 'h-9'],
      area,
    );
  }
  assert.deepEqual(await read((tx) => institutionsOfArea(tx, '220202')), []);
  await save(bedResources([bedRecord({ institution: 'h-9' })]));
  assert.deepEqual(await read((tx) => bedsOf(tx, ['h-9'])), [bedRecord({ institution: 'h-9' })]);
});
