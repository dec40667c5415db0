import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { CardDetail, LaidAsideList } from './contract.ts';
import { dayIn } from './domain/judge-clock.ts';
import { fieldsOf, openReporting } from './fixtures/open-reporting.ts';
import { conditionOf, encounterOf, patientOf, prescriptionOf, resultOf } from './fixtures/visits.ts';

const hour = 3_600_000;
const stay = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' };
const ago = (hours: number): Date => new Date(Date.now() - hours * hour);

test('an ordinary visit with a notifiable diagnosis prepares a draft at the institution within seconds, and once', async (t) => {
  const { signIn, write, list, get } = await openReporting(t, { events: true });
  const doctor = await signIn('doctor');
  const at = ago(1);
  const visit = [
    patientOf('p1'),
    encounterOf('e1', 'p1', at),
    conditionOf('c1', { patient: 'p1', encounter: 'e1', code: 'A38.x00', at }),
  ];
  await write(...visit);
  let found = await list(doctor);
  for (let tries = 0; tries < 600 && found.total === 0; tries += 1) {
    await wait(100);
    found = await list(doctor);
  }
  const [item] = found.items;
  assert.ok(item);
  assert.deepEqual(
    [item.disease, item.state, item.source, item.kind, item.name],
    ['scarlet-fever', 'draft', 'automatic', 'clinical', '赵小满'],
  );
  const card = (await get(`/cards/${item.id}`, doctor)).json<CardDetail>();
  assert.deepEqual(
    [card.classification.by, card.classification.id, card.classification.version],
    ['rule', 'diagnosis', '2026-11.2'],
  );
  assert.deepEqual(card.fields.town, '220281001');
  assert.deepEqual(
    card.evidence.map(({ source, rule }) => [source, rule]),
    [['Condition/c1', 'diagnosis']],
  );
  await write(...visit);
  await wait(1_500);
  assert.equal((await list(doctor)).total, 1);
});

test('a result raises what a rule has said, never what a person has said, and a dismissed draft does not come back', async (t) => {
  const { signIn, write, capture, list, get, post, put, isCard } = await openReporting(t);
  const doctor = await signIn('doctor');
  const at = ago(2);
  const said = { patient: 'p1', encounter: 'e1', at };
  const influenza = (id: string) => resultOf(id, { ...said, code: '80382-5', value: '阳性' });
  await write(
    patientOf('p1'),
    encounterOf('e1', 'p1', at),
    conditionOf('c1', { ...said, code: 'J11.100', status: 'provisional' }),
  );
  await capture();
  const first = (await list(doctor)).items[0];
  assert.equal(first?.kind, 'suspected');
  await write(influenza('o1'));
  await capture();
  const raised = (await get(`/cards/${first.id}`, doctor)).json<CardDetail>();
  assert.deepEqual([raised.kind, raised.classification.id], ['confirmed', 'influenza-antigen-rna']);
  const fields = { ...raised.fields, kind: 'suspected' };
  const filled = isCard(await put(`/cards/${first.id}`, { fields, version: raised.version }, doctor));
  assert.equal(filled.classification.by, 'person');
  await write(influenza('o2'));
  await capture();
  const kept = (await get(`/cards/${first.id}`, doctor)).json<CardDetail>();
  assert.deepEqual([kept.kind, kept.classification.by, kept.evidence.length], ['suspected', 'person', 3]);
  isCard(await post(`/cards/${first.id}/dismiss`, { reason: '既往病例复查', version: kept.version }, doctor));
  await write(influenza('o3'));
  await capture();
  assert.deepEqual(
    (await list(doctor)).items.map(({ state }) => state),
    ['dismissed'],
  );
});

test('a diagnosis that was refuted or deleted withdraws its draft, but none that a person has filled in', async (t) => {
  const { signIn, write, capture, list, put, get, server, client } = await openReporting(t);
  const doctor = await signIn('doctor');
  const at = ago(2);
  const measles = (id: string, patient: string, status?: string) =>
    conditionOf(id, { patient, encounter: `e-${patient}`, code: 'B05.900', at, ...(status && { status }) });
  for (const id of ['p1', 'p2', 'p3'])
    await write(
      patientOf(id, { name: [{ text: id }], identifier: undefined }),
      encounterOf(`e-${id}`, id, at),
      measles(`c-${id}`, id),
    );
  await capture();
  const before = (await list(doctor)).items;
  assert.equal(before.length, 3);
  const [filled] = before.filter(({ name }) => name === 'p3');
  const card = (await get(`/cards/${filled?.id}`, doctor)).json<CardDetail>();
  await put(`/cards/${card.id}`, { fields: { ...card.fields, doctor: '王医生' }, version: 1 }, doctor);
  await write(measles('c-p1', 'p1', 'refuted'), measles('c-p3', 'p3', 'entered-in-error'));
  const removed = await server.app.inject({ method: 'DELETE', url: '/fhir/R4/Condition/c-p2', headers: client });
  assert.ok(removed.statusCode < 300, removed.body);
  await capture();
  const after = new Map((await list(doctor)).items.map(({ name, state }) => [name, state]));
  assert.deepEqual([after.get('p1'), after.get('p2'), after.get('p3')], ['dismissed', 'dismissed', 'draft']);
});

