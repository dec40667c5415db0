import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CardDetail, OverdueHouses, SimilarCards, Timeliness, WorkSummary, ZeroList } from './contract.ts';
import { fieldsOf, openReporting } from './fixtures/open-reporting.ts';

test('a doctor reports a card, county and city review it, and each step is written down and told of', async (t) => {
  const { pool, signIn, report, post, isCard, list, get } = await openReporting(t);
  const [doctor, county, city] = [await signIn('doctor'), await signIn('cdc-jiaohe'), await signIn('cdc')];
  const card = await report(doctor);
  assert.deepEqual([card.state, card.version, card.class, card.timing, card.source], ['reported', 1, 'B', 'done', 'hand']);
  assert.equal(Date.parse(card.due) - Date.parse(card.diagnosed), 24 * 3_600_000);
  assert.deepEqual([card.reportCounty, card.homeCounty], ['220281', '220281']);
  assert.equal(card.classification.by, 'person');
  assert.equal((await list(county, '?waiting=true')).items[0]?.id, card.id);
  const checked = isCard(await post(`/cards/${card.id}/review`, { outcome: 'approve', version: 1 }, county));
  assert.equal(checked.state, 'checked');
  const approved = isCard(await post(`/cards/${card.id}/review`, { outcome: 'approve', version: 2 }, city));
  assert.equal(approved.state, 'approved');
  assert.deepEqual(
    approved.history.map(({ step, state, version }) => [step, state, version]),
    [
      ['report', 'reported', 1],
      ['approve', 'checked', 2],
      ['approve', 'approved', 3],
    ],
  );
  const { rows } = await pool.query("select type, subject from events.outbox where type like 'reporting.%' order by seq");
  assert.deepEqual(rows, [
    { type: 'reporting.card-reported', subject: `card/${card.id}` },
    ...[1, 2].map(() => ({ type: 'reporting.card-changed', subject: `card/${card.id}` })),
  ]);
  assert.equal((await get(`/cards/${card.id}`, doctor)).json<CardDetail>().state, 'approved');
});

test('nobody reads or reports without signing in or the permission, and bad input is refused by field', async (t) => {
  const { signIn, get, post, codeOf, pool } = await openReporting(t);
  const [doctor, viewer] = [await signIn('doctor'), await signIn('viewer')];
  const body = { fields: fieldsOf() };
  assert.equal((await get('/cards', {})).statusCode, 401);
  assert.equal((await post('/cards', body, {})).statusCode, 401);
  assert.deepEqual(codeOf(await get('/cards', viewer)), [403, 'kernel.not-permitted']);
  assert.deepEqual(codeOf(await post('/cards', body, viewer)), [403, 'kernel.not-permitted']);
  const nameless = await post('/cards', { fields: { ...fieldsOf(), name: ' ' } }, doctor);
  assert.equal(nameless.statusCode, 400);
  assert.match(nameless.body, /name/);
  const bare = await post('/cards', { fields: fieldsOf({ phone: null, onset: null, occupation: 'student' }) }, doctor);
  assert.deepEqual(codeOf(bare), [422, 'reporting.incomplete']);
  const errors = bare.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field);
  assert.deepEqual(errors, ['fields.phone', 'fields.onset', 'fields.unit']);
  const wrong = [
    [{ disease: 'no-such' }, 'reporting.unknown-disease'],
    [{ disease: 'chikungunya', diagnosed: '2026-03-24T15:59:00Z' }, 'reporting.not-in-force'],
    [{ town: '110101001' }, 'reporting.unknown-town'],
    [{ patient: 'Patient/nobody' }, 'reporting.unknown-patient'],
  ] as const;
  for (const [over, code] of wrong)
    assert.deepEqual(codeOf(await post('/cards', { fields: fieldsOf(over) }, doctor)), [422, code]);
  assert.equal((await pool.query('select 1 from reporting.card')).rowCount, 0);
});

test('institutions see their own cards, a county what it reported and who lives there, and drafts are nobody else’s', async (t) => {
  const { signIn, report, post, list, get, isCard, codeOf } = await openReporting(t);
  const [doctor, family] = [await signIn('doctor'), await signIn('family')];
  const [jiaohe, huadian, city] = [await signIn('cdc-jiaohe'), await signIn('cdc-huadian'), await signIn('cdc')];
  const visitor = await report(doctor, { name: '甲', belongs: 'city', town: '220282001' });
  const own = await report(doctor, { name: '乙' });
  const draft = isCard(await post('/cards', { fields: fieldsOf({ name: '丙', phone: null }), report: false }, doctor));
  const names = async (headers: Record<string, string>) =>
    (await list(headers, '?sort=diagnosed')).items.map(({ name }) => name).sort();
  assert.deepEqual(await names(doctor), ['丙', '乙', '甲'].sort());
  assert.deepEqual(await names(family), []);
  assert.deepEqual(await names(jiaohe), ['乙', '甲'].sort());
  assert.deepEqual(await names(huadian), ['甲']);
  assert.deepEqual(await names(city), ['乙', '甲'].sort());
  assert.equal((await list(city, '?area=220282')).total, 1);
  assert.deepEqual(codeOf(await get(`/cards/${own.id}`, huadian)), [404, 'reporting.unknown-card']);
  assert.deepEqual(codeOf(await get(`/cards/${draft.id}`, city)), [404, 'reporting.unknown-card']);
  // Who lives there is seen, and reviewed where it was reported.
  const seen = (await get(`/cards/${visitor.id}`, huadian)).json<CardDetail>();
  assert.deepEqual(seen.steps, []);
  const refused = await post(`/cards/${visitor.id}/review`, { outcome: 'approve', version: 1 }, huadian);
  assert.deepEqual(codeOf(refused), [403, 'reporting.not-yours']);
});

