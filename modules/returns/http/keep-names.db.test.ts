import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorList, PreviewList } from '../contract.ts';
import { openReturns } from '../fixtures/open-returns.ts';

const head = '机构,人员编号,姓名,人员类别,执业资格\r\n';
const roster = `${head}h-3,A1,王小明,doctor,licensed\r\nh-3,A2,李二,nurse,\r\nh-3,A2,赵三娘,nurse,\r\n`;

test('who only reads is shown of people the first character of their names, in lists, searches and exports', async (t) => {
  const { checked, get, signIn } = await openReturns(t);
  const { id } = await checked(roster, { kind: 'staff', goodOnly: true });
  const viewer = await signIn('viewer');
  const seen = async (headers?: Record<string, string>) => {
    const { items } = (await get(`/submissions/${id}/preview`, headers)).json<PreviewList>();
    const faults = (await get(`/submissions/${id}/errors`, headers)).json<ErrorList>();
    const of = (await get(`/submissions/${id}/preview?q=${encodeURIComponent('小明')}`, headers)).json<PreviewList>();
    return {
      names: items.filter(({ subject }) => subject === 'staff').map(({ name }) => name),
      fields: items.flatMap(({ differences }) => differences.filter(({ field }) => field === 'name').map(({ after }) => after)),
      faults: faults.items.filter(({ field }) => field === 'name').map(({ value }) => value),
      found: of.total,
    };
  };
  const inWhole = await seen();
  assert.deepEqual(
    [inWhole.names, inWhole.fields, inWhole.faults, inWhole.found],
    [['王小明', '李二'], ['王小明', '李二'], ['赵三娘'], 1],
  );
  assert.deepEqual(await seen(viewer), { names: ['王**', '李*'], fields: ['王**', '李*'], faults: ['赵**'], found: 0 });
  for (const which of ['errors', 'preview']) {
    const whole = (await get(`/submissions/${id}/${which}/export?format=csv`)).body;
    const masked = (await get(`/submissions/${id}/${which}/export?format=csv`, viewer)).body;
    assert.match(whole, /王小明|赵三娘/, which);
    assert.match(masked, /王\*\*|赵\*\*/, which);
    assert.doesNotMatch(masked, /小明|三娘/, which);
  }
});

test('the file and a filled-in form of staff are for those who submit or review', async (t) => {
  const { checked, get, signIn } = await openReturns(t);
  const { id } = await checked(roster, { kind: 'staff' });
  const viewer = await signIn('viewer');
  for (const path of [`/submissions/${id}/file`, '/template?kind=staff&area=220281&format=csv']) {
    assert.equal((await get(path)).statusCode, 200, path);
    const refused = await get(path, viewer);
    assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [403, 'returns.names-kept'], path);
  }
  assert.equal((await get('/template?kind=staff&format=csv', viewer)).statusCode, 200);
  assert.equal((await get('/template?kind=beds&area=220281&format=csv', viewer)).statusCode, 200);
});