test('a diagnosis that becomes another withdraws the draft of the first and prepares one of the second', async (t) => {
  const { signIn, write, capture, list } = await openReporting(t);
  const doctor = await signIn('doctor');
  const at = ago(2);
  const said = { patient: 'p1', encounter: 'e1', at };
  await write(patientOf('p1'), encounterOf('e1', 'p1', at), conditionOf('c1', { ...said, code: 'B05.900' }));
  await capture();
  await write(conditionOf('c1', { ...said, code: 'B06.900' }));
  await capture();
  const found = (await list(doctor)).items.map(({ disease, state }) => `${disease} ${state}`);
  assert.deepEqual(found.sort(), ['measles dismissed', 'rubella draft']);
});

test('what is older than the days of the settings prepares nothing and does not wait', async (t) => {
  const { pool, signIn, write, capture, list, put, codeOf } = await openReporting(t);
  const [doctor, admin] = [await signIn('doctor'), await signIn('admin')];
  const visit = (id: string, hours: number) => {
    const at = ago(hours);
    return [
      patientOf(id, { name: [{ text: id }] }),
      encounterOf(`e-${id}`, id, at),
      conditionOf(`c-${id}`, { patient: id, encounter: `e-${id}`, code: 'B26.900', at }),
    ];
  };
  await write(...visit('old', 7 * 24 + 1), ...visit('new', 7 * 24 - 1), ...visit('ancient', 400 * 24));
  assert.equal((await pool.query('select 1 from reporting.waiting')).rowCount, 2);
  await capture();
  assert.equal((await list(doctor)).total, 1);
  assert.equal((await pool.query('select 1 from reporting.waiting')).rowCount, 0);
  assert.equal((await put('/settings', { captureDays: 0, version: 1 }, admin)).statusCode, 200);
  assert.deepEqual(codeOf(await put('/settings', { captureDays: 3, version: 1 }, admin)), [409, 'reporting.settings-changed']);
});

test('one record that cannot be dealt with is laid aside with why, and nobody else’s card waits for it', async (t) => {
  const { pool, signIn, write, capture, list, get, post, codeOf } = await openReporting(t);
  const [doctor, admin] = [await signIn('doctor'), await signIn('admin')];
  const at = ago(1);
  for (const id of ['strange', 'p1', 'p2'])
    await write(
      patientOf(id, { name: [{ text: id }], identifier: undefined }),
      { ...encounterOf(`e-${id}`, id, at), ...(id === 'p1' && { class: stay }) },
      conditionOf(`c-${id}`, { patient: id, encounter: `e-${id}`, code: 'B05.900', at }),
    );
  await pool.query(`alter table reporting.card add constraint strange check (name <> 'strange')`);
  await capture();
  const names = async () => (await list(doctor)).items.map(({ name }) => name).sort();
  assert.deepEqual(await names(), ['p1', 'p2']);
  assert.equal((await pool.query('select 1 from reporting.waiting')).rowCount, 0);
  const laid = async () => (await get('/laid-aside', admin)).json<LaidAsideList>();
  const saidOf = ({ total, items }: LaidAsideList) => [total, ...items.map((one) => [one.source, one.error, one.tries])];
  assert.deepEqual(saidOf(await laid()), [1, ['Condition/c-strange', 'SQLSTATE 23514 (card.strange)', 1]]);
  assert.deepEqual(codeOf(await post('/laid-aside/retry', {}, doctor)), [403, 'kernel.not-permitted']);
  const again = async () => {
    assert.equal((await post('/laid-aside/retry', {}, admin)).statusCode, 200);
    await capture();
    return saidOf(await laid());
  };
  assert.deepEqual(await again(), [1, ['Condition/c-strange', 'SQLSTATE 23514 (card.strange)', 2]]);
  await pool.query('alter table reporting.card drop constraint strange');
  // Mended after more days than capture looks back: it is tried all the same.
  await pool.query(`update reporting.laid_aside set found = found - interval '8 days'`);
  assert.deepEqual(await again(), [0]);
  assert.deepEqual(await names(), ['p1', 'p2', 'strange']);
  const { rows } = await pool.query('select name, hospitalised from reporting.card where hospitalised is not null');
  assert.deepEqual(rows, [{ name: 'p1', hospitalised: 'yes' }], 'and what was found at a stay in hospital says so');
});