test('of sexually transmitted infections family doctors see the cards that they wrote themselves alone', async (t) => {
  const { pool, signIn, report, list } = await openReporting(t);
  const family = await signIn('family');
  const extra = { marriage: 'unknown', education: 'middle', route: 'unknown' };
  await report(family, { disease: 'syphilis', subtype: 'latent', town: '220282001', extra });
  assert.equal((await list(family)).total, 1);
  await pool.query("update reporting.card set author = 'somebody else'");
  assert.equal((await list(family)).total, 0);
});

test('who decides by an older version is told so, and a returned card goes back to the county once put right', async (t) => {
  const { signIn, report, post, put, isCard, codeOf } = await openReporting(t);
  const [doctor, county] = [await signIn('doctor'), await signIn('cdc-jiaohe')];
  const { id, reported } = await report(doctor);
  isCard(await post(`/cards/${id}/review`, { outcome: 'return', reason: '住址不详细', version: 1 }, county));
  const second = await post(`/cards/${id}/review`, { outcome: 'approve', version: 1 }, county);
  assert.deepEqual(codeOf(second), [409, 'reporting.changed-meanwhile']);
  const fields = fieldsOf({ address: '民主街1号2单元', diagnosed: new Date(Date.now() - 7_200_000).toISOString() });
  const again = isCard(await put(`/cards/${id}`, { fields, report: true, version: 2 }, doctor));
  assert.deepEqual([again.state, again.reported], ['reported', reported]);
  const wrong = await post(`/cards/${id}/dismiss`, { reason: '不是病例', version: 3 }, doctor);
  assert.deepEqual(codeOf(wrong), [409, 'reporting.wrong-state']);
});

test('a correction of an approved card waits for the county again and keeps what was said before', async (t) => {
  const { signIn, report, post, isCard } = await openReporting(t);
  const [doctor, county] = [await signIn('doctor'), await signIn('cdc-jiaohe')];
  const first = await report(doctor, { kind: 'suspected' });
  isCard(await post(`/cards/${first.id}/review`, { outcome: 'approve', version: 1 }, county));
  const fields = { ...first.fields, kind: 'confirmed' };
  const corrected = isCard(await post(`/cards/${first.id}/correct`, { fields, reason: '实验室确诊', version: 2 }, doctor));
  assert.deepEqual([corrected.state, corrected.kind], ['reported', 'confirmed']);
  assert.deepEqual(corrected.history.at(-1)?.changed, [{ field: 'kind', before: 'suspected', after: 'confirmed' }]);
  const dead = isCard(await post(`/cards/${first.id}/death`, { died: first.fields.onset, version: 3 }, doctor));
  assert.deepEqual([dead.died, dead.state], [first.fields.onset, 'reported']);
});

test('disease control enters what it was told by phone, and merges and deletes with a reason', async (t) => {
  const { signIn, report, post, get, list, isCard, codeOf } = await openReporting(t);
  const [doctor, county] = [await signIn('doctor'), await signIn('cdc-jiaohe')];
  const first = await report(doctor);
  const at = new Date(Date.now() - 600_000).toISOString();
  const told = { by: 'phone', institution: 'Organization/h-1', at };
  assert.deepEqual(codeOf(await post('/cards', { fields: fieldsOf() }, county)), [422, 'reporting.say-who-told']);
  assert.deepEqual(codeOf(await post('/cards', { fields: fieldsOf(), told }, doctor)), [
    422,
    'reporting.told-to-disease-control',
  ]);
  const other = { ...told, institution: 'Organization/h-9' };
  assert.deepEqual(codeOf(await post('/cards', { fields: fieldsOf(), told: other }, county)), [403, 'reporting.not-yours']);
  const second = isCard(await post('/cards', { fields: fieldsOf(), told, anew: true }, county));
  assert.deepEqual([second.source, second.reported, second.enteredLate], ['phone', at, false]);
  const similar = (await get(`/cards/${second.id}/similar`, county)).json<SimilarCards>().items;
  assert.deepEqual(
    similar.map(({ id, because }) => [id, because]),
    [[first.id, ['name-born', 'name-phone']]],
  );
  const merged = isCard(
    await post(`/cards/${second.id}/merge`, { into: first.id, reason: '同一人同次发病', version: 1 }, county),
  );
  assert.deepEqual([merged.state, merged.duplicateOf], ['duplicate', first.id]);
  const itself = await post(`/cards/${first.id}/merge`, { into: first.id, reason: '误操作', version: 1 }, county);
  assert.deepEqual(codeOf(itself), [422, 'reporting.same-card']);
  const gone = await post(`/cards/${first.id}/merge`, { into: second.id, reason: '并入重卡', version: 1 }, county);
  assert.deepEqual(codeOf(gone), [409, 'reporting.merge-target']);
  assert.equal(isCard(await post(`/cards/${first.id}/delete`, { reason: '误报', version: 1 }, county)).state, 'deleted');
  assert.equal((await list(county, '?state=reported')).total, 0);
});

