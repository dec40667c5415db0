import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, type Resource, withTx } from '@songhua/kernel';
import { departmentResources } from '@songhua/module-registry/api.ts';
import type { ErrorList, PreviewList } from './contract.ts';
import { openReturns, since } from './fixtures/open-returns.ts';

type House = Awaited<ReturnType<typeof openReturns>>;
const kept = { since: null, until: null, evidence: 'entered', source: null } as const;

async function load({ pool, records }: House, resources: readonly (Resource & { readonly id: string })[]): Promise<void> {
  await withTx(pool, 'write', async (tx) => must(await records.load(tx, resources, since)));
}

async function faults({ checked, get }: House, kind: string, content: string) {
  const { id } = await checked(content, { kind });
  return (await get(`/submissions/${id}/errors`)).json<ErrorList>().items;
}

const institutions = (id: string): string =>
  `机构编号,机构名称,机构类别,举办主体,所在县区\r\n${id},蛟河市全新医院,综合医院,county,220281\r\n`;

test('no row makes something new of an id that a department, a retired institution or anything else in the store has', async (t) => {
  const house = await openReturns(t);
  await load(house, [
    ...departmentResources([{ ...kept, id: 'd-1', institution: 'h-3', code: 'surgery', name: '普外科' }]),
    { resourceType: 'Location', id: 'l-1', status: 'active', name: '一号楼' },
    { resourceType: 'Location', id: 'h-3.B1', status: 'active', name: '二号楼' },
    { resourceType: 'Device', id: 'h-3.D1', status: 'active' },
    { resourceType: 'PractitionerRole', id: '220281.A1.h-3', active: true },
  ]);
  await withTx(house.pool, 'write', async (tx) => {
    const standing = await house.records.read(tx, 'Organization', 'h-2');
    assert.ok(standing);
    must(await house.records.update(tx, { ...standing, active: false }, since));
  });
  const cases = [
    ['institutions', institutions('d-1'), 'id', /科室或小组“普外科”/],
    ['institutions', institutions('h-2'), 'id', /已退出的机构“蛟河第二医院（合成）”.*撤销.*Organization\/h-2/],
    ['institutions', institutions('l-1'), 'id', /“一号楼”（Location\/l-1）/],
    ['beds', '机构,床位编号,床位类别\r\nh-3,B1,icu\r\n', 'bed', /Location\/h-3\.B1/],
    ['equipment', '机构,设备编号,设备类型\r\nh-3,D1,ct\r\n', 'device', /Device\/h-3\.D1/],
    ['staff', '机构,人员编号,姓名,人员类别\r\nh-3,A1,王,nurse\r\n', 'person', /PractitionerRole\/220281\.A1\.h-3/],
  ] as const;
  for (const [kind, content, field, message] of cases) {
    const found = await faults(house, kind, content);
    assert.deepEqual(
      found.map((one) => [one.line, one.field, one.rule]),
      [[2, field, 'id-taken']],
      content,
    );
    assert.match(found[0]?.message.zh ?? '', message);
  }
});

test('departments and wards get other ids where something that is no list’s has theirs', async (t) => {
  const house = await openReturns(t);
  await load(house, [
    { resourceType: 'Organization', id: 'h-3.surgery', active: true, name: '外科学会' },
    { resourceType: 'Location', id: 'h-3.-w1', status: 'active', name: '三号楼' },
  ]);
  const { checked, get, move, records, pool } = house;
  for (const [kind, content, wanted] of [
    ['departments', '机构,科室\r\nh-3,surgery\r\n', 'h-3.surgery-2'],
    ['beds', '机构,床位编号,床位类别,病区\r\nh-3,B1,icu,一病区\r\n', 'h-3.B1'],
  ] as const) {
    const { id, checked: summary } = await checked(content, { kind });
    assert.equal(summary?.errors, 0);
    const { items } = (await get(`/submissions/${id}/preview?action=created`)).json<PreviewList>();
    assert.deepEqual(
      items.map((one) => one.id),
      [wanted],
    );
    await move(id, 'submit');
    assert.equal((await move(id, 'accept')).state, 'accepted');
  }
  const [society, house3] = await withTx(pool, 'read', async (tx) => [
    await records.read(tx, 'Organization', 'h-3.surgery'),
    await records.read(tx, 'Location', 'h-3.-w1'),
  ]);
  assert.deepEqual([society?.['name'], house3?.['name']], ['外科学会', '三号楼']);
});

