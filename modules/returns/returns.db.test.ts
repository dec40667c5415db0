import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import excel from 'exceljs';
import type { ErrorList, PreviewList, StatusList, SubmissionDetail, SubmissionList } from './contract.ts';
import { openReturns } from './fixtures/open-returns.ts';

const staffHead = '机构,人员编号,姓名,性别,人员类别,执业类别,执业资格,专业,在编\r\n';
const roster = `${staffHead}h-3,A1,王一,男,执业（助理）医师,临床,执业医师,全科,是\r\nh-3,A2,李二,女,注册护士,,,,是\r\nh-3,A3,赵三,女,doctor,tcm,assistant,tcm,否\r\n`;
const annualHead = '机构编号,机构名称,机构类别,等级,举办主体,所在县区,床位（张）,卫生人员（人）\r\n';
const annual = `${annualHead}h-1,蛟河市第一医院,,,,,320,400\r\nn-1,蛟河市新医院,综合医院,2A,县（区）办,蛟河市,100,150\r\n`;

test('a roster goes from a file to the registry, moves the figures of its institution, and back again', async (t) => {
  const { checked, move, get, pool } = await openReturns(t);
  const draft = await checked(roster, { kind: 'staff' });
  const { rows, errors, created, encoding } = draft.checked ?? {};
  assert.deepEqual([draft.work?.problem, rows, errors, created, encoding], [null, 3, 0, 3, 'UTF-8']);
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
    (await figures()).map(({ measure, value }) => `${measure} ${value}`),
    ['doctors 2', 'general-practitioners 1', 'nurses 1', 'pharmacists 0', 'staff-technical 3', 'staff-total 3', 'tcm-doctors 1'],
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

test('three planted errors of a workbook are all named with line, column and value, and nothing can be sent in until they are gone', async (t) => {
  const { checked, correct, work, get, step, detail } = await openReturns(t);
  const write = async (rows: readonly (readonly string[])[]): Promise<Buffer> => {
    const book = new excel.Workbook();
    const sheet = book.addWorksheet('人员');
    sheet.addRow(['蛟河市人民医院花名册']);
    sheet.addRow(['机构', '人员编号', '姓名', '人员类别', '执业资格']);
    for (const row of rows) sheet.addRow([...row]);
    return Buffer.from(await book.xlsx.writeBuffer());
  };
  const planted = [
    ['h-3', 'A1', '王一', '医师', '执业医师'],
    ['h-3', 'A2', '李二', 'nurse', ''],
    ['h-9', 'A3', '赵三', 'nurse', ''],
    ['h-3', 'A4', '钱四', 'doctor', ''],
  ];
  const draft = await checked(await write(planted), { kind: 'staff', name: '花名册.xlsx' });
  const errors = (await get(`/submissions/${draft.id}/errors`)).json<ErrorList>();
  assert.deepEqual(
    errors.items.map(({ line, fieldTitle, rule, value }) => [line, fieldTitle.zh, rule, value]),
    [
      [3, '人员类别', 'unknown-code', '医师'],
      [5, '机构', 'outside-area', 'h-9'],
      [6, '执业资格', 'licence-for-doctor', ''],
    ],
  );
  assert.deepEqual(
    [errors.total, errors.rules, draft.may],
    [3, { 'licence-for-doctor': 1, 'outside-area': 1, 'unknown-code': 1 }, ['correct', 'withdraw']],
  );
  const narrowed = (await get(`/submissions/${draft.id}/errors?rule=outside-area&limit=1`)).json<ErrorList>();
  assert.deepEqual([narrowed.total, narrowed.items.length], [1, 1]);
  const file = await get(`/submissions/${draft.id}/errors/export?format=csv&lang=en`);
  assert.match(file.body, /Line,Column,Rule,Value,What is wrong/);
  assert.match(file.body, /5,Institution,outside-area,h-9/);
  const refused = await step(draft.id, 'submit', { version: draft.version, state: draft.state });
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [422, 'returns.has-errors']);

  const fixed = planted.map(([, code, name], i) => [
    'h-3',
    code ?? '',
    name ?? '',
    i === 1 ? 'nurse' : 'doctor',
    i === 1 ? '' : '执业医师',
  ]);
  const answer = await correct(draft.id, await write(fixed), { name: '改.xlsx', version: draft.version, state: draft.state });
  assert.equal(answer.statusCode, 200, answer.body);
  const sound = await work(draft.id);
  assert.deepEqual([sound.checked?.errors, sound.checked?.created, sound.version], [0, 4, 2]);
  assert.ok((await detail(draft.id)).may.includes('submit'));
  assert.equal((await get(`/submissions/${draft.id}/errors`)).json<ErrorList>().total, 0);
});

test('good rows go in alone when that was asked for, and then nobody leaves the institution of a bad one', async (t) => {
  const { checked, move, pool } = await openReturns(t);
  const draft = await checked(`${roster}h-3,A4,孙,女,神医,,,,\r\nh-1,B1,周,女,nurse,,,,\r\n`, { kind: 'staff', goodOnly: true });
  assert.deepEqual([draft.checked?.errors, draft.checked?.created], [1, 4]);
  await move(draft.id, 'submit');
  assert.equal((await move(draft.id, 'accept')).state, 'accepted');
  const { rows } = await pool.query("select distinct institution from registry.institution_fact where as_of = '2024-12-31'");
  assert.deepEqual(rows, [{ institution: 'h-1' }]);
});

test('an annual return puts real institutions in the place of invented ones, and undoing brings those back', async (t) => {
  const { checked, move, get, pool } = await openReturns(t);
  const listed = async () =>
    (await pool.query('select id, name from registry.listed order by id')).rows.map(({ id, name }) => `${id} ${name}`);
  const before = await listed();
  const draft = await checked(annual, { kind: 'annual' });
  const preview = (await get(`/submissions/${draft.id}/preview`)).json<PreviewList>();
  assert.deepEqual(preview.counts, { created: 1, changed: 1, retired: 1, unchanged: 0, warned: 1 });
  const found = (await get(`/submissions/${draft.id}/preview?q=${encodeURIComponent('新医院')}`)).json<PreviewList>();
  assert.deepEqual(
    found.items.map(({ id, line, action }) => [id, line, action]),
    [['n-1', 3, 'created']],
  );
  const exported = await get(`/submissions/${draft.id}/preview/export?format=csv&action=changed`);
  assert.match(exported.body, /h-1,蛟河市第一医院,h-1,床位,300 · 2020-12-31,320 · 2024-12-31/);
  await move(draft.id, 'submit');
  await move(draft.id, 'accept');
  assert.deepEqual(await listed(), ['h-1 蛟河市第一医院', 'h-3 蛟河市人民医院', 'h-9 桦甸第一医院（合成）', 'n-1 蛟河市新医院']);
  await move(draft.id, 'undo', { reason: '数据有误' });
  assert.deepEqual(await listed(), before);
});

test('the city returns a return with a note, the county corrects it and submits it again; every step is told', async (t) => {
  const { checked, move, correct, step, work, detail, get, pool } = await openReturns(t);
  const { id } = await checked(roster, { kind: 'staff' });
  await move(id, 'submit');
  const { version, state } = await detail(id);
  const silent = await step(id, 'return', { version, state });
  assert.deepEqual(
    [silent.statusCode, silent.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field)],
    [400, ['note']],
  );
  const returned = await move(id, 'return', { note: '缺少护士' });
  assert.deepEqual([returned.state, returned.may], ['returned', ['correct', 'submit', 'withdraw']]);
  await correct(id, `${roster}h-3,A4,孙四,女,nurse,,,,是\r\n`, { name: '改.csv', version: returned.version, state: 'returned' });
  assert.equal((await work(id)).checked?.created, 4);
  await move(id, 'submit');
  assert.equal((await move(id, 'accept', { note: '同意' })).state, 'accepted');
  const { history } = await detail(id);
  assert.deepEqual(
    history.toReversed().map(({ action, note, by }) => [action, note, by]),
    [
      ['upload', null, '示例规划员'],
      ['submit', null, '示例规划员'],
      ['return', '缺少护士', '示例规划员'],
      ['correct', null, '示例规划员'],
      ['submit', null, '示例规划员'],
      ['accept', '同意', '示例规划员'],
    ],
  );
  const told = await pool.query(
    "select type, payload from events.outbox where type ~ '^returns' and type !~ 'work' order by seq",
  );
  assert.deepEqual(
    told.rows.map(({ type }) => type),
    ['returns.submitted', 'returns.returned', 'returns.submitted', 'returns.accepted'],
  );
  assert.deepEqual(told.rows[0]?.payload, { id, area: '220281', year: 2024, kind: 'staff' });
  const status = (await get('/status?kind=staff&year=2024')).json<StatusList>();
  assert.deepEqual(
    [
      status.total,
      status.items.find(({ area }) => area === '220281')?.submission?.state,
      status.items.find(({ area }) => area === '220282')?.submission,
    ],
    [14, 'accepted', null],
  );
  assert.match((await get('/status/export?kind=staff&year=2024&format=csv')).body, /220281,蛟河市,2024,人员,已审核入库/);
});

