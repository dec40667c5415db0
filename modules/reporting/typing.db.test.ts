import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CardDetail, DiseaseList, InstitutionChoices, Typed } from './contract.ts';
import { fieldsOf, openReporting } from './fixtures/open-reporting.ts';

test('what is being typed comes back to who typed it and to nobody else, and goes once it is kept', async (t) => {
  const { signIn, get, put, post, isCard, codeOf } = await openReporting(t);
  const [doctor, nurse] = [await signIn('doctor'), await signIn('nurse')];
  const said = { name: '李秀兰', extra: { route: 'blood' } };
  const typed = async (headers: Record<string, string>, card: string) => (await get(`/typed/${card}`, headers)).json<Typed>();
  assert.equal((await typed(doctor, 'new')).said, null);
  assert.equal((await put('/typed/new', { said, version: null }, doctor)).statusCode, 200);
  assert.deepEqual((await typed(doctor, 'new')).said, said);
  assert.equal((await typed(nurse, 'new')).said, null);
  const card = isCard(await post('/cards', { fields: fieldsOf(), report: false }, doctor));
  assert.equal((await typed(doctor, 'new')).said, null);
  await put(`/typed/${card.id}`, { said, version: 1 }, doctor);
  const stranger = await put(`/typed/${card.id}`, { said, version: 1 }, await signIn('family'));
  assert.deepEqual(codeOf(stranger), [404, 'reporting.unknown-card'], 'nothing is kept for a card that one does not see');
  assert.equal((await typed(doctor, card.id)).version, 1);
  isCard(await put(`/cards/${card.id}`, { fields: card.fields, version: 1 }, doctor));
  assert.equal((await typed(doctor, card.id)).said, null);
  for (const odd of [{ a: '\0' }, { a: 'x'.repeat(601) }, { a: 7 }])
    assert.equal((await put('/typed/new', { said: odd, version: null }, doctor)).statusCode, 400);
});

test('a supplementary card is asked for with its disease and subtype, before it is reported, and only what it asks is taken', async (t) => {
  const { signIn, get, post, isCard, codeOf } = await openReporting(t);
  const doctor = await signIn('doctor');
  const { items } = (await get('/diseases', doctor)).json<DiseaseList>();
  const hepatitis = items.find(({ code }) => code === 'viral-hepatitis');
  assert.deepEqual(
    hepatitis?.supplements.map(({ subtypes, verified }) => [subtypes, verified]),
    [[['b'], false]],
  );
  const b = { disease: 'viral-hepatitis', subtype: 'b', course: 'acute' as const };
  const lacking = await post('/cards', { fields: fieldsOf(b) }, doctor);
  const fieldsWrong = (answer: typeof lacking) => answer.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field);
  assert.deepEqual(fieldsWrong(lacking), ['fields.extra.hbsag-time', 'fields.extra.core-igm']);
  const odd = await post('/cards', { fields: fieldsOf({ ...b, extra: { alt: 'x', nonsense: '1' } }), report: false }, doctor);
  assert.deepEqual([codeOf(odd)[1], fieldsWrong(odd)], ['reporting.incomplete', ['fields.extra.alt', 'fields.extra.nonsense']]);
  const extra = { 'hbsag-time': 'within-6-months', 'core-igm': 'positive', alt: '812.5' };
  const card = isCard(await post('/cards', { fields: fieldsOf({ ...b, extra }) }, doctor));
  const fields = { ...card.fields, extra: { ...extra, alt: '912' } };
  const corrected = isCard(await post(`/cards/${card.id}/correct`, { fields, reason: '结果更正', version: 1 }, doctor));
  assert.deepEqual(corrected.history.at(-1)?.changed, [{ field: 'extra.alt', before: '812.5', after: '912' }]);
  assert.equal((await get(`/cards/${card.id}`, doctor)).json<CardDetail>().fields.extra['alt'], '912');
  const hepatitisC = fieldsOf({ ...b, subtype: 'c' });
  assert.equal(isCard(await post('/cards', { fields: hepatitisC, anew: true }, doctor)).state, 'reported');
});

test('disease control finds institutions of its area by a part of their name', async (t) => {
  const { signIn, get } = await openReporting(t);
  const [city, county, doctor] = [await signIn('cdc'), await signIn('cdc-jiaohe'), await signIn('doctor')];
  const names = async (headers: Record<string, string>, q: string) =>
    (await get(`/institutions?q=${encodeURIComponent(q)}`, headers)).json<InstitutionChoices>().items.map(({ name }) => name);
  assert.deepEqual((await names(city, '医院')).sort(), ['桦甸医院', '蛟河医院'].sort());
  assert.deepEqual(await names(county, '医院'), ['蛟河医院']);
  assert.deepEqual([await names(city, '无此'), await names(doctor, '医院')], [[], []]);
});
