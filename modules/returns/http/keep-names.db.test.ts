import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ErrorList, PreviewList, SubmissionDetail } from '../contract.ts';
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

const idNumber = '220281199001011234';

test('an identity card or telephone number in whichever column, and any cell of a row of people, is cut for who only reads', async (t) => {
  const { checked, get, signIn } = await openReturns(t);
  const viewer = await signIn('viewer');
  const files = [
    [
      'staff',
      `${head}h-3,${idNumber},王小明,doctor,licensed\r\nh-3,A2,李四,13812345678,\r\nh-3,A4,某,李二娘,\r\n赵三郎,A3,某,nurse,\r\n`,
    ],
    ['equipment', `机构,设备编号,设备类型,型号或车牌\r\nh-3,${idNumber},ct,周五13812345678\r\nh-3,D2,孙六 13812345678,\r\n`],
    ['beds', `机构,床位编号,床位类别,${idNumber}\r\nh-3,B1,icu,\r\n`],
  ] as const;
  for (const [kind, content] of files) {
    const { id } = await checked(content, { kind, goodOnly: true });
    const paths = ['', '/preview', '/errors', '/preview/export?format=csv', '/errors/export?format=csv'];
    const all = async (headers?: Record<string, string>) =>
      (await Promise.all(paths.map(async (path) => (await get(`/submissions/${id}${path}`, headers)).body))).join('\n');
    assert.match(await all(), kind === 'beds' ? /B1/ : /13812345678/, kind);
    assert.doesNotMatch(await all(viewer), new RegExp(`${idNumber}|13812345678|小明|二娘|三郎`), kind);
    for (const q of ['19900101', '8123456', '赵三郎'])
      assert.equal((await get(`/submissions/${id}/preview?q=${encodeURIComponent(q)}`, viewer)).json<PreviewList>().total, 0, q);
  }
});

test('whether the file may be downloaded is said, and is what the download itself says', async (t) => {
  const { checked, get, signIn } = await openReturns(t);
  const { id } = await checked('机构,科室\r\nh-3,surgery\r\n', { kind: 'departments' });
  for (const headers of [await signIn('planner'), await signIn('viewer')]) {
    const { download } = (await get(`/submissions/${id}`, headers)).json<SubmissionDetail>();
    assert.equal((await get(`/submissions/${id}/file`, headers)).statusCode, download ? 200 : 403);
  }
  assert.equal((await get(`/submissions/${id}`, await signIn('viewer'))).json<SubmissionDetail>().download, false);
});