test('of two people who decide at once one is told that the other was first, with both states', async (t) => {
  const { checked, move, step, detail } = await openReturns(t);
  const { id } = await checked(roster, { kind: 'staff' });
  await move(id, 'submit');
  const { version, state } = await detail(id);
  const answers = await Promise.all([
    step(id, 'return', { version, state, note: '退回去改' }),
    step(id, 'withdraw', { version, state }),
  ]);
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).toSorted(), [200, 409]);
  const lost = answers.find(({ statusCode }) => statusCode === 409)?.json<{ code: string; texts: { en: string } }>();
  assert.equal(lost?.code, 'returns.changed-meanwhile');
  assert.match(
    lost?.texts.en ?? '',
    /you saw “已报送 Submitted”, it is “(退回修改 Returned for correction|已撤回 Withdrawn)” now/,
  );
  assert.equal((await detail(id)).version, version + 1);
});

test('two who accept at once apply it once; while it is worked on nothing else is done', async (t) => {
  const { checked, move, step, detail, work } = await openReturns(t);
  const { id } = await checked(roster, { kind: 'staff' });
  await move(id, 'submit');
  const { version, state } = await detail(id);
  const both = await Promise.all([step(id, 'accept', { version, state }), step(id, 'accept', { version, state })]);
  assert.deepEqual(both.map(({ statusCode }) => statusCode).toSorted(), [200, 409]);
  assert.equal(both.find(({ statusCode }) => statusCode === 409)?.json<{ code: string }>().code, 'returns.busy');
  assert.equal((await work(id)).state, 'accepted');
  // The worker finds what was asked for twice done already.
  assert.equal((await work(id)).version, version + 1);
});

