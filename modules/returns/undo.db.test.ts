import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { must, type RecordStore, withTx } from '@songhua/kernel';
import {
  bedResources,
  departmentResources,
  equipmentResources,
  institutionResources,
  staffResources,
} from '@songhua/module-registry/api.ts';
import fc from 'fast-check';
import type pg from 'pg';
import { contentOf } from './domain/merge-resource.ts';
import { institution, openReturns, since } from './fixtures/open-returns.ts';

const types = ['Organization', 'Location', 'HealthcareService', 'Practitioner', 'PractitionerRole', 'Device'];
const tables = [
  'institution',
  'institution_fact',
  'institution_site',
  'institution_service',
  'staff',
  'bed',
  'department',
  'equipment',
];

/** Everything the registry says: resources without their versions, and the rows made of them. */
async function everything(pool: pg.Pool, records: RecordStore): Promise<object> {
  const resources = await withTx(pool, 'read', async (tx) => {
    const found: [string, object][] = [];
    for (const type of types) {
      const { items } = await records.search(tx, type, { limit: 1000 });
      for (const item of items) found.push([`${type}/${item.id}`, contentOf(item)]);
    }
    return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
  const rows: Record<string, object[]> = {};
  for (const table of tables) {
    const { rows: own } = await pool.query<{ row: object }>(
      `select to_jsonb(r) as row from registry.${table} r order by to_jsonb(r)::text`,
    );
    rows[table] = own.map(({ row }) => row);
  }
  return { resources, rows };
}

const kept = { since: null, until: null, evidence: 'synthetic', source: null } as const;

/** People, beds, departments and devices of the invented hospital h-1. */
async function fill(pool: pg.Pool, records: RecordStore): Promise<void> {
  const staff = Array.from({ length: 4 }, (_, i) => ({
    ...kept,
    // One of them is real: that post ends, the invented ones go.
    evidence: i === 2 ? ('entered' as const) : ('synthetic' as const),
    id: `s-${i}`,
    institution: 'h-1',
    since: i === 3 ? '2025-05-01' : null,
    person: `p-${i}`,
    name: `合成人${i}`,
    gender: 'female' as const,
    profession: 'nurse' as const,
    category: null,
    licence: null,
    specialty: null,
    duties: [],
    post: 'professional' as const,
    established: true,
    primary: true,
    years: null,
  }));
  const bed = {
    ...kept,
    id: 'bed-1',
    institution: 'h-1',
    ward: { id: 'w-1', name: '一病区' },
    class: 'general' as const,
    department: null,
    convertible: false,
    openable: false,
  };
  const resources = [
    ...institutionResources(institution({ id: 'h-7', name: '蛟河第七医院（合成）', complete: ['staff'] })),
    ...staffResources(staff),
    ...bedResources([bed]),
    ...departmentResources([{ ...kept, id: 'd-1', institution: 'h-1', code: 'surgery', name: '外科' }]),
    ...equipmentResources([{ ...kept, id: 'e-1', institution: 'h-1', type: 'ct', name: null }]),
  ];
  await withTx(pool, 'write', async (tx) => must(await records.load(tx, resources, since)));
}

const place = fc.constantFrom('h-1', 'h-2', 'h-3');
const lines = {
  staff: fc
    .array(fc.tuple(place, fc.constantFrom('p-0', 'p-1', 'X1', 'X2', 'X3'), fc.constantFrom('nurse', 'worker', 'manager')), {
      minLength: 1,
      maxLength: 6,
    })
    .map(
      (rows) =>
        `机构,人员编号,姓名,人员类别\r\n${[...new Map(rows.map((row) => [row[1], row])).values()].map(([h, who, what]) => `${h},${who},某${who},${what}`).join('\r\n')}`,
    ),
  beds: fc
    .array(fc.tuple(place, fc.constantFrom('bed-1', 'B1', 'B2'), fc.constantFrom('icu', 'general', 'observation')), {
      minLength: 1,
      maxLength: 6,
    })
    .map(
      (rows) =>
        `机构,床位编号,床位类别,病区\r\n${[...new Map(rows.map((row) => [`${row[0]} ${row[1]}`, row])).values()]
          .filter(([h, bed]) => bed !== 'bed-1' || h === 'h-1')
          .map((row) => `${row.join(',')},一病区`)
          .join('\r\n')}\r\nh-2,Z,icu,`,
    ),
  departments: fc
    .array(fc.tuple(place, fc.constantFrom('surgery', 'emergency', 'tcm')), { minLength: 1, maxLength: 6 })
    .map(
      (rows) =>
        `机构,科室\r\n${[...new Map(rows.map((row) => [row.join(' '), row])).values()].map((row) => row.join(',')).join('\r\n')}`,
    ),
  equipment: fc
    .array(fc.tuple(place, fc.constantFrom('D1', 'D2'), fc.constantFrom('ct', 'mri', 'ambulance')), {
      minLength: 1,
      maxLength: 6,
    })
    .map(
      (rows) =>
        `机构,设备编号,设备类型\r\n${[...new Map(rows.map((row) => [`${row[0]} ${row[1]}`, row])).values()].map((row) => row.join(',')).join('\r\n')}`,
    ),
  annual: fc
    .array(fc.tuple(fc.constantFrom('h-1', 'h-2', 'n-1', 'n-2'), fc.nat(900), fc.constantFrom('中医馆', '')), {
      minLength: 1,
      maxLength: 4,
    })
    .map(
      (rows) =>
        `机构编号,机构名称,机构类别,举办主体,所在县区,床位（张）,开展的服务\r\n${[...new Map(rows.map((row) => [row[0], row])).values()].map(([id, beds, service]) => `${id},蛟河${id}院,综合医院,county,220281,${beds},${service}`).join('\r\n')}`,
    ),
} as const;
type Kind = keyof typeof lines;

async function holds(t: TestContext, kind: Kind, runs: number): Promise<void> {
  const { pool, records, checked, move } = await openReturns(t);
  await fill(pool, records);
  const before = await everything(pool, records);
  await fc.assert(
    fc.asyncProperty(lines[kind], async (file) => {
      const draft = await checked(file, { kind });
      assert.equal(draft.checked?.errors, 0, file);
      await move(draft.id, 'submit');
      const accepted = await move(draft.id, 'accept');
      assert.equal(accepted.state, 'accepted', JSON.stringify(accepted.work));
      assert.notDeepEqual(await everything(pool, records), before);
      const undone = await move(draft.id, 'undo', { reason: '试验' });
      assert.equal(undone.state, 'undone', JSON.stringify(undone.work));
      assert.deepEqual(await everything(pool, records), before);
    }),
    { numRuns: runs },
  );
}

for (const kind of Object.keys(lines) as Kind[])
  test(`accepting a return of ${kind} and undoing it leaves every resource and every row as it was`, (t) => holds(t, kind, 6));

test('what others have said of a resource is kept when a return writes it', async (t) => {
  const { pool, records, checked, move } = await openReturns(t);
  const foreign = { url: 'https://other.example/extension', valueString: 'theirs' };
  await withTx(pool, 'write', async (tx) => {
    const standing = await records.read(tx, 'Organization', 'h-1');
    assert.ok(standing);
    const extension = [...((standing['extension'] as object[] | undefined) ?? []), foreign];
    const identifier = [
      ...((standing['identifier'] as object[] | undefined) ?? []),
      { system: 'https://other.example', value: '77' },
    ];
    must(await records.update(tx, { ...standing, extension, identifier, telecom: [{ system: 'phone', value: '0432' }] }, since));
  });
  const draft = await checked('机构编号,机构名称,床位（张）\r\nh-1,蛟河医院,5\r\n', { kind: 'annual' });
  await move(draft.id, 'submit');
  await move(draft.id, 'accept');
  const after = await withTx(pool, 'read', (tx) => records.read(tx, 'Organization', 'h-1'));
  assert.ok(after);
  assert.equal(after['name'], '蛟河医院');
  assert.deepEqual(after['telecom'], [{ system: 'phone', value: '0432' }]);
  assert.deepEqual((after['extension'] as object[]).at(-1), foreign);
  assert.deepEqual(
    (after['identifier'] as { value: string }[]).map(({ value }) => value),
    ['h-1', '77'],
  );
});
