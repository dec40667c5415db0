import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PreviewList } from './contract.ts';
import { openReturns } from './fixtures/open-returns.ts';

const staffHead = '机构,人员编号,姓名,性别,人员类别,执业类别,执业资格,专业,在编\r\n';
const roster = `${staffHead}h-3,A1,王一,男,执业（助理）医师,临床,执业医师,全科,是\r\nh-3,A2,李二,女,注册护士,,,,是\r\nh-3,A3,赵三,女,doctor,tcm,assistant,tcm,否\r\n`;

test('a roster goes from a file to the registry, moves the figures of its institution, and back again', async (t) => {
  const { checked, move, get, pool } = await openReturns(t);
  const draft = await checked(roster, { kind: 'staff' });
  assert.deepEqual(draft.work?.problem ?? null, null);
  assert.deepEqual(
    draft.checked && {
      rows: draft.checked.rows,
      errors: draft.checked.errors,
      created: draft.checked.created,
      encoding: draft.checked.encoding,
    },
    {
      rows: 3,
      errors: 0,
      created: 3,
      encoding: 'UTF-8',
    },
  );
  const { items } = (await get(`/submissions/${draft.id}/preview?action=changed`)).json<PreviewList>();
  assert.deepEqual(
    items.map(({ id, differences }) => [id, differences.find(({ field }) => field === 'staff-total')]),
    [
      [
        'h-3',
        {
          field: 'staff-total',
          title: { zh: '卫生人员', en: 'Health staff' },
          before: '420 · 2020-12-31',
          after: '3 · 2024-12-31',
        },
      ],
    ],
  );
  await move(draft.id, 'submit');
  const accepted = await move(draft.id, 'accept');
  assert.deepEqual([accepted.state, accepted.work?.problem], ['accepted', null]);
  const figures = async () =>
    (
      await pool.query(
        "select measure, value, evidence, source from registry.institution_fact where institution = 'h-3' and as_of = '2024-12-31' order by measure",
      )
    ).rows;
  assert.deepEqual(
    (await figures()).map(({ measure, value }) => [measure, value]),
    [
      ['doctors', 2],
      ['general-practitioners', 1],
      ['nurses', 1],
      ['pharmacists', 0],
      ['staff-technical', 3],
      ['staff-total', 3],
      ['tcm-doctors', 1],
    ],
  );
  assert.deepEqual((await figures())[0], {
    measure: 'doctors',
    value: 2,
    evidence: 'entered',
    source: '报送.csv 共3行 · 示例规划员',
  });
  const undone = await move(draft.id, 'undo', { reason: '报错了年份' });
  assert.deepEqual([undone.state, undone.work?.problem], ['undone', null]);
  assert.deepEqual(await figures(), []);
  assert.deepEqual(
    undone.history.map(({ action, to, note }) => [action, to, note]),
    [
      ['undo', 'undone', '报错了年份'],
      ['accept', 'accepted', null],
      ['submit', 'submitted', null],
      ['upload', 'draft', null],
    ],
  );
});