test('a first place of practice counts wherever it is registered, also in a house and a county that the file does not name', async (t) => {
  const house = await openReturns(t);
  const { checked, move } = house;
  const accept = async (content: string, area: string) => {
    const { id, checked: summary } = await checked(content, { kind: 'staff', area });
    assert.equal(summary?.errors, 0);
    await move(id, 'submit');
    assert.equal((await move(id, 'accept')).state, 'accepted');
  };
  const head = '机构,人员编号,姓名,人员类别,主要执业机构\r\n';
  await accept(`${head}h-1,A1,王一,nurse,是\r\n`, '220281');
  await accept(`${head}h-9,B1,李二,nurse,是\r\n`, '220282');
  const told = await faults(house, 'staff', `${head}h-3,A1,王一,nurse,是\r\nh-3,220281.A1,王一,nurse,否\r\n`);
  assert.deepEqual(
    told.map(({ line, rule }) => [line, rule]),
    [
      [2, 'primary-elsewhere'],
      [3, 'duplicate'],
    ].slice(0, told.length),
  );
  assert.match(told[0]?.message.zh ?? '', /蛟河第一医院/);
  // The same number in another county is somebody else, and who says so has a second place.
  assert.deepEqual(await faults(house, 'staff', `${head}h-3,B1,李二,nurse,是\r\n`), []);
  assert.deepEqual(await faults(house, 'staff', `${head}h-3,A1,王一,nurse,否\r\n`), []);
});

test('a list of departments or equipment of an earlier day than an accepted one is refused, institution by institution', async (t) => {
  const house = await openReturns(t);
  const { checked, move } = house;
  const list = (kind: string, ...places: readonly string[]): string =>
    kind === 'departments'
      ? `机构,科室\r\n${places.map((place) => `${place},surgery`).join('\r\n')}\r\n`
      : `机构,设备编号,设备类型\r\n${places.map((place) => `${place},D1,ct`).join('\r\n')}\r\n`;
  for (const kind of ['departments', 'equipment']) {
    const { id } = await checked(list(kind, 'h-3'), { kind, year: 2025, asOf: '2025-06-30' });
    await move(id, 'submit');
    assert.equal((await move(id, 'accept')).state, 'accepted');
    const older = await faults(house, kind, list(kind, 'h-1', 'h-3'));
    assert.deepEqual(
      older.map(({ line, rule }) => [line, rule]),
      [[3, 'older-than-registered']],
    );
    assert.match(older[0]?.message.en ?? '', /2025-06-30/);
    await move(id, 'undo', { reason: '重报' });
    assert.deepEqual(await faults(house, kind, list(kind, 'h-3')), []);
  }
});

test('what was previewed is what was wrong, too: when the errors have become others, nothing is accepted', async (t) => {
  const { checked, move, records, pool, get } = await openReturns(t);
  const { id } = await checked('机构,科室\r\nh-3,surgery\r\nh-2,火星科\r\nh-9,surgery\r\n', {
    kind: 'departments',
    goodOnly: true,
  });
  await move(id, 'submit');
  const rules = async () => Object.keys((await get(`/submissions/${id}/errors`)).json<ErrorList>().rules);
  assert.deepEqual(await rules(), ['outside-area', 'unknown-code']);
  await withTx(pool, 'write', async (tx) => {
    const standing = await records.read(tx, 'Organization', 'h-9');
    assert.ok(standing);
    must(await records.update(tx, { ...standing, active: false }, new Date()));
  });
  const stale = await move(id, 'accept');
  assert.equal(stale.state, 'submitted');
  assert.match(stale.work?.problem?.en ?? '', /worked out anew/);
  assert.deepEqual(await rules(), ['unknown-code', 'unknown-institution']);
  assert.equal((await move(id, 'accept')).state, 'accepted');
});
