import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallRegistry } from '../fixtures/open-returns.ts';
import { decideLines, faultsOf, view } from '../fixtures/words.ts';
import type { StaffRecord } from './registry-shapes.ts';

const head = '机构|人员编号|姓名|人员类别|执业类别|执业资格|专业|主要执业机构|任职日期|在编';
const staff = (...rows: readonly string[]) => decideLines({}, [head, ...rows]);

const person = (over: Partial<StaffRecord> = {}): StaffRecord => ({
  id: 's-1',
  institution: 'h-1',
  since: null,
  until: null,
  evidence: 'synthetic',
  source: null,
  person: 'p-1',
  name: '合成人',
  gender: 'unknown',
  profession: 'nurse',
  category: null,
  licence: null,
  specialty: null,
  duties: [],
  post: 'professional',
  established: false,
  primary: true,
  years: null,
  ...over,
});

test('each rule of a roster is broken by its line and column alone', () => {
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['h-1|A1|王|doctor|tcm|licensed'], []],
    [['h-1|A1|王|doctor'], ['2 licence licence-for-doctor']],
    [['h-1|A1|王|nurse|tcm'], ['2 category doctor-only']],
    [['h-1|A1|王|nurse||licensed'], ['2 licence doctor-only']],
    [['h-1|A1|王|village-doctor||assistant'], []],
    [['h-8|A1|王|nurse'], ['2 institution unknown-institution']],
    [['h-9|A1|王|nurse'], ['2 institution outside-area']],
    [['桦甸第一医院（合成）|A1|王|nurse'], ['2 institution outside-area']],
    [['蛟河市人民医院|A1|王|nurse'], []],
    [['h-1|A1|王|nurse', 'h-1|A1|王|nurse||||否'], ['3 institution duplicate']],
    [['h-1|A1|王|nurse', 'h-2|A1|王|nurse'], ['3 primary one-primary']],
    [['h-1|A1|王|nurse', 'h-2|A1|王|nurse||||否'], []],
    [['h-1|A1|王|nurse', 'h-2|A1|李|nurse||||否'], ['3 name person-differs']],
    [['h-1|A1|王（合成）|nurse'], ['2 name synthetic-name']],
    [['h-1|A1|王|nurse|||||2024-12-31'], []],
    [['h-1|A1|王|nurse|||||2025-01-01'], ['2 since after-as-of']],
    [[`h-1|A1||医生`], ['2 name required', '2 profession unknown-code']],
  ];
  for (const [rows, faults] of cases) assert.deepEqual(faultsOf(staff(...rows)), faults, rows.join(' / '));
});

test('a file without rows is a fault of the file', () => {
  assert.deepEqual(faultsOf(decideLines({}, [head])), ['0  no-rows']);
});

test('a roster comes to its institution’s figures: people at their first place of practice, by profession', () => {
  const { institutions } = staff(
    'h-1|A1|甲|doctor|tcm|licensed|全科',
    'h-1|A2|乙|doctor|clinical|assistant|general-practice',
    'h-1|A3|丙|nurse',
    'h-1|A4|丁|pharmacist',
    'h-1|A5|戊|worker',
    'h-1|A6|己|doctor|clinical|licensed|surgery|否',
  );
  const facts = institutions[0]?.facts.filter(({ asOf }) => asOf === '2024-12-31');
  assert.deepEqual(Object.fromEntries(facts?.map(({ measure, value }) => [measure, value]) ?? []), {
    'staff-total': 5,
    'staff-technical': 4,
    doctors: 2,
    nurses: 1,
    pharmacists: 1,
    'general-practitioners': 2,
    'tcm-doctors': 1,
  });
  assert.deepEqual(
    new Set(facts?.map(({ evidence, source }) => `${evidence} ${source}`)),
    new Set(['entered 年报.xlsx 共6行 · 王某']),
  );
  assert.deepEqual(institutions[0]?.complete, ['staff']);
});

test('who is not in the file has left the day before, in the institutions of the file and no other; who was invented was never there', () => {
  const real = (id: string, over: Partial<StaffRecord> = {}): StaffRecord =>
    person({ id, person: `p-${id}`, evidence: 'entered', ...over });
  const standing = [
    person(),
    real('s-2'),
    real('s-3', { institution: 'h-2' }),
    real('s-4', { until: '2021-01-01' }),
    // Real, and not begun by then: not of this day.
    real('s-5', { since: '2025-03-01' }),
    person({ id: 's-6', institution: 'h-2' }),
  ];
  const { staff: records, removed, planned } = decideLines({}, [head, 'h-1|A1|王|nurse'], view({ staff: standing }));
  assert.deepEqual(
    records.map(({ id, since, until, evidence }) => [id, since, until, evidence]),
    [
      ['220281.A1.h-1', '2024-12-31', null, 'entered'],
      ['s-2', null, '2024-12-30', 'entered'],
    ],
  );
  assert.deepEqual(removed, [{ type: 'PractitionerRole', id: 's-1' }]);
  assert.deepEqual(
    planned.filter(({ action }) => action === 'retired').map(({ id }) => id),
    ['s-1', 's-2'],
  );
});

