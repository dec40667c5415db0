import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { FileResult, FormSpec, OwnSentinels, SentinelDetail, SentinelList } from './contract.ts';
import { houseDoctors } from './fixtures/house-doctor.ts';
import { openSurveillance } from './fixtures/open-surveillance.ts';

const octets = { 'content-type': 'application/octet-stream' };

test('signals come by form and file, counts by sentinels and programs', async (t) => {
  const { pool, officer, program, app, post, put, patch, get, good, read, list, codeOf } = await openSurveillance(t);
  const head = { area: '220221', place: '某小学', from: '2026-02-27', to: '2026-03-01' };

  await t.test('a form sent twice is one signal, and what it was judged by stays with it', async () => {
    const { items } = await good<{ items: FormSpec[] }>(get('/forms'));
    assert.equal(items.length, 10);
    const filled = { ...head, key: randomUUID(), answers: { absent: 23, usual: 6 } };
    const first = await good<{ id: string; isNew: boolean }>(post('/forms/school-absence', filled));
    assert.deepEqual(await good(post('/forms/school-absence', filled)), { id: first.id, isNew: false });
    const { signal } = await read(first.id);
    assert.deepEqual([signal.source, signal.observed, signal.expected, signal.channel], ['form', 23, 6, 'community']);
    assert.deepEqual(signal.evidence, { form: 'school-absence', answers: { absent: 23, usual: 6 } });
  });

  await t.test('a series longer than the page judges is refused with how many steps it has', async () => {
    const asked = { method: 'earsC1', step: 'day', gaps: 'zero' };
    const answer = await post('/detection?lang=en', { ...asked, csv: 'date,count\n1901-01-01,1\n2099-12-31,1' });
    const { code } = answer.json<{ code: string }>();
    assert.deepEqual([answer.statusCode, code], [422, 'surveillance.detection-too-long']);
    assert.match(answer.body, /72684 steps.*20000.*songhua outbreak detect/);
    const groups = Array.from({ length: 20_001 }, (_, at) => `g${at},2026-03-01,1`);
    const many = post('/detection', { ...asked, csv: ['group,date,count', ...groups].join('\n') });
    assert.deepEqual(await codeOf(many), [422, 'surveillance.detection-too-long']);
  });

  await t.test('a wrong answer is named by its field, and nothing is written', async () => {
    const answer = await post('/forms/school-absence', { ...head, key: randomUUID(), answers: { absent: -1 } });
    const { code, errors } = answer.json<{ code: string; errors: { field: string }[] }>();
    assert.deepEqual([answer.statusCode, code, errors[0]?.field], [422, 'surveillance.form-faulty', 'absent']);
    const unknown = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`a${at}`, 1]));
    const many = await post('/forms/school-absence', { ...head, key: randomUUID(), answers: unknown });
    assert.deepEqual([many.statusCode, many.json<{ errors: object[] }>().errors.length], [422, 100]);
    assert.equal((await post('/forms/unknown', {})).statusCode, 400);
    assert.equal((await list()).total, 1);
  });

  await t.test('a file is looked through first, taken whole or not at all, and once', async () => {
    const template = await get('/forms/school-absence/template', undefined, { ...officer, 'accept-language': 'zh' });
    assert.match(template.body, /县区代码.*因病缺课人数/);
    const send = (text: string, take: boolean) =>
      post(`/forms/school-absence/file?take=${take}`, text, { ...officer, ...octets });
    const header = 'area,place,from,to,absent,usual\n';
    const good1 = '220221,甲校,2026-02-27,2026-03-01,12,3\n';
    const good2 = '220202,乙校,2026-02-27,2026-03-01,9,2\n';
    const looked = await good<FileResult>(send(header + good1 + good2, false));
    assert.deepEqual([looked.taken, looked.rows.length, looked.faults, looked.rows[0]?.signal], [false, 2, [], null]);
    assert.equal((await list()).total, 1);
    const faulty = `${header}${good1}330100,丙校,2026-02-27,2026-03-01,x,2\n330100,丙校,2026-02-27,2026-03-01,5,2\n`;
    const faults = (await good<FileResult>(send(faulty, false))).faults;
    assert.deepEqual(
      faults.map(({ line, field, rule, value }) => [line, field, rule, value]),
      [
        [3, 'absent', 'count', 'x'],
        [4, 'area', 'unknown-area', '330100'],
      ],
    );
    assert.deepEqual(await codeOf(send(faulty, true)), [422, 'surveillance.file-faulty']);
    assert.equal((await list()).total, 1, 'nothing is half-written');
    const taken = await good<FileResult>(send(header + good1 + good2, true));
    assert.deepEqual(
      taken.rows.map(({ isNew }) => isNew),
      [true, true],
    );
    const again = await good<FileResult>(send(header + good2 + good1, true));
    assert.deepEqual(
      again.rows.map(({ isNew }) => isNew),
      [false, false],
    );
    assert.deepEqual((await list()).total, 3);
    const wide = await good<FileResult>(send(','.repeat(500_000), false));
    assert.deepEqual(
      wide.faults.map(({ line, rule }) => [line, rule]),
      [[1, 'width']],
    );
    const rows = Array.from({ length: 150 }, (_, at) => `220221,校${at},2026-02-27,2026-03-01,${at},3\n`);
    const both = await Promise.all([rows, rows.toReversed()].map((some) => send(header + some.join(''), true)));
    assert.deepEqual(
      both.map(({ statusCode }) => statusCode),
      [200, 200],
    );
    const lines = both[1]?.json<FileResult>().rows.map(({ line }) => line);
    assert.deepEqual(
      lines,
      lines?.toSorted((a, b) => a - b),
    );
  });

  const draft = {
    name: '某发热门诊',
    kind: 'fever-clinic',
    area: '220221',
    subjects: ['syn-ili', 'syn-sari'],
    every: 'day',
    since: '2026-01-01',
  };

  await t.test('a sentinel’s counts are whole, of its own days, and corrected when sent again', async () => {
    const { sentinel } = await good<SentinelDetail>(post('/sentinels', draft));
    assert.deepEqual([sentinel.channel, sentinel.completeness.came, sentinel.completeness.missing], ['syndromes', 0, 14]);
    const path = `/sentinels/${sentinel.id}/counts`;
    const both = (count: number) => [
      { subject: 'syn-ili', count },
      { subject: 'syn-sari', count: 0 },
    ];
    assert.deepEqual(await codeOf(put(path, { day: '2026-02-01', counts: both(1).slice(1) })), [
      422,
      'surveillance.counts-incomplete',
    ]);
    assert.deepEqual(await codeOf(put(path, { day: '2025-12-31', counts: both(1) })), [422, 'surveillance.day-outside']);
    assert.deepEqual(await codeOf(put(path, { day: '2099-12-31', counts: both(1) })), [422, 'surveillance.day-ahead']);
    const yesterday = new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10);
    await good(put(path, { day: yesterday, population: 120, counts: both(7) }));
    const after = await good<SentinelDetail>(put(path, { day: yesterday, population: 120, counts: both(9) }));
    assert.deepEqual([after.sentinel.completeness.came, after.sentinel.completeness.missing], [1, 0]);
    assert.deepEqual(after.periods[0]?.counts, both(9));
    const { rows } = await pool.query('select town, channel, source, count, population from surveillance.count order by subject');
    assert.deepEqual(rows, [
      { town: '', channel: 'syndromes', source: `sentinel/${sentinel.id}`, count: 9, population: 120 },
      { town: '', channel: 'syndromes', source: `sentinel/${sentinel.id}`, count: 0, population: 120 },
    ]);
  });

  await t.test(
    'doctors report for sentinels of their own institution alone, and what was replaced stays to be seen',
    async () => {
      const { own, other } = await houseDoctors(app);
      const of = (institution: string) =>
        post('/sentinels', { ...draft, name: '永吉医院发热门诊', subjects: ['syn-ili'], institution });
      assert.deepEqual(await codeOf(of('Organization/nowhere')), [422, 'surveillance.unknown-institution']);
      const made = (await good<SentinelDetail>(of('Organization/h-1'))).sentinel;
      assert.equal(made.institutionName, '永吉医院');
      const day = new Date(Date.now() + 8 * 3_600_000 - 86_400_000).toISOString().slice(0, 10);
      const tell = (count: number, headers: Record<string, string>) =>
        put(`/sentinels/${made.id}/counts`, { day, counts: [{ subject: 'syn-ili', count }] }, headers);
      assert.deepEqual(await codeOf(tell(900, other)), [403, 'surveillance.other-institution']);
      const first = await good<SentinelDetail>(tell(7, own));
      assert.deepEqual([first.mayReport, first.corrections], [true, []]);
      await good(tell(9, own));
      await good(tell(9, own));
      const { corrections, periods } = await good<SentinelDetail>(tell(8, officer));
      const told = corrections.map(({ subject, before, after, by }) => [subject, before, after, by]);
      assert.deepEqual(told, [
        ['syn-ili', 9, 8, '示例疾控员'],
        ['syn-ili', 7, 9, '示例医生'],
      ]);
      const of1 = periods.find((one) => one.day === day);
      assert.deepEqual([of1?.corrected?.times, of1?.corrected?.by], [2, '示例疾控员']);
      await assert.rejects(pool.query('update surveillance.count_history set count_before = 0'), /never changed or taken away/);
      await assert.rejects(pool.query('delete from surveillance.count'), /never changed or taken away/);
      const mine = async (headers: Record<string, string>) =>
        (await good<OwnSentinels>(get('/own-sentinels', undefined, headers))).items.map(({ sentinel }) => sentinel.name);
      assert.deepEqual([await mine(own), await mine(other), await mine(officer)], [[made.name], [], []]);
    },
  );

  await t.test('a sentinel that has told keeps its place and rhythm, and counts each subject once', async () => {
    const { since: _, ...kept } = { ...draft, name: '某校二', kind: 'school', subjects: ['absence'], every: 'day' };
    const { sentinel } = await good<SentinelDetail>(post('/sentinels', { ...kept, since: '2026-01-01' }));
    const change = (to: object, version: number) => patch(`/sentinels/${sentinel.id}`, { version, to: { ...kept, ...to } });
    await good(change({ subjects: ['absence', 'absence'] }, 1));
    const twice = [1, 2].map((count) => ({ subject: 'absence', count }));
    const path = `/sentinels/${sentinel.id}/counts`;
    assert.deepEqual(await codeOf(put(path, { day: '2026-02-02', counts: twice })), [422, 'surveillance.counts-incomplete']);
    await good(change({ every: 'week' }, 2));
    await good(put(path, { day: '2026-02-02', counts: twice.slice(1) }));
    assert.deepEqual(await codeOf(change({ every: 'day' }, 3)), [409, 'surveillance.sentinel-has-told']);
    await good(change({ every: 'week', name: '某校（新名）', until: '2026-02-08' }, 3));
  });

  await t.test('two who send the same counts in other orders do not wait for one another', async () => {
    const items = Array.from({ length: 1500 }, (_, at) => ({
      day: new Date(Date.UTC(2020, 0, 1) + at * 86_400_000).toISOString().slice(0, 10),
      ...{ area: '220202', channel: 'sewage', subject: 'sewage-finding', count: at },
    }));
    const send = (rows: readonly object[]) => post('/counts', { source: 'twice', items: rows }, program);
    await good(send(items));
    for (let round = 1; round < 4; round += 1) {
      const next = items.map((one) => ({ ...one, count: one.count + round }));
      const answers = await Promise.all([send(next), send(next.toReversed()), send(next), send(next.toReversed())]);
      assert.deepEqual(
        answers.map(({ statusCode }) => statusCode),
        [200, 200, 200, 200],
      );
    }
  });

  await t.test('a weekly sentinel tells by Mondays, a silent one is listed, one that ended is not silent', async () => {
    const { sentinel } = await good<SentinelDetail>(
      post('/sentinels', { ...draft, name: '某校', kind: 'school', subjects: ['absence'], every: 'week' }),
    );
    const counts = [{ subject: 'absence', count: 3 }];
    assert.deepEqual(await codeOf(put(`/sentinels/${sentinel.id}/counts`, { day: '2026-02-03', counts })), [
      422,
      'surveillance.day-no-monday',
    ]);
    const silent = await good<SentinelList>(get('/sentinels?silent=true'));
    assert.deepEqual([silent.silent, silent.items.map(({ name }) => name)], [1, ['某校']]);
    const { since: _, ...kept } = { ...draft, name: '某校', kind: 'school', subjects: ['absence'], every: 'week' };
    const ended = { version: 1, to: { ...kept, until: '2026-01-31' } };
    await good(patch(`/sentinels/${sentinel.id}`, ended));
    assert.deepEqual(await codeOf(patch(`/sentinels/${sentinel.id}`, ended)), [409, 'surveillance.changed-meanwhile']);
    assert.equal((await good<SentinelList>(get('/sentinels'))).silent, 0);
    assert.deepEqual(await codeOf(post('/sentinels', { ...draft, until: '2025-12-31' })), [422, 'surveillance.ends-before']);
  });

  await t.test('programs send counts in one piece or not at all', async () => {
    const item = { day: '2026-03-01', area: '220202', channel: 'sewage', subject: 'sewage-finding', count: 2, population: 5 };
    const send = (...items: object[]) => post('/counts', { source: 'waterworks', items }, program);
    assert.deepEqual(await codeOf(send(item, item)), [422, 'surveillance.count-twice']);
    assert.deepEqual(await codeOf(send(item, { ...item, subject: 'x' })), [422, 'surveillance.unknown-subject']);
    assert.deepEqual(await good(send(item, { ...item, town: '220202001' })), { taken: 2 });
    await good(send({ ...item, count: 4 }));
    const { rows } = await pool.query("select town, count from surveillance.count where source = 'api/waterworks' order by town");
    assert.deepEqual(rows, [
      { town: '', count: 4 },
      { town: '220202001', count: 2 },
    ]);
    assert.equal(
      (await app.server.app.inject({ method: 'POST', url: '/api/surveillance/counts', headers: officer, payload: {} }))
        .statusCode,
      403,
    );
  });
});