test('when the registry has changed since the check, nothing is written: the preview is worked out anew', async (t) => {
  const { checked, move, records, pool, get } = await openReturns(t);
  const { id } = await checked(annual, { kind: 'annual' });
  await move(id, 'submit');
  await withTx(pool, 'write', async (tx) => {
    const organization = await records.read(tx, 'Organization', 'h-2');
    assert.ok(organization);
    await records.update(tx, { ...organization, name: '蛟河市第二医院' }, new Date());
  });
  const stale = await move(id, 'accept');
  assert.equal(stale.state, 'submitted');
  assert.match(stale.work?.problem?.en ?? '', /changed since the check/);
  const { counts } = (await get(`/submissions/${id}/preview`)).json<PreviewList>();
  assert.deepEqual([counts.retired, counts.warned], [0, 2]);
  assert.equal((await move(id, 'accept')).state, 'accepted');
});

test('undoing is refused with the names of what others have changed since; forced, it leaves those and undoes the rest', async (t) => {
  const { checked, move, step, detail, work, records, pool } = await openReturns(t);
  const { id } = await checked(annual, { kind: 'annual' });
  await move(id, 'submit');
  await move(id, 'accept');
  await withTx(pool, 'write', async (tx) => {
    const organization = await records.read(tx, 'Organization', 'n-1');
    assert.ok(organization);
    await records.update(tx, { ...organization, name: '蛟河市新医院东院' }, new Date());
  });
  const { version, state } = await detail(id);
  const seen = { version, state, reason: '重报' };
  const refused = await step(id, 'undo', seen);
  const problem = refused.json<{ code: string; errors: { field: string }[] }>();
  assert.deepEqual(
    [refused.statusCode, problem.code, problem.errors.map(({ field }) => field)],
    [409, 'returns.changed-since', ['Organization/n-1']],
  );
  assert.equal((await step(id, 'undo', { ...seen, force: true })).statusCode, 200);
  assert.equal((await work(id)).state, 'undone');
  const { rows } = await pool.query("select id, name from registry.institution where id in ('h-1', 'n-1') order by id");
  assert.deepEqual(rows, [
    { id: 'h-1', name: '蛟河第一医院（合成）' },
    { id: 'n-1', name: '蛟河市新医院东院' },
  ]);
});