test('a person whose id is registered keeps post and day of begin; the same again is unchanged', () => {
  const known = person({ since: '2010-05-01' });
  const first = decideLines({}, [head, 'h-1|p-1|王一|nurse'], view({ staff: [known] }));
  assert.deepEqual(
    first.staff.map(({ id, person: who, since, name }) => [id, who, since, name]),
    [['s-1', 'p-1', '2010-05-01', '王一']],
  );
  assert.deepEqual(
    first.planned[0]?.differences.map(({ field, before, after }) => [field, before, after]),
    [
      ['name', '合成人', '王一'],
      ['evidence', { zh: '合成', en: 'synthetic' }, { zh: '填报', en: 'entered' }],
    ],
  );
  const again = decideLines({}, [head, 'h-1|p-1|王一|nurse'], view({ staff: first.staff }));
  assert.equal(again.planned[0]?.action, 'unchanged');
});

test('where a row of an institution is bad, nobody of it leaves and no figure is counted; others go on', () => {
  const standing = [person(), person({ id: 's-2', person: 'p-2', institution: 'h-2' })];
  const lines = [head, 'h-1|A1|王|nurse', 'h-1|A2|李|doctor', 'h-2|A3|赵|nurse'];
  const found = decideLines({ goodOnly: true }, lines, view({ staff: standing }));
  assert.deepEqual(faultsOf(found), ['3 licence licence-for-doctor']);
  assert.deepEqual(
    found.institutions.map(({ id }) => id),
    ['h-2'],
  );
  assert.deepEqual(
    found.planned.filter(({ action }) => action === 'retired').map(({ id }) => id),
    ['s-2'],
  );
  // Of a row whose institution nobody knows it cannot be told whose roster is not whole: then nobody leaves.
  const unknown = decideLines({ goodOnly: true }, [...lines, 'h-8|A9|钱|nursse'], view({ staff: standing }));
  assert.deepEqual([unknown.institutions, unknown.planned.filter(({ action }) => action === 'retired')], [[], []]);
});

test('a column that the file lacks leaves what was known, and no figure is made of it; one that is there and empty says so', () => {
  const doctor = person({
    evidence: 'entered',
    gender: 'female',
    profession: 'doctor',
    category: 'tcm',
    licence: 'licensed',
    specialty: 'general-practice',
    duties: ['public-health'],
    post: 'management',
    established: true,
    primary: false,
    years: 7,
  });
  const known = view({ staff: [doctor] });
  const short = decideLines({}, ['机构|人员编号|姓名|人员类别', 'h-1|p-1|王|doctor'], known);
  assert.deepEqual(faultsOf(short), []);
  const { source: _, since: __, ...said } = short.staff[0] ?? doctor;
  const { source: ___, since: ____, ...before } = doctor;
  assert.deepEqual(said, { ...before, name: '王' });
  const measures = short.institutions[0]?.facts.filter(({ asOf }) => asOf === '2024-12-31').map(({ measure }) => measure);
  assert.deepEqual(measures, ['doctors', 'nurses', 'pharmacists', 'staff-technical', 'staff-total']);

  const emptied = decideLines({}, [head, 'h-1|p-1|王|doctor||licensed'], known).staff[0];
  assert.deepEqual([emptied?.category, emptied?.specialty, emptied?.primary, emptied?.established], [null, null, true, false]);
  // Another profession: what belonged to the old one goes, and so does what was invented.
  const nurse = decideLines({}, ['机构|人员编号|姓名|人员类别', 'h-1|p-1|王|nurse'], known).staff[0];
  assert.deepEqual([nurse?.category, nurse?.licence, nurse?.specialty, nurse?.post], [null, null, null, 'professional']);
  const invented = view({ staff: [{ ...doctor, evidence: 'synthetic' }] });
  const real = decideLines({}, ['机构|人员编号|姓名|人员类别', 'h-1|p-1|王|nurse'], invented).staff[0];
  assert.deepEqual([real?.gender, real?.duties, real?.established], ['unknown', [], false]);
});

