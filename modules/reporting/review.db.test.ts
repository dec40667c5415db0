import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CardDetail, Timeliness, WorkSummary } from './contract.ts';
import { dayIn } from './domain/judge-clock.ts';
import { fieldsOf, openReporting } from './fixtures/open-reporting.ts';
import { conditionOf, encounterOf, patientOf } from './fixtures/visits.ts';

const hour = 3_600_000;

test('of two merges in opposite directions at the same time one is refused, and the case stays', async (t) => {
  const { signIn, report, post, list } = await openReporting(t);
  const [doctor, county] = [await signIn('doctor'), await signIn('cdc-jiaohe')];
  for (let round = 0; round < 3; round += 1) {
    const [one, other] = [await report(doctor, { name: `甲${round}` }), await report(doctor, { name: `乙${round}` })];
    const merge = (id: string, into: string) => post(`/cards/${id}/merge`, { into, reason: '同一病例', version: 1 }, county);
    const answers = await Promise.all([merge(one.id, other.id), merge(other.id, one.id)]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409]);
    assert.equal((await list(county, '?state=reported')).total, round + 1);
  }
});

test('the city reviews what a county leaves unreviewed past its clock, or where there is no county', async (t) => {
  const { pool, signIn, report, post, list, get, isCard, codeOf } = await openReporting(t);
  const [doctor, city] = [await signIn('doctor'), await signIn('cdc')];
  const { id } = await report(doctor);
  const approve = () => post(`/cards/${id}/review`, { outcome: 'approve', version: 1 }, city);
  assert.deepEqual(codeOf(await approve()), [409, 'reporting.wrong-state']);
  assert.equal((await list(city, '?waiting=true')).total, 0);
  const silent = (await get(`/cards/${id}`, city)).json<CardDetail>();
  assert.equal(Date.parse(silent.reviewBy ?? '') - Date.parse(silent.reported ?? ''), 24 * hour);
  await pool.query(`update reporting.card set review_by = now() - interval '1 minute'`);
  assert.equal((await list(city, '?waiting=true')).items[0]?.id, id);
  assert.equal((await get('/cards/summary', city)).json<WorkSummary>().toReview, 1);
  await pool.query(`update reporting.card set review_by = now() + interval '1 hour', report_county = null, home_county = null`);
  assert.equal((await list(city, '?waiting=true&area=220200')).total, 1);
  const approved = isCard(await approve());
  assert.deepEqual([approved.state, approved.reviewBy], ['approved', null]);
});

test('how timely a report was stays as it was, whatever is corrected, and no diagnosis moves behind its report', async (t) => {
  const { signIn, report, post, isCard, codeOf } = await openReporting(t);
  const doctor = await signIn('doctor');
  const first = await report(doctor, { diagnosed: new Date(Date.now() - 30 * hour).toISOString() });
  assert.equal(first.timing, 'late');
  const correct = (fields: object, version: number) =>
    post(`/cards/${first.id}/correct`, { fields: { ...first.fields, ...fields }, reason: '时间有误', version }, doctor);
  const moved = isCard(await correct({ diagnosed: new Date(Date.now() - hour).toISOString() }, 1));
  assert.deepEqual([moved.timing, moved.due], ['late', first.due]);
  const behind = await correct({ diagnosed: new Date(Date.parse(first.reported ?? '') + 1).toISOString() }, 2);
  assert.deepEqual(codeOf(behind), [422, 'reporting.incomplete']);
});

test('no time that is moved wipes an overdue clock, a form found later runs from then, and another disease is noted', async (t) => {
  const { signIn, post, put, get, isCard, write, capture, list } = await openReporting(t);
  const doctor = await signIn('doctor');
  const [old, soon] = [30, 20].map((hours) => new Date(Date.now() - hours * hour)) as [Date, Date];
  const draft = isCard(
    await post('/cards', { fields: fieldsOf({ disease: 'plague', diagnosed: old.toISOString() }), report: false }, doctor),
  );
  const fill = async (card: CardDetail, over: object) =>
    isCard(await put(`/cards/${card.id}`, { fields: { ...card.fields, ...over }, version: card.version }, doctor));
  const moved = await fill(draft, { diagnosed: new Date(Date.now() - 60_000).toISOString() });
  assert.deepEqual([moved.timing, moved.due], ['overdue', draft.due]);
  const other = await fill(moved, { disease: 'mumps' });
  assert.equal(Date.parse(other.due) - old.getTime(), 24 * hour);
  assert.deepEqual(other.history.at(-1)?.changed.at(-1), { field: 'due', before: draft.due, after: other.due });
  const said = { patient: 'p1', encounter: 'e1' };
  const found = new Date(Date.now() - hour / 2);
  await write(
    patientOf('p1'),
    encounterOf('e1', 'p1', soon),
    conditionOf('c1', { ...said, code: 'A22.000', at: soon, status: 'provisional' }),
  );
  await capture();
  await write(conditionOf('c2', { ...said, code: 'A22.100', at: found }));
  await capture();
  const [item] = (await list(doctor, '?disease=anthrax')).items;
  const raised = (await get(`/cards/${item?.id}`, doctor)).json<CardDetail>();
  assert.deepEqual([raised.subtype, Date.parse(raised.due) - found.getTime()], ['pulmonary', 2 * hour]);
  const filled = await fill(raised, { doctor: '王医生' });
  assert.deepEqual([filled.timing, filled.due], ['soon', raised.due], 'filling it in leaves its clock alone');
});

test('a draft is neither a case nor a zero, and a year out of reach is refused like any other slip', async (t) => {
  const { signIn, get, post, codeOf } = await openReporting(t);
  const [doctor, city] = [await signIn('doctor'), await signIn('cdc')];
  await post('/cards', { fields: fieldsOf({ phone: null }), report: false }, doctor);
  const from = dayIn(new Date(Date.now() - hour));
  const { items } = (await get(`/zero-reports?from=${from}`, city)).json<{ items: { name: string; state: string }[] }>();
  assert.equal(items.find(({ name }) => name === '蛟河医院')?.state, 'silent');
  assert.deepEqual(codeOf(await post('/zero-reports', { kind: 'day', from }, doctor)), [409, 'reporting.not-zero']);
  for (const path of [
    '/zero-reports?from=0000-01-01',
    '/timeliness?from=0000-01-01&to=0000-01-02',
    '/cards?from=0000-01-01',
    '/cards/export?to=9999-12-31',
    '/diseases?on=0000-01-01',
  ])
    assert.equal((await get(path, city)).statusCode, 400, path);
  const odd = await post('/cards', { fields: fieldsOf({ onset: '0000-01-01' }) }, doctor);
  assert.equal(odd.statusCode, 400);
});

test('files say the time in Beijing', async (t) => {
  const { signIn, report, get } = await openReporting(t);
  const [doctor, city] = [await signIn('doctor'), await signIn('cdc')];
  const { diagnosed } = await report(doctor);
  const said = new Date(Date.parse(diagnosed) + 8 * hour).toISOString().slice(0, 16).replace('T', ' ');
  assert.ok((await get('/cards/export', city)).body.includes(said));
  const day = dayIn(new Date(diagnosed));
  const { rows } = (await get(`/timeliness?from=${day}&to=${day}`, city)).json<Timeliness>();
  assert.equal(rows.length, 1);
});
