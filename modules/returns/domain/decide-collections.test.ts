import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideLines, faultsOf, view } from '../fixtures/words.ts';
import type { BedRecord, DepartmentRecord, EquipmentRecord } from './registry-shapes.ts';

const kept = { institution: 'h-1', since: '2020-01-01', until: null, evidence: 'entered', source: 'x' } as const;

const bed = (over: Partial<BedRecord> = {}): BedRecord => ({
  ...kept,
  id: 'b-1',
  ward: { id: 'w-1', name: '一病区' },
  class: 'general',
  department: 'surgery',
  convertible: true,
  openable: true,
  ...over,
});
const device: EquipmentRecord = { ...kept, id: 'e-1', type: 'ct', name: 'X-9' };
const department: DepartmentRecord = { ...kept, id: 'd-1', code: 'surgery', name: '普外科' };

test('a column that a list lacks leaves what was known; one that is there and empty takes it away', () => {
  const known = view({ beds: [bed()], equipment: [device], departments: [department] });
  const [short] = decideLines({ kind: 'beds' }, ['机构|床位编号|床位类别', 'h-1|b-1|icu'], known).beds;
  assert.deepEqual(
    [short?.class, short?.ward, short?.department, short?.convertible, short?.openable],
    ['icu', { id: 'w-1', name: '一病区' }, 'surgery', true, true],
  );
  const full = '机构|床位编号|床位类别|病区|科室|可转重症床|疫时可启用';
  const [emptied] = decideLines({ kind: 'beds' }, [full, 'h-1|b-1|icu'], known).beds;
  assert.deepEqual([emptied?.ward, emptied?.department, emptied?.convertible, emptied?.openable], [null, null, false, false]);
  const devices = (head: string) => decideLines({ kind: 'equipment' }, [head, 'h-1|e-1|ct'], known).equipment[0]?.name;
  assert.deepEqual([devices('机构|设备编号|设备类型'), devices('机构|设备编号|设备类型|型号或车牌')], ['X-9', null]);
  const departments = decideLines({ kind: 'departments' }, ['机构|科室', 'h-1|surgery'], known).departments;
  assert.deepEqual(
    departments.map(({ id, name, until }) => [id, name, until]),
    [['d-1', '普外科', null]],
  );
});

test('what was invented is not carried over into what is entered', () => {
  const invented = view({ beds: [bed({ evidence: 'synthetic' })] });
  const [real] = decideLines({ kind: 'beds' }, ['机构|床位编号|床位类别', 'h-1|b-1|icu'], invented).beds;
  assert.deepEqual([real?.ward, real?.department, real?.convertible], [null, null, false]);
});

const wards = '机构|床位编号|床位类别|病区';

test('no bed has the id of a ward, whatever the house calls its beds; a ward of one name is one', () => {
  const { beds } = decideLines({ kind: 'beds' }, [wards, 'h-1|w1|general|一', 'h-1|w2|general|二', 'h-1|b|general|一']);
  const ids = beds.map(({ ward }) => ward?.id);
  assert.equal(ids[0], ids[2]);
  assert.equal(new Set([...ids, ...beds.map(({ id }) => id)]).size, 5);
  // The next list finds the wards as they are.
  const again = decideLines({ kind: 'beds' }, [wards, 'h-1|b|general|一', 'h-1|c|general|三'], view({ beds }));
  assert.equal(again.beds[0]?.ward?.id, ids[0]);
  assert.ok(!ids.includes(again.beds[1]?.ward?.id));
});

test('a bed that would take the id of a registered ward is refused', () => {
  const known = view({ beds: [bed({ ward: { id: 'h-1.w1', name: '一病区' } })] });
  assert.deepEqual(faultsOf(decideLines({ kind: 'beds' }, [wards, 'h-1|w1|general|二病区'], known)), ['2 bed id-taken']);
});

test('registered beds and devices keep ids as long as they are; those of new ones are short', () => {
  const long = `b${'x'.repeat(32)}`;
  const known = view({ beds: [bed({ id: long })], equipment: [{ ...device, id: long }] });
  const lists = [
    ['beds', '机构|床位编号|床位类别', 'general', 'bed'],
    ['equipment', '机构|设备编号|设备类型', 'ct', 'device'],
  ] as const;
  for (const [kind, head, type, field] of lists) {
    assert.deepEqual(faultsOf(decideLines({ kind }, [head, `h-1|${long}|${type}`], known)), [], kind);
    assert.deepEqual(faultsOf(decideLines({ kind }, [head, `h-1|${long}|${type}`])), [`2 ${field} id`], kind);
    assert.deepEqual(faultsOf(decideLines({ kind }, [head, `h-1|${long.slice(1)}|${type}`])), [], kind);
  }
});