test('a corrected roster of the same day takes out whom the first one put in by mistake, and leaves who begins later', () => {
  const first = decideLines({}, [head, 'h-1|A1|王|nurse', 'h-1|A2|李|nurse', 'h-1|A3|赵|nurse|||||2024-12-30']);
  const later = person({ id: 's-9', person: 'p-9', evidence: 'entered', since: '2025-01-01' });
  const known = view({ staff: [...first.staff, later] });
  const { staff: records, removed, planned } = decideLines({}, [head, 'h-1|A1|王|nurse'], known);
  assert.deepEqual(removed, [{ type: 'PractitionerRole', id: '220281.A2.h-1' }]);
  assert.deepEqual(
    records.map(({ id, since, until }) => [id, since, until]),
    [
      ['220281.A1.h-1', '2024-12-31', null],
      ['220281.A3.h-1', '2024-12-30', '2024-12-30'],
    ],
  );
  assert.deepEqual(
    planned.filter(({ action }) => action === 'retired').map(({ id, differences }) => [id, differences.length]),
    [
      ['220281.A2.h-1', 0],
      ['220281.A3.h-1', 1],
    ],
  );
});

test('one misspelt institution, and nobody ends anywhere: whose the row is cannot be told', () => {
  const real = person({ evidence: 'entered', since: '2020-01-01' });
  const lines = [head, 'h-1|A1|王|nurse', '蛟河第一医完|A2|李|nurse'];
  const found = decideLines({ goodOnly: true }, lines, view({ staff: [real] }));
  assert.deepEqual(faultsOf(found), ['3 institution unknown-institution']);
  assert.deepEqual(
    [found.staff.map(({ id, until }) => [id, until]), found.institutions, found.removed],
    [[['220281.A1.h-1', null]], [], []],
  );
});

test('a roster of a day before one that is registered is refused, institution by institution; figures of an annual return refuse none', () => {
  const newer = decideLines({ asOf: '2025-06-30' }, [head, 'h-1|A1|王|nurse']);
  const annual = decideLines({ kind: 'annual', asOf: '2025-06-30' }, ['机构编号|机构名称|卫生人员', 'h-2|蛟河医院|9']);
  const told = [...newer.institutions, ...annual.institutions];
  const after = smallRegistry.map((one) => told.find(({ id }) => id === one.id) ?? one);
  const known = view({ staff: newer.staff }, after);
  const older = decideLines({}, [head, 'h-1|A2|李|nurse', 'h-2|A3|赵|nurse'], known);
  assert.deepEqual(faultsOf(older), ['2 institution older-than-registered']);
  assert.match(older.faults[0]?.message.en ?? '', /2025-06-30.*2024-12-31/);
  assert.deepEqual(
    [older.staff.map(({ institution }) => institution), older.institutions.map(({ id }) => id)],
    [['h-2'], ['h-2']],
  );
  assert.deepEqual(faultsOf(decideLines({ asOf: '2025-06-30' }, [head, 'h-1|A2|李|nurse'], known)), []);
});

test('nobody has a second first place of practice by another file: posts registered elsewhere count, ended and invented ones do not', () => {
  const elsewhere = (over: Partial<StaffRecord> = {}) =>
    view({ staff: [person({ id: 's-7', person: '220281.A1', institution: 'h-2', evidence: 'entered', ...over })] });
  const faults = (known: ReturnType<typeof elsewhere>, ...rows: readonly string[]) =>
    faultsOf(decideLines({}, [head, ...rows], known));
  assert.deepEqual(faults(elsewhere(), 'h-1|A1|王|nurse'), ['2 primary primary-elsewhere']);
  assert.deepEqual(faults(elsewhere(), 'h-1|220281.A1|王|nurse'), ['2 primary primary-elsewhere']);
  assert.deepEqual(faults(elsewhere(), 'h-1|A1|王|nurse||||否'), []);
  assert.deepEqual(faults(elsewhere({ primary: false }), 'h-1|A1|王|nurse'), []);
  assert.deepEqual(faults(elsewhere({ until: '2024-12-30' }), 'h-1|A1|王|nurse'), []);
  assert.deepEqual(faults(elsewhere({ evidence: 'synthetic' }), 'h-1|A1|王|nurse'), []);
  // The file lists that institution too: who is not in it has left.
  assert.deepEqual(faults(elsewhere(), 'h-1|A1|王|nurse', 'h-2|A2|李|nurse'), []);
  // The registered id and the county's own are one person.
  assert.deepEqual(faults(elsewhere(), 'h-1|A1|王|nurse', 'h-2|220281.A1|王|nurse'), ['3 primary one-primary']);
});

test('a registered person keeps an id as long as it is; that of a new one is short', () => {
  const long = `p${'x'.repeat(32)}`;
  const known = view({ staff: [person({ person: long })] });
  assert.deepEqual(faultsOf(decideLines({}, [head, `h-1|${long}|王|nurse`], known)), []);
  assert.deepEqual(faultsOf(staff(`h-1|${long}|王|nurse`, `h-1|${long.slice(1)}|李|nurse`)), ['2 person id']);
});
