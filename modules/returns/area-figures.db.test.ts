import assert from 'node:assert/strict';
import { test } from 'node:test';
import excel from 'exceljs';
import { openReturns } from './fixtures/open-returns.ts';

const heading = '地区,项目,数值,数据日期,来源\r\n';

test('a county’s area figures are sent, refused with every error, corrected, returned, accepted, and undone', async (t) => {
  const { checked, correct, work, move, get, pool, server, planner, signIn } = await openReturns(t);
  await signIn('viewer');
  const bad = `${heading}蛟河市,县域就诊率,0.91,,\r\n蛟河市,没有这一项,5,,\r\n桦甸市,县域就诊率,91,,\r\n`;
  const { id, checked: found } = await checked(bad, { kind: 'area-figures' });
  assert.deepEqual([found?.errors, found?.badRows], [3, 3]);
  const { items } = (await get(`/submissions/${id}/errors`)).json<{
    items: { line: number; field: string; rule: string; value: string }[];
  }>();
  assert.deepEqual(
    items.map(({ line, field, rule, value }) => [line, field, rule, value]),
    [
      [2, 'value', 'range', '0.91'],
      [3, 'measure', 'unknown-code', '没有这一项'],
      [4, 'area', 'outside-area', '桦甸市'],
    ],
  );
  const figures = async () => {
    const { rows } = await pool.query<{ area: string; measure: string; value: number; evidence: string; source: string }>(
      'select area, measure, value, evidence, source from registry.area_figure order by id',
    );
    return rows;
  };
  assert.deepEqual(await figures(), []);

  const good = `${heading}蛟河市,县域就诊率,91,,卫生统计年报\r\n220281100,尘肺病患者数,101,,\r\n`;
  const draft = (await get(`/submissions/${id}`)).json<{ version: number; state: string }>();
  const sent = await correct(id, good, { name: '更正.csv', version: draft.version, state: draft.state });
  assert.equal(sent.statusCode, 200, sent.body);
  const again = await work(id);
  assert.deepEqual([again.checked?.errors, again.checked?.created], [0, 2]);
  await move(id, 'submit');
  assert.equal((await move(id, 'return', { note: '请核对尘肺病人数' })).state, 'returned');
  const returned = (await get(`/submissions/${id}`)).json<{ version: number; state: string }>();
  await correct(id, good, { name: '再次更正.csv', version: returned.version, state: returned.state });
  await work(id);
  await move(id, 'submit');
  assert.equal((await move(id, 'accept')).state, 'accepted');
  assert.deepEqual(
    (await figures()).map(({ area, measure, value, evidence }) => [area, measure, value, evidence]),
    [
      ['220281', 'in-county-treatment-rate', 91, 'entered'],
      ['220281100', 'pneumoconiosis-patients', 101, 'entered'],
    ],
  );
  assert.match((await figures())[0]?.source ?? '', /^卫生统计年报 · 再次更正\.csv 第2行 · /);

  const template = await server.app.inject({
    url: '/api/returns/template?kind=area-figures&area=220281&format=xlsx',
    headers: planner,
  });
  const book = new excel.Workbook();
  await book.xlsx.load(template.rawPayload as unknown as ArrayBuffer);
  const rows = (book.worksheets[0]?.getSheetValues() ?? []).slice(1).map((row) => (Array.isArray(row) ? row.slice(1) : []));
  assert.ok(rows.length > 20);
  assert.deepEqual(rows.find((row) => row[0] === '蛟河市' && row[1] === '县域就诊率')?.slice(0, 4), [
    '蛟河市',
    '县域就诊率',
    91,
    '2024-12-31',
  ]);

  // What the template says is read back as nothing new.
  const filled = await checked(Buffer.from(template.rawPayload), { kind: 'area-figures', name: '模板.xlsx' });
  assert.deepEqual(
    [filled.checked?.errors, filled.checked?.unchanged, filled.checked?.created, filled.checked?.changed],
    [0, 2, 0, 0],
  );

  assert.equal((await move(id, 'undo', { reason: '试验完毕' })).state, 'undone');
  assert.deepEqual(await figures(), []);
});

test('a figure that was corrected by hand after the return keeps its return from being undone, unless that is forced', async (t) => {
  const { checked, move, step, detail, server, planner } = await openReturns(t);
  const { id } = await checked(`${heading}蛟河市,县域就诊率,91,,\r\n`, { kind: 'area-figures' });
  await move(id, 'submit');
  await move(id, 'accept');
  const url = '/api/registry/areas/220281/stated-figures';
  const payload = { measure: 'in-county-treatment-rate', value: 92, asOf: '2024-12-31', source: '复核', version: '1' };
  const corrected = await server.app.inject({ method: 'POST', url, headers: planner, payload });
  assert.equal(corrected.statusCode, 200, corrected.body);
  const { version, state } = await detail(id);
  assert.equal((await step(id, 'undo', { version, state, reason: '试验' })).statusCode, 409);
});
