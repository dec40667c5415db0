import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  CandidateList,
  CountyList,
  Decided,
  DecisionList,
  ModelDetail,
  PeopleList,
  PersonDetail,
  ReviewDetail,
  ReviewList,
} from './contract.ts';
import { li, numberOf, openIdentity } from './fixtures/open-identity.ts';

const said = async (answer: Promise<{ statusCode: number; json: () => { code?: string } }>) => {
  const { statusCode, json } = await answer;
  return [statusCode, json().code];
};

test('the person index, through HTTP', async (t) => {
  const { register, link, people, pool, get, post, signInAs, client, server } = await openIdentity(t, {
    prepare: (pool) =>
      pool.query(
        `insert into access.membership (account, organization, roles, since)
         select id, 'Organization/h1', roles, '2020-01-01' from access.account where username in ('doctor', 'registrar')`,
      ),
  });
  const doctor = await signInAs('doctor', 'songhua-doctor');
  const resident = await signInAs('resident', 'songhua-resident');
  await register('li1', li);
  await register('li2', { ...li, name: '李秀蓝', institution: 'h2' });
  // Another number that is one: nobody but a person decides that.
  await register('li3', { ...li, number: numberOf('1958-03-12', 326), institution: 'h3' });
  await link();
  const open = async () => (await get('/reviews')).json<ReviewList>();

  await t.test('who is nobody, or no registrar, is told nothing', async () => {
    for (const path of ['/people', '/people/export', '/people/li1', '/reviews', '/decisions', '/model']) {
      assert.equal((await get(path, {})).statusCode, 401, path);
      assert.equal((await get(path, doctor)).statusCode, 403, path);
      assert.equal((await get(path, resident)).statusCode, 403, path);
    }
    assert.equal((await post('/people/link', { patients: ['li1', 'li3'], reason: '同一人' }, doctor)).statusCode, 403);
    assert.equal((await post('/candidates', { name: '李秀兰', phone: '13944201234' }, resident)).statusCode, 403);
  });

  await t.test('people are found by name, number and phone; lists show numbers in part', async () => {
    const all = (await get('/people')).json<PeopleList>();
    assert.deepEqual(
      all.items.map(({ person, state, registrations, reviews }) => [person, state, registrations, reviews]).sort(),
      [
        ['li1', 'linked', 2, 1],
        ['li3', 'single', 1, 1],
      ],
    );
    assert.deepEqual([all.total, all.more], [2, false]);
    const found = async (q: string) =>
      (await get(`/people?q=${encodeURIComponent(q)}`))
        .json<PeopleList>()
        .items.map(({ person }) => person)
        .sort();
    assert.deepEqual(await found('李秀'), ['li1', 'li3']);
    assert.deepEqual(await found('李秀蓝'), ['li1']);
    assert.deepEqual(await found(String(li.number)), ['li1']);
    assert.deepEqual(await found('139-4420-1234'), ['li1', 'li3']);
    assert.deepEqual(await found('%'), []);
    const [first] = (await get('/people?q=李秀蓝')).json<PeopleList>().items;
    assert.match(String(first?.number), /^220299\*{8}\d{3}[\dX]$/);
    assert.deepEqual([first?.phone, first?.address], ['139****1234', null]);
    assert.deepEqual(first?.institutions.map(({ name }) => name).sort(), ['医院h1', '医院h2']);
    const totals = async (query: string) => (await get(`/people?${query}`)).json<PeopleList>().total;
    assert.deepEqual([await totals('state=linked'), await totals('state=single'), await totals('state=provisional')], [1, 1, 0]);
    assert.deepEqual([await totals('institution=Organization/h2'), await totals('institution=Organization/none')], [1, 0]);
    assert.deepEqual([await totals('review=true'), await totals('review=false'), await totals('county=220299')], [2, 0, 0]);
    await pool.query(`update identity.source set born = null where patient = 'li3'`);
    const ids = async (sort: string) => (await get(`/people?sort=${sort}`)).json<PeopleList>().items.map(({ person }) => person);
    assert.deepEqual(
      [await ids('born'), await ids('-born')],
      [
        ['li1', 'li3'],
        ['li3', 'li1'],
      ],
      'unknown last, and the same backwards',
    );
    await pool.query(`update identity.source set born = '19580312' where patient = 'li3'`);
    const csv = await get('/people/export?q=李秀');
    assert.match(csv.body, /李秀兰/);
    assert.doesNotMatch(csv.body, new RegExp(String(li.number)));
  });

  await t.test('bad questions are refused by field', async () => {
    for (const query of ['state=lost', 'sort=colour', 'limit=0', 'colour=red', 'institution=h1', 'county=2', 'q=a%00b'])
      assert.equal((await get(`/people?${query}`)).statusCode, 400, query);
    assert.deepEqual(await said(get('/people/nobody')), [404, 'identity.unknown-person']);
    assert.deepEqual(await said(get('/reviews/00000000-0000-4000-8000-000000000000')), [404, 'identity.unknown-review']);
    assert.equal((await get('/reviews/x')).statusCode, 400);
    assert.equal((await post('/people/link', { patients: ['li1'], reason: '同一人' })).statusCode, 400);
    assert.equal((await post('/people/unlink', { patient: 'li1', reason: ' ' })).statusCode, 400);
    assert.deepEqual(await said(post('/people/link', { patients: ['li1', 'nobody'], reason: '同一人' })), [
      404,
      'identity.unknown-person',
    ]);
    assert.deepEqual(await said(post('/candidates', {})), [422, 'identity.says-nothing']);
    assert.deepEqual(await said(post('/candidates', { name: '李秀兰' })), [422, 'identity.says-nothing']);
  });

  await t.test(
    'one person: each value with its registration, members, decisions; opening her is noted as an access to each',
    async () => {
      const detail = (await get('/people/li2')).json<PersonDetail>();
      assert.deepEqual(
        [detail.person, detail.state, detail.members.map(({ patient }) => patient)],
        ['li1', 'linked', ['li1', 'li2']],
      );
      assert.deepEqual([detail.golden.number?.value, detail.golden.address?.from], [li.number, 'li2']);
      const [decision] = detail.decisions;
      assert.deepEqual(
        [decision?.kind, decision?.by, decision?.mayUndo, decision?.before],
        ['auto', null, true, [['li1'], ['li2']]],
      );
      assert.deepEqual(detail.reviews.length, 1);
      const { rows } = await pool.query(
        `select patients from access.audit where route = '/api/identity/people/:patient' and status = 200 order by entry desc limit 1`,
      );
      assert.deepEqual([...(rows[0]?.patients ?? [])].sort(), ['li1', 'li2']);
    },
  );

  await t.test(
    'a review shows both in whole with the evidence; of two who decide at once one is told that it is decided',
    async () => {
      const list = await open();
      assert.equal(list.total, 1);
      assert.deepEqual([list.counts.open, list.counts.linked], [1, 0]);
      assert.match(String(list.items[0]?.one.number), /\*/);
      const shown = await get(`/reviews/${list.items[0]?.id}`);
      assert.equal(shown.statusCode, 200, shown.body);
      const review = shown.json<ReviewDetail>();
      assert.ok(review.vetoes.length > 0 && review.evidence.some(({ field }) => field === 'number'));
      assert.doesNotMatch(String(review.one.number), /\*/);
      const decide = (outcome: string, version = review.version) =>
        post(`/reviews/${review.id}/decide`, { outcome, reason: '看过证件', version });
      assert.deepEqual(await said(decide('link', 99)), [409, 'identity.review-changed']);
      const both = await Promise.all([decide('link'), decide('apart')]);
      assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [200, 409]);
      const { rows } = await pool.query(`select kind from identity.decision where review is not null`);
      assert.equal(rows.length, 1);
      assert.deepEqual((await open()).total, 0);
      const [done] = both.filter(({ statusCode }) => statusCode === 200);
      const { decision } = done?.json<Decided>() ?? {};
      assert.equal((await post(`/decisions/${decision?.id}/undo`, { reason: '看错了' })).statusCode, 200);
      assert.deepEqual(await people(), [['li1', 'li2']]);
      assert.equal((await open()).total, 1, 'it is open again');
    },
  );

  await t.test('linked and taken apart by people: who is who, for good, and never by the machine again', async () => {
    const joined = await post('/people/link', { patients: ['li1', 'li3'], reason: '本人来院核对' });
    assert.deepEqual(joined.json<Decided>().people, [{ person: 'li1', members: ['li1', 'li2', 'li3'] }]);
    assert.deepEqual(await said(post('/people/link', { patients: ['li2', 'li3'], reason: '再次' })), [
      409,
      'identity.one-person-already',
    ]);
    assert.equal((await open()).total, 0, 'the review has been settled by it');
    const out = (await post('/people/unlink', { patient: 'li2', reason: '不是同一人' })).json<Decided>();
    const { rows: noted } = await pool.query(
      `select patients from access.audit where route = '/api/identity/people/unlink' and status = 200 order by entry desc limit 1`,
    );
    assert.deepEqual([...(noted[0]?.patients ?? [])].sort(), ['li1', 'li2', 'li3'], 'each of them is told of it');
    assert.deepEqual(out.people, [
      { person: 'li1', members: ['li1', 'li3'] },
      { person: 'li2', members: ['li2'] },
    ]);
    assert.deepEqual(await said(post('/people/unlink', { patient: 'li2', reason: '不是同一人' })), [
      409,
      'identity.alone-already',
    ]);
    await register('li2', { ...li, name: '李秀兰', institution: 'h2' });
    await link();
    assert.deepEqual(await people(), [['li1', 'li3']], 'what people said is not decided again');
    const first = joined.json<Decided>().decision.id;
    assert.deepEqual(await said(post(`/decisions/${first}/undo`, { reason: '撤销' })), [409, 'identity.decided-since']);
    assert.equal((await post(`/decisions/${out.decision.id}/undo`, { reason: '撤销' })).statusCode, 200);
    assert.deepEqual(await said(post(`/decisions/${out.decision.id}/undo`, { reason: '撤销' })), [
      409,
      'identity.already-undone',
    ]);
    assert.equal((await post(`/decisions/${first}/undo`, { reason: '撤销' })).statusCode, 200);
    assert.deepEqual(await people(), [['li1', 'li2']]);
    const log = (await get('/decisions?limit=500')).json<DecisionList>();
    const kinds = log.items.map(({ kind }) => kind).sort();
    const reviewed = kinds.includes('apart') ? 'apart' : 'link';
    assert.deepEqual(kinds, [...['auto', 'link', 'undo', 'undo', 'undo', 'unlink'], reviewed].sort());
    assert.equal((await get('/decisions?kind=unlink&patient=li2')).json<DecisionList>().total, 1);
    assert.equal((await get('/decisions?by=machine')).json<DecisionList>().total, 1);
    assert.match((await get('/decisions/export')).body, /本人来院核对/);
    for (const statement of [
      'delete from identity.decision',
      `update identity.decision set reason = 'x'`,
      'truncate identity.decision',
    ])
      await assert.rejects(pool.query(statement), /never changed/);
  });

  await t.test(
    'while a form is filled: who reaches them sees whom it may be, who does not is told an id for number and name together',
    async () => {
      const ask = async (body: object, headers?: Record<string, string>) =>
        (await post('/candidates', body, headers)).json<CandidateList>().items;
      const typed = { name: '李秀兰', born: '1958-03-12', number: String(li.number) };
      const [mine, ...more] = await ask(typed);
      assert.deepEqual(
        [mine?.person, mine?.grade, mine?.registration?.phone, mine?.evidence.length],
        ['li1', 'certain', '139****1234', 6],
      );
      assert.ok(more.every(({ person }) => person === 'li3'));
      const theirs = await ask(typed, doctor);
      assert.deepEqual(
        theirs.map(({ grade, registration, evidence }) => [grade, registration, evidence]),
        [['certain', null, []]],
      );
      assert.deepEqual(await ask({ ...typed, name: '李秀' }, doctor), [], 'the number alone tells nothing');
      assert.deepEqual(
        await ask({ name: '李秀兰', born: '1958-03-12', phone: String(li.phone) }, doctor),
        [],
        'nor does the phone',
      );
      const { rows } = await pool.query(`select count(*)::int as n from access.audit where event = 'person-found'`);
      assert.equal(rows[0]?.n, 1, 'what they were told is noted for the person');
    },
  );

  await t.test(
    'a registrar narrows lists to a county or an institution without reading the registry of institutions',
    async () => {
      assert.equal((await get('/counties', {})).statusCode, 401);
      assert.equal((await get('/counties', doctor)).statusCode, 403);
      await pool.query(
        `insert into registry.area (code, parent, level, type, name_zh, name_en, position)
       values ('220200', null, 'city', 'city', '甲市', 'City', 1), ('220202', '220200', 'county', 'county', '甲区', 'District', 2)`,
      );
      await pool.query(
        `update registry.institution set class = 'hospital', kind = 'general', ownership = 'public' where id = 'h2'`,
      );
      await pool.query(`insert into registry.institution_site (id, institution, area) values ('s2', 'h2', '220202')`);
      const listed = (await get('/counties')).json<CountyList>();
      assert.deepEqual(listed.items, [{ code: '220202', name: { zh: '甲区', en: 'District' } }]);
      const totals = async (path: string) =>
        [await get(`${path}county=220202`), await get(`${path}county=220203`)].map((one) => one.json<PeopleList>().total);
      assert.deepEqual(await totals('/people?'), [1, 0]);
      assert.equal((await totals('/reviews?'))[1], 0);
      const found = await server.app.inject({
        url: '/fhir/R4/Organization?name:contains=h2',
        headers: await signInAs('registrar', 'songhua-registrar'),
      });
      assert.equal(found.statusCode, 200, found.body);
    },
  );

  await t.test('the model says what counts, and how large the index is', async () => {
    const model = (await get('/model')).json<ModelDetail>();
    assert.equal(model.comparisons.length, 6);
    assert.ok(model.thresholds.link > model.thresholds.review);
    assert.deepEqual([model.counts.registrations, model.counts.people, model.counts.linked], [3, 2, 1]);
  });

  await t.test('a newborn without a number merges when the number comes', async () => {
    const mother = {
      name: '周敏',
      sex: 'female',
      born: '1995-04-05',
      number: numberOf('1995-04-05', 226),
      phone: '15843207777',
    } as const;
    const child = {
      sex: 'male',
      born: '2026-10-01',
      phone: mother.phone,
      address: '吉林市丰满区吉林大街88号4号楼3单元',
    } as const;
    const tag = [{ system: 'https://songhua.example/fhir/CodeSystem/registration', code: 'newborn' }];
    await register('mother', mother);
    await register('baby', { ...child, name: '周敏之子', more: { meta: { tag } } });
    await link();
    assert.deepEqual(
      (await get('/people?state=provisional')).json<PeopleList>().items.map(({ person }) => person),
      ['baby'],
    );
    const named = { ...child, name: '陈思源', number: numberOf('2026-10-01', 117) };
    await register('chen', { ...named, institution: 'h2' });
    await register('baby', named);
    await link();
    assert.ok((await people()).some((one) => one.join() === 'baby,chen'));
  });
  void client;
  void server;
});
