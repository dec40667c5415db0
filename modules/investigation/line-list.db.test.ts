import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { findCredentials, replaceMemberships } from '@songhua/access';
import { must, withTx } from '@songhua/kernel';
import { notifiableOn } from '@songhua/module-reporting/api.ts';
import type { CaseAnswers, CaseDetail, LinesJudged, MissedList, OutbreakView, Waiting } from './contract.ts';
import book from './domain/questions.json' with { type: 'json' };
import { addDays } from './domain/read-day.ts';
import { openInvestigation } from './fixtures/open-investigation.ts';

test('the line list, through HTTP', async (t) => {
  const { app, cdc, get, post, patch, good, at, outbreak, cases, view, enter, codeOf } = await openInvestigation(t);

  await t.test('nobody asks without signing in; a viewer and a doctor see no investigation', async () => {
    assert.equal((await get('/outbreaks', undefined, {})).statusCode, 401);
    for (const username of ['viewer', 'doctor'])
      assert.equal((await get('/outbreaks', undefined, await app.signInAs(username, `songhua-${username}`))).statusCode, 403);
    assert.equal(outbreak.followDays, outbreak.incubation.most, 'contacts are followed for the longest incubation of the list');
  });

  await t.test('lines with a fault are named by line, field, rule and value, and not one is written', async () => {
    const lines = [
      { line: 1, cells: { name: '王小明', sex: '男', onset: '2026年1月31日' } },
      { line: 2, cells: { name: '李小红', sex: '不知道', onset: '2026-02-30', age: '200' } },
    ];
    const judged = await good<LinesJudged>(post(`${at}/cases/check`, { lines }));
    assert.deepEqual(
      judged.faults.map(({ line, field, rule, value }) => [line, field, rule, value]),
      [
        [2, 'sex', 'word', '不知道'],
        [2, 'onset', 'day', '2026-02-30'],
        [2, 'age', 'too_big', '200'],
      ],
    );
    assert.deepEqual(await codeOf(post(`${at}/cases/lines`, { lines })), [422, 'investigation.lines-faulty']);
    assert.equal((await cases()).total, 0);
  });

  await t.test('a line that resembles a case is held back until somebody skips it or says that it is another', async () => {
    assert.equal((await enter({ name: '王小明', age: '8', phone: '13900001111', onset: '2026-01-31' })).statusCode, 200);
    const again = { name: '王 小明', age: '9', onset: '2026-02-01' };
    const found = await good<LinesJudged>(
      post(`${at}/cases/check`, { lines: [{ line: 1, cells: { ...again, name: '王小明' } }] }),
    );
    assert.deepEqual(
      found.duplicates.map(({ line, because, person }) => [line, because, person?.serial]),
      [[1, 'name-born', 1]],
    );
    const lines = [{ line: 7, cells: { ...again, name: '王小明' } }];
    assert.deepEqual(await codeOf(post(`${at}/cases/lines`, { lines })), [409, 'investigation.lines-known']);
    assert.deepEqual(await good(post(`${at}/cases/lines`, { lines, skip: [7] })), { saved: 0, skipped: 1 });
    assert.deepEqual(await good(post(`${at}/cases/lines`, { lines, anew: [7] })), { saved: 1, skipped: 0 });
    assert.deepEqual(
      (await cases('?sort=serial')).items.map(({ serial }) => serial),
      [1, 2],
    );
  });

  await t.test('a rule never overwrites what a person said a case is, and a positive sample confirms the others', async () => {
    const [second, first] = (await cases()).items;
    assert.ok(first && second);
    const sampled = async (person: string) => {
      const { id } = await good<{ id: string }>(post(`${at}/samples`, { person, kind: '咽拭子', taken: '2026-02-01' }));
      const result = { version: 1, sent: '2026-02-01', result: 'positive', resulted: '2026-02-02' };
      assert.equal((await patch(`${at}/samples/${id}`, result)).statusCode, 200);
      return (await good<CaseDetail>(get(`${at}/cases/${person}`))).case;
    };
    await app.pool.query("update investigation.person set classified_kind = 'rule', classified_by = 'card' where id = $1", [
      first.id,
    ]);
    const byRule = await sampled(first.id);
    assert.deepEqual(
      [byRule.classification, byRule.classified.kind, byRule.classified.by],
      ['confirmed', 'rule', 'sample-positive'],
    );
    await good(post(`${at}/cases/classify`, { people: [second.id], classification: 'excluded' }));
    const byPerson = await sampled(second.id);
    assert.deepEqual([byPerson.classification, byPerson.classified.kind], ['excluded', 'person']);
  });

  await t.test('a change says only what it changes, and on a version that is gone is refused', async () => {
    const [first] = (await cases('?sort=serial')).items;
    assert.ok(first);
    const changed = await good<CaseDetail>(
      patch(`${at}/cases/${first.id}`, { version: first.version, changes: { work: '某小学' } }),
    );
    assert.deepEqual([changed.case.work, changed.case.phone, changed.case.onset], ['某小学', '13900001111', '2026-01-31']);
    assert.equal(first.phone, '139****1111', 'a list shows phones in part');
    const late = { version: first.version, changes: { work: 'x' } };
    assert.deepEqual(await codeOf(patch(`${at}/cases/${first.id}`, late)), [409, 'investigation.changed-meanwhile']);
    const dead = { version: first.version + 1, changes: { died: '2026-02-03' } };
    assert.deepEqual(await codeOf(patch(`${at}/cases/${first.id}`, dead)), [422, 'investigation.case-faulty']);
  });

  await t.test('filters, search and the file speak of the same lines', async () => {
    assert.equal((await cases('?classification=excluded')).total, 1);
    assert.equal((await cases(`?q=${encodeURIComponent('王小')}`)).total, 2);
    assert.equal((await cases('?q=13900001111')).total, 1);
    assert.equal((await cases('?q=%232')).total, 1);
    assert.equal((await get(`${at}/cases?classification=dead`)).statusCode, 400);
    const file = await get(`${at}/cases/export?classification=excluded&columns=onset`);
    assert.equal(file.body, '\uFEFF序号,姓名,发病日期\r\n2,王小明,2026-02-01\r\n');
    assert.deepEqual(
      (await view()).byClass.map(({ key, count }) => [key, count]),
      [
        ['confirmed', 1],
        ['excluded', 1],
      ],
    );
  });

  await t.test('a county sees its own investigations and those it takes part in, and no other is there for it', async () => {
    const county = await app.signInAs('cdc-county', 'songhua-cdc-county');
    assert.deepEqual(await codeOf(get(at, undefined, county)), [404, 'investigation.unknown-outbreak']);
    assert.equal((await get(`${at}/cases`, undefined, county)).statusCode, 404);
    const elsewhere = { title: '外县', disease: 'measles', area: '220221' };
    assert.deepEqual(await codeOf(post('/outbreaks', elsewhere, county)), [403, 'investigation.other-area']);
    const { outbreak: now } = await view();
    await good(patch(at, { version: now.version, shared: ['220202'] }));
    assert.equal((await get(`${at}/cases`, undefined, county)).statusCode, 200);
  });

  await t.test(
    'a county links an event of the city, which it sees on the pages of the emergency command, and reads its title',
    async () => {
      const county = await app.signInAs('cdc-county', 'songhua-cdc-county');
      const event = { title: '全市麻疹疫情', kind: 'infectious', area: '220200', disease: 'class-b-c', times: {} };
      const answer = await app.server.app.inject({ method: 'POST', url: '/api/emergency/events', headers: cdc, payload: event });
      assert.equal(answer.statusCode, 200, answer.body);
      const { id } = answer.json<{ event: { id: string } }>().event;
      const draft = { title: '昌邑区麻疹', disease: 'measles', area: '220202', event: id };
      const opened = await good<OutbreakView>(post('/outbreaks', draft, county));
      assert.deepEqual([opened.outbreak.event, opened.outbreak.eventTitle], [id, '全市麻疹疫情']);
      const nobodys = { ...draft, event: randomUUID() };
      assert.deepEqual(await codeOf(post('/outbreaks', nobodys, county)), [404, 'investigation.unknown-event']);
    },
  );

  await t.test(
    'a card of somebody who is in no register becomes a case with all it says of them; taken twice it adds nobody',
    async () => {
      const { records } = app.server;
      const house = { resourceType: 'Organization', id: 'h-1', name: '永吉县医院' };
      await withTx(app.pool, 'write', async (tx) => must(await records.load(tx, [house], new Date())));
      const told = { by: 'phone', institution: 'Organization/h-1', at: new Date(Date.now() - 60_000).toISOString() };
      const said = { name: '李秀兰', number: '22022119580312002x', sex: 'female', born: '1958-03-12', phone: '见病历' };
      const card = {
        ...{ ...said, belongs: 'county', town: '220221100', address: '民主街1号', occupation: 'student', unit: '某小学' },
        ...{ kind: 'clinical', onset: '2026-01-01', diagnosed: new Date(Date.now() - 3_600_000).toISOString() },
        ...{ disease: 'measles', doctor: '王医生' },
      };
      const payload = { fields: card, told, anew: true };
      const made = await app.server.app.inject({ method: 'POST', url: '/api/reporting/cards', headers: cdc, payload });
      assert.equal(made.statusCode, 200, made.body);
      const days = { from: '2026-01-01', to: '2099-01-01' };
      assert.deepEqual(await good(post(`${at}/cases/cards`, days)), { taken: 1, known: 0, more: false });
      assert.deepEqual(await good(post(`${at}/cases/cards`, days)), { taken: 0, known: 1, more: false });
      const [line] = (await cases('?sort=-serial')).items;
      assert.ok(line);
      const whole = (await good<CaseDetail>(get(`${at}/cases/${line.id}`))).case;
      assert.deepEqual(
        [whole.name, whole.number, whole.sex, whole.born, whole.address, whole.school, whole.phone],
        ['李秀兰', '22022119580312002X', 'female', '1958-03-12', '民主街1号', '某小学', null],
        'one odd field, the phone, does not lose the case',
      );
      assert.deepEqual([whole.town, whole.classification, whole.classified.by], ['220221100', 'clinical', 'card']);
    },
  );

  await t.test('a case answers the questions of its disease; an answer on a version that is gone is refused', async () => {
    const [one] = (await cases('?sort=serial')).items;
    const path = `${at}/cases/${one?.id}/answers`;
    const listed = new Set(['2020-01-01', '2026-11-01'].flatMap((day) => notifiableOn(day).map(({ code }) => code)));
    const named = book.sets.flatMap(({ diseases }) => diseases as string[]);
    assert.deepEqual(
      named.filter((code) => !listed.has(code)),
      [],
      'sets name diseases of the notifiable list',
    );
    const asked = await good<CaseAnswers>(get(path));
    assert.deepEqual([asked.set, asked.verified, asked.version, asked.answers], ['rash-fever', false, 0, {}]);
    const answers = { 'ill-contact': 'yes', care: '某小学', vaccine: null };
    const kept = await good<CaseAnswers>(patch(path, { version: 0, answers }));
    assert.deepEqual([kept.answers, kept.version], [{ 'ill-contact': 'yes', care: '某小学' }, 1]);
    assert.deepEqual(await codeOf(patch(path, { version: 0, answers })), [409, 'investigation.changed-meanwhile']);
    const odd = { version: 1, answers: { 'ill-contact': 'perhaps' } };
    assert.deepEqual(await codeOf(patch(path, odd)), [422, 'investigation.answer-faulty']);
  });

  await t.test('whoever follows up is told how many wait, and the county who is behind, of which institution', async () => {
    const waits = (headers = cdc) => good<Waiting>(get('/follow-up/waiting', undefined, headers));
    assert.deepEqual([(await waits()).due, (await waits()).overdue], [0, 0]);
    const { today } = await view();
    const draft = { kind: 'household', lastExposure: addDays(today, -1), worker: 'me' };
    for (const name of ['王父', '王母']) await good(post(`${at}/contacts`, { ...draft, name }));
    await good(post(`${at}/contacts`, { ...draft, name: '王叔', worker: null }));
    const since = addDays(today, -2);
    await app.pool.query("update investigation.contact set next_due = $1 where name = '王父'", [since]);
    assert.deepEqual(await waits(), { today, due: 1, overdue: 1 });
    await withTx(app.pool, 'write', async (tx) => {
      const { account } = (await findCredentials(tx, 'cdc', true, new Date())) ?? {};
      const works = { organization: 'Organization/h-1', roles: ['doctor'], since: new Date('2020-01-01'), until: null } as const;
      if (account) await replaceMemberships(tx, account.id, [works]);
    });
    const county = await app.signInAs('cdc-county', 'songhua-cdc-county');
    const { items } = await good<MissedList>(get('/missed', undefined, county));
    assert.deepEqual(
      items.map(({ worker, institution, overdue, due, since }) => [worker === null, institution, overdue, due, since]),
      [
        [false, '永吉县医院', 1, 1, since],
        [true, null, 0, 1, null],
      ],
    );
    const other = { title: '外县', disease: 'measles', area: '220283' };
    const { outbreak: elsewhere } = await good<OutbreakView>(post('/outbreaks', other));
    await good(post(`/outbreaks/${elsewhere.id}/contacts`, { ...draft, name: '外县人', worker: null }));
    assert.equal(
      (await good<MissedList>(get('/missed', undefined, county))).items.at(-1)?.due,
      1,
      'another county’s is not counted',
    );
  });

  await t.test('a closed investigation takes nothing', async () => {
    const { outbreak: now } = await view();
    await good(patch(at, { version: now.version, state: 'closed' }));
    assert.deepEqual(await codeOf(enter({ name: '赵一' })), [409, 'investigation.closed']);
  });
});