test('rifampicin and isoniazid prescribed together prepare a suspected case of tuberculosis, each alone does not', async (t) => {
  const { signIn, write, capture, list } = await openReporting(t);
  const doctor = await signIn('doctor');
  const at = ago(2);
  const said = { patient: 'p1', encounter: 'e1', at };
  await write(patientOf('p1'), encounterOf('e1', 'p1', at), prescriptionOf('m1', { ...said, code: 'J04AB02' }));
  await capture();
  assert.equal((await list(doctor)).total, 0);
  await write(prescriptionOf('m2', { ...said, code: 'J04AC01' }));
  await capture();
  const found = (await list(doctor)).items.map(({ disease, kind, state }) => `${disease} ${kind} ${state}`);
  assert.deepEqual(found, ['tuberculosis suspected draft']);
  const other = { patient: 'p2', encounter: 'e2', at };
  const drafts = async () => (await list(doctor)).items.filter(({ state }) => state === 'draft').length;
  await write(
    patientOf('p2', { name: [{ text: 'p2' }], identifier: undefined }),
    encounterOf('e2', 'p2', at),
    prescriptionOf('m3', { ...other, code: 'J04AM02' }),
  );
  await capture();
  assert.equal(await drafts(), 2, 'both in one tablet');
  await write(prescriptionOf('m3', { ...other, code: 'J04AB02' }));
  await capture();
  assert.equal(await drafts(), 1, 'put right, it is no ground any more');
});

test('a rule that meets a draft in somebody’s hands decides by what they leave, and takes nothing of it back', async (t) => {
  const { pool, signIn, write, capture, list, get } = await openReporting(t);
  const doctor = await signIn('doctor');
  const at = ago(2);
  const said = { patient: 'p1', encounter: 'e1', at };
  await write(
    patientOf('p1'),
    encounterOf('e1', 'p1', at),
    conditionOf('c1', { ...said, code: 'J11.100', status: 'provisional' }),
  );
  await capture();
  const [item] = (await list(doctor)).items;
  await write(resultOf('o1', { ...said, code: '80382-5', value: '阳性' }));
  const person = await pool.connect();
  await person.query('begin');
  await person.query(
    `update reporting.card set version = 2, classified_by = 'person', author = 'a', doctor = '王医生' where id = $1`,
    [item?.id],
  );
  await person.query(
    `insert into reporting.change (card, version, step, state, at, by_kind, by_id, by_name, changed) values ($1, 2, 'fill', 'draft', now(), 'person', 'a', 'a', '[]')`,
    [item?.id],
  );
  const running = capture();
  await wait(300);
  await person.query('commit');
  person.release();
  await running;
  const card = (await get(`/cards/${item?.id}`, doctor)).json<CardDetail>();
  assert.deepEqual([card.kind, card.fields.doctor, card.version, card.evidence.length], ['suspected', '王医生', 2, 2]);
});

test('each institution reports what it found: another’s draft relieves nobody, another’s report does, and shows nothing of it', async (t) => {
  const { signIn, write, capture, list, get, put, isCard, post } = await openReporting(t);
  const [doctor, family] = [await signIn('doctor'), await signIn('family')];
  const at = ago(2);
  const first = { patient: 'p1', encounter: 'e1', at };
  const second = { patient: 'p1', encounter: 'e2', at };
  await write(
    patientOf('p1'),
    encounterOf('e1', 'p1', at),
    conditionOf('c1', { ...first, code: 'B05.900', status: 'provisional' }),
  );
  await capture();
  await write(encounterOf('e2', 'p1', at, 'h-9'), resultOf('o1', { ...second, code: '21503-8', value: '阳性' }));
  await capture();
  const [mine, theirs] = [(await list(doctor)).items, (await list(family)).items];
  assert.deepEqual(
    [mine.map(({ kind, state }) => `${kind} ${state}`), theirs.map(({ kind, state }) => `${kind} ${state}`)],
    [['suspected draft'], ['confirmed draft']],
  );
  const draft = (await get(`/cards/${mine[0]?.id}`, doctor)).json<CardDetail>();
  const fields = { ...fieldsOf(), ...{ patient: draft.fields.patient, name: draft.fields.name, number: draft.fields.number } };
  isCard(await put(`/cards/${draft.id}`, { fields, report: true, version: draft.version }, doctor));
  isCard(await post(`/cards/${theirs[0]?.id}/dismiss`, { reason: '已由他院报告', version: 1 }, family));
  await write(encounterOf('e3', 'p1', at, 'h-9'), resultOf('o2', { ...second, encounter: 'e3', code: '35276-5', value: '阳性' }));
  await capture();
  const after = (await get(`/cards/${draft.id}`, doctor)).json<CardDetail>();
  assert.deepEqual(
    after.evidence.map(({ source }) => source),
    ['Condition/c1'],
  );
  assert.equal((await list(family)).total, 1);
});