test('timeliness, work and zero reports say what the cards say', async (t) => {
  const { signIn, report, post, get, codeOf } = await openReporting(t);
  const [doctor, family, city] = [await signIn('doctor'), await signIn('family'), await signIn('cdc')];
  const [hour, now] = [3_600_000, Date.now()];
  await report(doctor, { diagnosed: new Date(now - 30 * hour).toISOString() });
  await report(doctor, { diagnosed: new Date(now - hour).toISOString() });
  const overdue = fieldsOf({ diagnosed: new Date(now - 26 * hour).toISOString() });
  await post('/cards', { fields: overdue, report: false, anew: true }, doctor);
  const work = (await get('/cards/summary', doctor)).json<WorkSummary>();
  assert.deepEqual([work.draft, work.overdue, work.soon], [1, 1, 0]);
  assert.equal((await get('/cards/summary', city)).json<WorkSummary>().overdue, 1);
  const late = async (headers: Record<string, string>) =>
    (await get('/overdue', headers)).json<OverdueHouses>().items.map(({ name, cards, level }) => [name, cards, level]);
  const [jiaohe, huadian] = [await signIn('cdc-jiaohe'), await signIn('cdc-huadian')];
  assert.deepEqual([await late(city), await late(jiaohe)], [[['蛟河医院', 1, 'new']], [['蛟河医院', 1, 'new']]]);
  assert.deepEqual(await late(huadian), [], 'another county’s institutions are not listed');
  assert.deepEqual(codeOf(await get('/overdue', doctor)), [403, 'kernel.not-permitted']);
  const day = (ms: number) => new Date(ms + 8 * hour).toISOString().slice(0, 10);
  const period = `from=${day(now - 48 * hour)}&to=${day(now)}`;
  const { rows } = (await get(`/timeliness?by=area&${period}`, city)).json<Timeliness>();
  assert.deepEqual(
    rows.map(({ key, cards, inTime, late, overdue: open, rate }) => [key, cards, inTime, late, open, rate]),
    [['220281', 3, 1, 1, 1, 33.3]],
  );
  assert.deepEqual(codeOf(await get(`/timeliness?from=2026-02-02&to=2026-02-01`, city)), [422, 'reporting.period-backwards']);
  const zero = { kind: 'day', from: day(now) };
  assert.deepEqual(codeOf(await post('/zero-reports', zero, doctor)), [409, 'reporting.not-zero']);
  assert.equal((await post('/zero-reports', zero, family)).statusCode, 200);
  const [zeroItem] = (await post('/zero-reports', { kind: 'day', from: day(now - 72 * hour) }, family)).json<ZeroList>().items;
  assert.deepEqual([zeroItem?.state, zeroItem?.late], ['zero', true]);
  const back = (reason: string) => post('/zero-reports/withdraw', { ...zero, reason }, family);
  const [taken] = (await back('误报')).json<ZeroList>().items;
  assert.deepEqual([taken?.state, taken?.withdrawn?.reason], ['silent', '误报']);
  assert.deepEqual(codeOf(await back('再撤')), [409, 'reporting.no-zero']);
  const [again] = (await post('/zero-reports', zero, family)).json<ZeroList>().items;
  assert.deepEqual([again?.state, again?.late, again?.withdrawn], ['zero', false, null]);
  const said = (await get(`/zero-reports?kind=day&from=${day(now)}`, city)).json<{ items: { name: string; state: string }[] }>();
  assert.deepEqual(
    said.items.map(({ name, state }) => [name, state]).sort(),
    [
      ['桦甸医院', 'zero'],
      ['蛟河医院', 'cards'],
    ].sort(),
  );
});

test('exports hold what is filtered, numbers in part', async (t) => {
  const { signIn, report, get } = await openReporting(t);
  const doctor = await signIn('doctor');
  await report(doctor);
  const csv = await get('/cards/export?format=csv', doctor);
  assert.equal(csv.statusCode, 200);
  assert.match(csv.body, /李秀兰/);
  assert.doesNotMatch(csv.body, /13944201234/);
  assert.equal((await get('/cards/export?format=xlsx', doctor)).statusCode, 200);
});