test('nobody reads without signing in, a viewer only reads, and what is asked wrongly is refused by field', async (t) => {
  const { checked, upload, get, step, signIn, server } = await openReturns(t);
  const { id, version, state } = await checked(roster, { kind: 'staff' });
  const viewer = await signIn('viewer');
  const own = server.house.manifests.find((one) => one.id === 'returns')?.routes ?? [];
  for (const { method, path } of own) {
    const url = path.replace(':id', id);
    const answer = await server.app.inject({ method, url, ...(method !== 'GET' && { payload: {} }) });
    assert.equal(answer.statusCode, 401, `${method} ${path}`);
    if (method === 'GET') continue;
    const read = await server.app.inject({ method, url, headers: viewer, payload: {} });
    assert.equal(read.statusCode, 403, `${method} ${path}`);
  }
  assert.equal((await get(`/submissions/${id}`, viewer)).json<SubmissionDetail>().may.length, 0);
  const fields = async (answer: ReturnType<typeof upload>) => {
    const { statusCode, json } = await answer;
    return [statusCode, ...(json<{ errors?: { field: string }[] }>().errors ?? []).map(({ field }) => field)];
  };
  const code = async (answer: ReturnType<typeof upload>) => {
    const { statusCode, json } = await answer;
    return [statusCode, json<{ code: string }>().code];
  };
  const good = { kind: 'staff', area: '220281', year: 2024, name: 'a.csv' };
  assert.deepEqual(await fields(upload('x', { ...good, kind: 'people', area: '22', asOf: '2024-02-30' })), [
    400,
    'kind',
    'area',
    'asOf',
  ]);
  assert.deepEqual(await code(upload('x', { ...good, area: '110000' })), [422, 'returns.unknown-area']);
  assert.deepEqual(await code(upload('x', { ...good, asOf: '2023-12-31' })), [422, 'returns.day-not-in-year']);
  assert.deepEqual(await code(upload('x', { ...good, year: 2199 })), [422, 'returns.day-not-in-year']);
  assert.deepEqual(await code(upload('', good)), [422, 'returns.unreadable-file']);
  assert.deepEqual(await code(step('01938c7e-0000-4000-8000-000000000000', 'submit', { version, state })), [
    404,
    'returns.unknown-return',
  ]);
  assert.deepEqual(await fields(step(id, 'submit', { version: 0, state: 'new' })), [400, 'version', 'state']);
  assert.equal((await get('/submissions/12')).statusCode, 400);
  const list = (await get('/submissions?kind=staff&state=draft&area=220200&year=2024&sort=area')).json<SubmissionList>();
  assert.deepEqual([list.total, list.items[0]?.id], [1, id]);
  assert.match((await get('/submissions/export?format=csv')).body, /蛟河市,2024,人员,草稿/);
});

test('a file that cannot be read is said to be so, in both languages, and can be corrected', async (t) => {
  const { checked, correct, work } = await openReturns(t);
  const broken = await checked(Buffer.from([0xff, 0xff, 0x00]), { kind: 'staff' });
  assert.deepEqual([broken.checked, broken.work?.phase], [null, 'failed']);
  assert.match(broken.work?.problem?.zh ?? '', /UTF-8 也不是 GB18030/);
  await correct(broken.id, roster, { name: 'b.csv', version: 1, state: 'draft' });
  assert.equal((await work(broken.id)).checked?.errors, 0);
});

test('the file is kept as it came', async (t) => {
  const { checked, get } = await openReturns(t);
  const { id, file } = await checked(roster, { kind: 'staff' });
  const answer = await get(`/submissions/${id}/file`);
  assert.deepEqual([answer.body, file.size, file.sha256.length], [roster, Buffer.byteLength(roster), 64]);
});
