import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { FileResult, SignalDetail } from './contract.ts';
import { openSurveillance } from './fixtures/open-surveillance.ts';
import { aSignal } from './fixtures/signal.ts';

test('the triage board, through HTTP', async (t) => {
  const { pool, officer, program, post, get, good, raise, read, list, act, codeOf, county, viewer } = await openSurveillance(t);

  await t.test('a program needs the permission, sends what is known, and is told when it said so before', async () => {
    assert.equal((await get('/signals', undefined, {})).statusCode, 401);
    assert.deepEqual(await codeOf(post('/signals', aSignal())), [403, 'kernel.not-permitted'], 'people fill in forms');
    for (const wrong of [
      { p: 2 },
      { observed: -1 },
      { from: '0001-01-01' },
      { channel: 'x' },
      { said: 'a\0' },
      { evidence: { a: ['\0'] } },
      { colour: 'red' },
    ])
      assert.equal((await post('/signals', { ...aSignal(), ...wrong }, program)).statusCode, 400, JSON.stringify(wrong));
    const refused = (more: object) => codeOf(post('/signals', { ...aSignal(), ...more }, program));
    assert.deepEqual(await refused({ area: '330100' }), [404, 'surveillance.unknown-area']);
    assert.deepEqual(await refused({ town: '220202001' }), [422, 'surveillance.town-elsewhere']);
    assert.deepEqual(await refused({ subject: 'x' }), [422, 'surveillance.unknown-subject']);
    assert.deepEqual(await refused({ to: '2026-02-01' }), [422, 'surveillance.window-reversed']);
    for (const depth of [60, 100_000]) {
      const deep = JSON.stringify({ ...aSignal(), evidence: {} }).replace('{}', `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
      const headers = { ...program, 'content-type': 'application/json' };
      assert.equal((await post('/signals', deep, headers)).statusCode, 400, `evidence ${depth} deep`);
    }
    assert.equal((await get('/signals?q=%00')).statusCode, 400);
    assert.equal((await list()).total, 0);
    const { id } = await raise({ reference: 'twice' });
    assert.deepEqual(await good(post('/signals', aSignal({ reference: 'twice' }), program)), { id, isNew: false });
  });

  await t.test('a signal goes from new to closed; each step has its moment, who and what was said', async () => {
    const { id } = await raise({ reference: 'through', subject: 'syn-ili' });
    await act(id, { kind: 'take' });
    await act(id, { kind: 'verdict', outcome: 'true', reason: '电话核实，两个班 23 人' });
    await act(id, { kind: 'note', note: '已通知学校' });
    const opened = await act(
      id,
      { title: '某小学流感样病例聚集', kind: 'infectious', firstCaseAt: '2026-02-27T00:00:00Z' },
      '/event',
    );
    assert.match(opened.signal.event?.number ?? '', /^220221-/);
    const grade = { likelihood: 4, impact: 3, confidence: 'medium', summary: '可能扩散到其他班级' };
    const assessed = await act(id, grade, '/assessments');
    assert.deepEqual([assessed.signal.state, assessed.assessments[0]?.risk], ['assessed', 'high']);
    const { signal, steps, moves } = await act(id, { kind: 'close', reason: '病例已停止增长' });
    assert.deepEqual(
      steps.map(({ kind }) => kind),
      ['raised', 'taken', 'verdict', 'note', 'event-opened', 'assessed', 'closed'],
    );
    assert.ok(steps.slice(1).every(({ by, at }) => by && at));
    assert.deepEqual([signal.state, signal.dueAt, moves], ['closed', null, ['reopen', 'note']]);
    const { rows } = await pool.query('select warning, detected_at from emergency.event');
    assert.deepEqual(rows, [{ warning: `signal/${id}`, detected_at: new Date(signal.raisedAt) }]);
  });

  await t.test('who has not seen the last change decides on nothing, and no step is out of turn', async () => {
    const { id } = await raise({ reference: 'meanwhile' });
    await act(id, { kind: 'assign', to: '永吉县疾控值班员' });
    const stale = post(`/signals/${id}/moves`, { kind: 'verdict', outcome: 'true', reason: '核实', version: 1 });
    assert.deepEqual(await codeOf(stale), [409, 'surveillance.changed-meanwhile']);
    const early = post(`/signals/${id}/event`, { title: 'x', kind: 'other', version: 2 });
    assert.deepEqual(await codeOf(early), [409, 'surveillance.no-such-move']);
    assert.equal((await post(`/signals/${id}/moves`, { kind: 'verdict', outcome: 'false', version: 2 })).statusCode, 400, 'why?');
    assert.deepEqual(await codeOf(post(`/signals/${id}/moves`, { kind: 'take', version: 2 }, await viewer())), [
      403,
      'kernel.not-permitted',
    ]);
  });

  await t.test('a signal ruled out by mistake is taken up again with a reason, and its clock stays stopped', async () => {
    const { id } = await raise({ reference: 'mistake' });
    const ruledOut = await act(id, { kind: 'verdict', outcome: 'false', reason: '误报' });
    const back = await act(id, { kind: 'reopen', reason: '又有学生发热' });
    assert.deepEqual([ruledOut.signal.state, back.signal.state], ['false', 'verifying']);
    assert.equal(back.signal.answeredAt, ruledOut.signal.answeredAt);
  });

  await t.test('an unknown cause is ruled out only after the known ones were looked for', async () => {
    const { id } = await raise({
      reference: 'unknown',
      channel: 'syndromes',
      subject: 'unexplained-pneumonia',
      level: 'immediate',
    });
    const before = await read(id);
    assert.equal(before.checklist?.length, 9);
    const out = { kind: 'verdict', outcome: 'false', reason: '支原体', version: 1 };
    assert.deepEqual(await codeOf(post(`/signals/${id}/moves`, out)), [409, 'surveillance.known-not-excluded']);
    const checked = await act(id, { kind: 'check', item: 'exclude-known', done: true, note: '支原体核酸阳性' });
    assert.deepEqual(
      checked.checklist?.filter(({ done }) => done).map(({ item }) => item),
      ['exclude-known'],
    );
    assert.equal((await act(id, { kind: 'verdict', outcome: 'false', reason: '支原体肺炎' })).signal.state, 'false');
  });

  await t.test(
    'signals about the same are offered and merged, the one that stays says so, and two at once do not wait forever',
    async () => {
      const [one, other] = [
        await raise({ reference: 'a', subject: 'syn-rash' }),
        await raise({ reference: 'b', subject: 'syn-rash' }),
      ];
      const detail = await read(one.id);
      assert.equal(detail.similar[0]?.id, other.id, 'the same subject first');
      const move = (from: SignalDetail['signal'], into: string) =>
        post(`/signals/${from.id}/moves`, { kind: 'merge', into, reason: '同一班级', version: 1 });
      const answers = await Promise.all([move(one, other.id), move(other, one.id)]);
      assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 409]);
      const stays = answers[0]?.statusCode === 200 ? other : one;
      const after = await read(stays.id);
      assert.deepEqual([after.merged.length, after.steps.at(-1)?.kind], [1, 'absorbed']);
      const [gone] = after.merged;
      assert.deepEqual([gone?.answeredAt, gone?.dueAt], [null, null], 'merged is not answered, and not waited for');
      const answered = async () => (await good<{ all: { signals: number; answered: number } }>(get('/figures'))).all;
      const before = await answered();
      await act(stays.id, { kind: 'verdict', outcome: 'unclear', reason: '电话未通' });
      const then = await answered();
      assert.equal(Math.round(then.signals * (then.answered - before.answered)), 2, 'both are answered with one verdict');
      assert.deepEqual(await codeOf(post(`/signals/${stays.id}/moves`, { kind: 'merge', into: stays.id, version: 3 })), [
        422,
        'surveillance.merge-itself',
      ]);
    },
  );

  await t.test('what is overdue stands first, and a county sees its own alone', async () => {
    const far = await raise({ reference: 'far', area: '220202' });
    await pool.query("update surveillance.signal set due_at = now() - interval '1 hour' where reference like '%/far'");
    const all = await list('?state=open');
    assert.equal(all.items[0]?.id, far.id);
    assert.equal(all.counts.overdue, 1);
    assert.deepEqual(
      (await list('?state=overdue')).items.map(({ id }) => id),
      [far.id],
    );
    assert.equal((await list('?q=%E9%A3%8E%E7%96%B9&state=open')).total, 0);
    assert.equal((await list('?subject=syn-rash&state=open')).total, 1);
    const headers = await county();
    const own = await list('', headers);
    const areas = [...new Set(own.items.map(({ area }) => area))];
    assert.equal(areas.length, 1);
    const elsewhere = all.items.find(({ area }) => area !== areas[0]);
    assert.ok(elsewhere);
    assert.deepEqual(await codeOf(get(`/signals/${elsewhere.id}`, undefined, headers)), [404, 'surveillance.unknown-signal']);
    const touched = post(`/signals/${elsewhere.id}/moves`, { kind: 'take', version: elsewhere.version }, headers);
    assert.deepEqual(await codeOf(touched), [404, 'surveillance.unknown-signal']);
    assert.deepEqual(await codeOf(get(`/signals?area=${elsewhere.area}`, undefined, headers)), [403, 'surveillance.other-area']);
  });

  await t.test('no text of a signal names anybody by a number, whoever sends it and however', async () => {
    const fieldsOf = async (answer: ReturnType<typeof post>) => {
      const { statusCode, body } = await answer;
      const { code, errors } = JSON.parse(body);
      assert.deepEqual([statusCode, code], [422, 'surveillance.names-somebody'], body);
      assert.ok(!/13812345678|220221195803121234/.test(body), 'the number is not told again');
      return errors.map(({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`);
    };
    const bad = { said: '家长 13812345678', evidence: { list: ['220221195803121234'] } };
    assert.deepEqual(await fieldsOf(post('/signals', { ...aSignal({ reference: 'named' }), ...bad }, program)), [
      'said mobile-number',
      'evidence.list.0 identity-number',
    ]);
    const form = { area: '220221', from: '2026-02-27', to: '2026-03-01', key: randomUUID(), place: '张家 138-1234-5678' };
    const answers = { absent: 3, symptoms: '发热，22022119580312123X' };
    assert.deepEqual(await fieldsOf(post('/forms/school-absence', { ...form, answers })), [
      'place mobile-number',
      'symptoms identity-number',
    ]);
    const { id } = await raise({ reference: 'unnamed' });
    const texts = {
      move: { kind: 'note', note: '已致电13812345678' },
      verdict: { kind: 'verdict', outcome: 'true', reason: bad.said },
    };
    assert.deepEqual(await fieldsOf(post(`/signals/${id}/moves`, { ...texts.move, version: 1 })), ['note mobile-number']);
    assert.deepEqual(await fieldsOf(post(`/signals/${id}/moves`, { ...texts.verdict, version: 1 })), ['reason mobile-number']);
    const header = 'area,place,from,to,absent\n';
    const file = `${header}220221,甲校 13812345678,2026-02-27,2026-03-01,12\n`;
    const looked = await good<FileResult>(
      post('/forms/school-absence/file', file, { ...officer, 'content-type': 'application/octet-stream' }),
    );
    assert.deepEqual(
      looked.faults.map(({ line, field, rule }) => [line, field, rule]),
      [[2, 'place', 'mobile-number']],
    );
    assert.equal((await read(id)).steps.length, 1, 'nothing was written');
  });

  await t.test('the export holds what is filtered, and the figures stand beside the published ones', async () => {
    const file = await get('/export?subject=syn-rash&lang=zh');
    assert.equal(file.statusCode, 200);
    assert.equal(file.body.split('\r\n').length, 4);
    assert.match(file.body, /三年级两个班/);
    const plain = await get('/export?subject=syn-rash&lang=zh', undefined, await viewer());
    assert.equal(plain.body.split('\r\n').length, 4);
    assert.doesNotMatch(plain.body, /三年级两个班|说明/, 'words are for those who judge signals');
    const figures = await good<{ all: { signals: number }; published: unknown[]; events: { phases: unknown[] } }>(
      get('/figures'),
    );
    assert.deepEqual([figures.all.signals, figures.published.length, figures.events.phases.length], [9, 3, 3]);
    await pool.query(
      `insert into surveillance.signal (id, channel, source, reference, area, subject, from_day, to_day, observed, level, state, raised_at, due_at, version)
       select gen_random_uuid(), 'sewage', 'api', n::text, '220281', 'sewage-finding', '2025-01-01', '2025-01-01', 1, 'alarm', 'closed',
              '2025-01-02', '2025-01-03', 1 from generate_series(1, 50001) n`,
    );
    const rows = (await get('/export?channel=sewage&lang=en')).body.trimEnd().split('\r\n');
    assert.equal(rows.length, 50_002);
    assert.match(rows.at(-1) ?? '', /There are more; these are the first 50000/);
    assert.deepEqual(await codeOf(get('/figures?from=1990-01-01')), [422, 'surveillance.period-reversed']);
  });
});

test('a signal follows its event without being asked', async (t) => {
  const { app, raise, read, act, officer } = await openSurveillance(t, true);
  const { id } = await raise();
  await act(id, { kind: 'verdict', outcome: 'true', reason: '属实' });
  const { signal } = await act(id, { title: '聚集', kind: 'infectious' }, '/event');
  const move = await app.server.app.inject({
    method: 'POST',
    url: `/api/emergency/events/${signal.event?.id}/moves`,
    headers: officer,
    payload: { to: 'discarded', reason: '实验室排除', version: 1 },
  });
  assert.equal(move.statusCode, 200, move.body);
  for (let round = 0; (await read(id)).signal.state !== 'closed'; round += 1) {
    assert.ok(round < 200, 'the signal never heard of its event');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const after = await read(id);
  assert.deepEqual(
    [after.signal.event?.state, after.steps.at(-1)?.kind, after.steps.at(-1)?.by],
    ['discarded', 'event-state', null],
  );
});