test('a draft that a rule withdrew comes back with the diagnosis; a diagnosis of nothing to report withdraws it', async (t) => {
  const { signIn, write, capture, list } = await openReporting(t);
  const doctor = await signIn('doctor');
  const at = ago(2);
  const said = { patient: 'p1', encounter: 'e1', at };
  const states = async () => (await list(doctor)).items.map(({ state }) => state).sort();
  await write(patientOf('p1'), encounterOf('e1', 'p1', at), conditionOf('c1', { ...said, code: 'B05.900' }));
  await capture();
  await write(conditionOf('c1', { ...said, code: 'J06.900' }));
  await capture();
  assert.deepEqual(await states(), ['dismissed']);
  await write(conditionOf('c1', { ...said, code: 'B05.900' }));
  await capture();
  assert.deepEqual(await states(), ['dismissed', 'draft']);
});

test('a diagnosis without a date is one of its visit, and its card says when that began', async (t) => {
  const { signIn, write, capture, list, get } = await openReporting(t);
  const doctor = await signIn('doctor');
  const visit = (id: string, hours: number) => {
    const { recordedDate: _, ...undated } = conditionOf(`c-${id}`, {
      ...{ patient: id, encounter: `e-${id}`, code: 'B26.900', at: ago(hours) },
    });
    return [
      patientOf(id, { name: [{ text: id }], identifier: undefined }),
      encounterOf(`e-${id}`, id, ago(hours)),
      { ...undated, onsetDateTime: ago(hours + 24 * 400).toISOString() },
    ];
  };
  await write(...visit('new', 3), ...visit('old', 30 * 24));
  await capture();
  const { items } = await list(doctor);
  assert.deepEqual(
    items.map(({ name }) => name),
    ['new'],
  );
  const { fields } = (await get(`/cards/${items[0]?.id}`, doctor)).json<CardDetail>();
  assert.ok(Math.abs(Date.parse(fields.diagnosed) - ago(3).getTime()) < hour);
  assert.equal(fields.visited, dayIn(new Date(fields.diagnosed)));
});

test('a family doctor completes what a rule prepared of HIV or syphilis, and then it is theirs alone', async (t) => {
  const { pool, signIn, write, capture, list, get, put, isCard } = await openReporting(t);
  const family = await signIn('family');
  const at = ago(2);
  await write(
    patientOf('p1'),
    encounterOf('e1', 'p1', at, 'h-9'),
    conditionOf('c1', { patient: 'p1', encounter: 'e1', at, code: 'A51.000' }),
  );
  await capture();
  const [item] = (await list(family)).items;
  const card = (await get(`/cards/${item?.id}`, family)).json<CardDetail>();
  const filled = isCard(await put(`/cards/${card.id}`, { fields: { ...card.fields, doctor: '赵医生' }, version: 1 }, family));
  assert.equal(filled.state, 'draft');
  await pool.query(`update access.account set username = 'family-before' where username = 'family'`);
  await pool.query(`update reporting.card set author = 'another account'`);
  assert.equal((await list(family)).total, 0);
});

test('a card written by hand and one prepared by a rule are one: the second is told of the first, whichever came first', async (t) => {
  const { pool, signIn, write, capture, list, post, codeOf, isCard } = await openReporting(t);
  const doctor = await signIn('doctor');
  const at = ago(2);
  const visit = [
    patientOf('p1'),
    encounterOf('e1', 'p1', at),
    conditionOf('c1', { patient: 'p1', encounter: 'e1', at, code: 'B05.900' }),
  ];
  await write(...visit);
  await capture();
  // More of this name than are looked at, all of them newer.
  await pool.query(
    `insert into reporting.card
     select (jsonb_populate_record(null::reporting.card, to_jsonb(c) || jsonb_build_object('id', gen_random_uuid(), 'patient', null, 'state', 'reported',
              'number', n, 'born', '1980-01-01', 'phone', n, 'diagnosed', c.diagnosed + interval '1 hour'))).*
       from reporting.card c, generate_series(1, 60) n`,
  );
  const same = fieldsOf({ name: '赵小满', born: '1990-01-01', sex: 'male' });
  assert.deepEqual(codeOf(await post('/cards', { fields: same }, doctor)), [409, 'reporting.card-exists']);
  const other = isCard(await post('/cards', { fields: { ...same, disease: 'mumps' } }, doctor));
  assert.equal(other.disease, 'mumps');
  await write(conditionOf('c2', { patient: 'p1', encounter: 'e1', at, code: 'B26.900' }));
  await capture();
  assert.equal((await list(doctor, '?state=draft&state=reported&q=赵小满')).total, 62);
  assert.equal(isCard(await post('/cards', { fields: same, anew: true }, doctor)).state, 'reported');
});
