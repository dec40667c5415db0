import assert from 'node:assert/strict';
import { test } from 'node:test';
import JSZip from 'jszip';
import type {
  Board,
  NoticeProposal,
  PlanList,
  Received,
  Situation,
  Supply,
  SupplyDetail,
  SupplyList,
  Team,
  TeamList,
} from './contract.ts';
import { ago, openEmergency } from './fixtures/open-emergency.ts';

test('responding to an event, through HTTP', async (t) => {
  const { pool, viewer, post, get, put, patch, remove, read, act, open, officer, respond, codeOf, counts, escalateAt } =
    await openEmergency(t);
  const { id } = await open();
  const begun = await respond(id);
  const [first] = begun.tasks;
  assert.ok(first);

  await t.test(
    'starting a plan gives its tasks for the level, each with its deadline; nothing starts twice under an old version',
    async () => {
      assert.equal(begun.event.state, 'responding');
      assert.ok(begun.tasks.length > 5 && begun.tasks.every(({ state }) => state === 'waiting'));
      const started = Date.parse(begun.responses[0]?.startedAt ?? '');
      const report = begun.tasks.find(({ template }) => template === 'report-government');
      assert.equal(Date.parse(report?.dueAt ?? ''), started + 2 * 3_600_000);
      assert.ok(!begun.tasks.some(({ template }) => template === 'funds'), 'what is for levels I and II is not given at IV');
      assert.deepEqual(await codeOf(post(`/events/${id}/responses`, { plan: 'poisoning', version: 3 })), [
        409,
        'emergency.changed-meanwhile',
      ]);
      assert.deepEqual(await codeOf(post(`/events/${id}/responses`, { plan: 'infectious', version: 4 })), [
        422,
        'emergency.plan-for-others',
      ]);
      assert.deepEqual(await codeOf(post(`/events/${id}/responses`, { plan: 'nowhere', version: 4 })), [
        404,
        'emergency.unknown-plan',
      ]);
    },
  );

  await t.test('a task is taken and done, by whom and when; past its deadline it is counted as late', async () => {
    const path = `/events/${id}/tasks/${first.id}`;
    assert.deepEqual(await codeOf(post(path, { to: 'done' }, viewer)), [403, 'kernel.not-permitted']);
    const taken = (await post(path, { to: 'acknowledged', percent: 20, note: '已到现场' })).json<Board>();
    const task = taken.tasks.find((one) => one.id === first.id);
    assert.deepEqual([task?.state, task?.percent, task?.acknowledgedBy], ['acknowledged', 20, '示例规划员']);
    await pool.query("update emergency.task set due_at = due_at - interval '3 hours' where event = $1", [id]);
    const late = await read(id);
    assert.ok(late.event.tasks.late >= 1 && late.tasks.some(({ lateHours }) => lateHours > 0));
    const done = (await post(path, { to: 'done' })).json<Board>();
    assert.equal(done.event.tasks.done, 1);
    assert.deepEqual(await codeOf(post(path, { to: 'done' })), [409, 'emergency.task-over']);
    assert.deepEqual(await codeOf(post(`/events/${id}/tasks/${id}`, { to: 'done' })), [404, 'emergency.unknown-task']);
  });

  await t.test('raising the level and adjusting the response keeps what was done and adds what is new', async () => {
    await act(id, '/reports', {
      kind: 'progress',
      asOf: ago(0.5),
      ...counts,
      cases: 120,
      measures: '封存食堂',
      needs: '需省级毒物专家',
    });
    await act(id, '/gradings', { level: 'III', reason: '超过 100 人', version: 5 });
    const raised = await act(id, '/responses', { plan: 'poisoning', version: 6 });
    assert.equal(raised.responses.length, 2);
    assert.equal(raised.tasks.filter(({ template }) => template === first.template).length, 1);
    assert.ok(raised.tasks.some(({ template, state }) => template === 'headquarters' && state === 'waiting'));
    assert.deepEqual(
      raised.log.map(({ kind }) => kind).filter((kind) => kind.startsWith('response')),
      ['response-started', 'response-adjusted'],
    );
  });

  await t.test('a team is called up; who has not answered in time is carried up once', async () => {
    const made = await post('/teams', { name: '市中毒处置队', kind: 'team', area: '220200' });
    const team = made.json<Team>();
    assert.deepEqual(team.lacks, ['medical', 'control', 'laboratory', 'management']);
    assert.deepEqual(await codeOf(post(`/events/${id}/calls`, { team: team.id, message: '速到' })), [
      422,
      'emergency.team-empty',
    ]);
    await post(`/teams/${team.id}/members`, { name: '甲', profession: 'medical', phone: '139', lead: true });
    const { members } = (await post(`/teams/${team.id}/members`, { name: '乙', profession: 'laboratory' })).json<Team>();
    const called = (await post(`/events/${id}/calls`, { team: team.id, message: '速到永吉', minutes: 15 })).json<Board>()
      .calls[0];
    assert.ok(called && members[0]);
    assert.equal(Date.parse(called.answerBy) - Date.parse(called.at), 15 * 60_000);
    await post(`/events/${id}/calls/${called.id}/members/${members[0].id}`, { answer: 'coming' });
    await escalateAt(new Date(called.answerBy));
    assert.ok(
      (await read(id)).calls[0]?.called.every(({ escalatedAt }) => escalatedAt === null),
      'in the last moment there is still time',
    );
    for (const more of [1, 60_000]) await escalateAt(new Date(Date.parse(called.answerBy) + more));
    const seen = (await get(`/events/${id}`, undefined, viewer)).json<Board>();
    assert.ok(
      seen.calls[0]?.called.every(({ phone }) => phone === null),
      'a viewer is given no phone numbers',
    );
    assert.ok(seen.pool.teams.every((one) => one.members.every(({ phone }) => phone === null)));
    const board = await read(id);
    assert.equal(board.calls[0]?.called[0]?.phone, '139');
    assert.deepEqual(
      board.calls[0]?.called.map(({ name, answer, escalatedAt }) => [name, answer, escalatedAt !== null]),
      [
        ['甲', 'coming', false],
        ['乙', null, true],
      ],
    );
    const escalated = board.log.filter(({ kind }) => kind === 'call-escalated');
    assert.deepEqual([escalated.length, escalated[0]?.by], [1, null]);
    assert.equal((await pool.query("select 1 from events.outbox where type = 'emergency.call-escalated'")).rowCount, 1);
  });

  await t.test('a rota shows when nobody is on call; somebody who rests is not put down', async () => {
    const [team] = (await get('/teams?from=2026-03-02')).json<TeamList>().items;
    assert.ok(team?.members[0]);
    assert.equal(team.rota.gaps.length, 1);
    const member = team.members[0].id;
    const duty = { member, from: '2026-03-02T00:00:00+08:00', until: '2026-03-05T08:00:00+08:00' };
    await post(`/teams/${team.id}/duties`, duty);
    const rota = (await get('/teams?from=2026-03-02')).json<TeamList>().items[0]?.rota;
    assert.deepEqual(rota?.gaps, [{ from: '2026-03-05T00:00:00.000Z', until: '2026-03-08T16:00:00.000Z' }]);
    assert.deepEqual(await codeOf(post(`/teams/${team.id}/duties`, { ...duty, until: duty.from })), [
      422,
      'emergency.duty-length',
    ]);
    await remove(`/teams/${team.id}/duties/${rota?.duties[0]?.id}`);
    assert.equal((await get('/teams?from=2026-03-02')).json<TeamList>().items[0]?.rota.duties.length, 0);
    await patch(`/teams/${team.id}/members/${member}`, { active: false });
    assert.deepEqual(await codeOf(post(`/teams/${team.id}/duties`, duty)), [404, 'emergency.unknown-member']);
    assert.deepEqual(await codeOf(post('/teams', { name: '队', kind: 'team', area: '220200' }, viewer)), [
      403,
      'kernel.not-permitted',
    ]);
  });

  await t.test(
    'supplies move in and out with the event’s log; two who take the last pieces at once do not both get them',
    async () => {
      const draft = { name: '解毒药品', category: 'medicine', unit: '份', area: '220200', place: '市应急仓库', minimum: 20 };
      const { supply } = (await post('/supplies', draft)).json<SupplyDetail>();
      const move = (body: object) => post(`/supplies/${supply.id}/movements`, { lot: 'A1', expiry: '2199-01-31', ...body });
      assert.deepEqual((await move({ kind: 'in', quantity: 30 })).json<SupplyDetail>().supply.warnings, []);
      const taken = await Promise.all([20, 20].map((quantity) => move({ kind: 'out', quantity, event: id })));
      assert.deepEqual(taken.map(({ statusCode }) => statusCode).sort(), [200, 409]);
      const list = (await get('/supplies?warned=true')).json<SupplyList>();
      assert.deepEqual(
        list.items.map(({ usable, warnings }: Supply) => [usable, warnings]),
        [[10, ['below-minimum']]],
      );
      assert.equal((await read(id)).log.filter(({ kind }) => kind === 'supply-moved').length, 1);
      const { movements } = (await get(`/supplies/${supply.id}`)).json<SupplyDetail>();
      assert.deepEqual(
        movements.map(({ kind, quantity }) => [kind, quantity]),
        [
          ['out', 20],
          ['in', 30],
        ],
      );
      assert.deepEqual(await codeOf(move({ kind: 'in', quantity: 1, expiry: '2020-01-01', lot: 'B' })), [
        422,
        'emergency.expired',
      ]);
      const nowhere = { kind: 'out', quantity: 1, event: supply.id };
      assert.deepEqual(await codeOf(move(nowhere)), [404, 'emergency.unknown-event']);
      await assert.rejects(pool.query('update emergency.lot set quantity = -1'), /check/);
      await assert.rejects(pool.query('delete from emergency.movement'), /never changed/);
    },
  );

  await t.test(
    'a bulletin is drafted from the data, approved, sent to departments and institutions, and acknowledged by them',
    async () => {
      const cdc = await officer();
      const proposed = (await get(`/events/${id}/notice-draft?audience=departments`)).json<NoticeProposal>();
      assert.match(proposed.body, /永吉县.*报告病例 120 例，死亡 0 例.*任务与时限：/s);
      const draft = { audience: 'departments', title: proposed.title, body: proposed.body };
      assert.deepEqual(await codeOf(post(`/events/${id}/notices`, draft)), [422, 'emergency.no-recipient']);
      const nowhere = { ...draft, institutions: ['nowhere'] };
      assert.deepEqual(await codeOf(post(`/events/${id}/notices`, nowhere)), [404, 'emergency.unknown-institution']);
      const drafted = (await post(`/events/${id}/notices`, { ...draft, departments: ['cdc', 'education'] }, cdc)).json<Board>();
      const [notice] = drafted.notices;
      assert.deepEqual([notice?.state, notice?.decidedBy, notice?.to.length], ['draft', null, 2]);
      assert.equal((await get('/received', undefined, cdc)).json<Received>().items.length, 0, 'a draft reaches nobody');
      const path = `/events/${id}/notices/${notice?.id}`;
      assert.deepEqual(await codeOf(post(path, { to: 'sent' }, cdc)), [403, 'kernel.not-permitted']);
      await act(id, path.replace(`/events/${id}`, ''), { to: 'sent' });
      assert.deepEqual(await codeOf(post(path, { to: 'withdrawn' })), [409, 'emergency.notice-decided']);
      const waiting = (await get('/received', undefined, cdc)).json<Received>();
      assert.deepEqual([waiting.waiting, waiting.items[0]?.title, waiting.items[0]?.to[0]?.zh], [1, proposed.title, '疾控']);
      assert.deepEqual(await codeOf(get('/received', undefined, viewer)), [403, 'kernel.not-permitted']);
      assert.deepEqual(await codeOf(post(`/received/${notice?.id}/acknowledge`, {})), [404, 'emergency.unknown-notice']);
      const [first, second] = await Promise.all([1, 2].map(() => post(`/received/${notice?.id}/acknowledge`, {}, cdc)));
      assert.deepEqual([first?.statusCode, second?.statusCode, first?.json<Received>().waiting], [200, 200, 0]);
      await act(id, `/notices/${notice?.id}/acknowledgements`, { kind: 'department', code: 'education', by: '教育局值班室' });
      const after = await read(id);
      assert.deepEqual(
        after.notices[0]?.to.map(({ code, acknowledgedBy }) => [code, acknowledgedBy]),
        [
          ['cdc', '示例疾控员'],
          ['education', '教育局值班室'],
        ],
      );
      const kinds = after.log.map(({ kind }) => kind).filter((kind) => kind.startsWith('notice'));
      assert.deepEqual(kinds, ['notice-drafted', 'notice-issued', 'notice-acknowledged', 'notice-acknowledged'], 'each once');
      const text = (await get(path)).json<Situation>();
      assert.match(text.line, /批准：示例规划员/);
      assert.match(JSON.stringify(text.sections), /疾控、教育/);
      assert.match(String((await get(`${path}/document`)).headers['content-type']), /wordprocessingml/);
    },
  );

  await t.test('the situation report says what the data say, on the page and as a DOCX file', async () => {
    const sent = await act(id, '/notices', { audience: 'public', title: '饮食安全提示', body: '请勿食用…' });
    await act(id, `/notices/${sent.notices.at(-1)?.id}`, { to: 'sent' });
    const report = (await get(`/events/${id}/situation`)).json<Situation>();
    assert.match(report.line, /较大（Ⅲ级） · 应急响应中 · 累计病例 120 例，死亡 0 例/);
    const text = report.sections.flatMap(({ paragraphs }) => paragraphs).join('\n');
    for (const said of [/封存食堂/, /需省级毒物专家/, /2 人中 1 人应答到场/, /《饮食安全提示》/, /解毒药品.*可用 10 份/])
      assert.match(text, said);
    const file = await get(`/events/${id}/situation/document`);
    assert.match(String(file.headers['content-type']), /wordprocessingml/);
    const zip = await JSZip.loadAsync(file.rawPayload);
    const xml = (await zip.file('word/document.xml')?.async('string')) ?? '';
    for (const said of ['态势报告', '封存食堂', '120', 'w:eastAsia="仿宋"', 'w:eastAsia="黑体"'])
      assert.ok(xml.includes(said), said);
    const english = (await get(`/events/${id}/situation?lang=en`)).json<Situation>();
    assert.match(english.line, /^Level III/);
  });

  await t.test(
    'a response ends when its conditions are met, the event closes with its closing report, and then nothing more is written',
    async () => {
      const before = await read(id);
      const { version } = before.event;
      const end = (met: string[]) => post(`/events/${id}/responses/end`, { met, reason: '专家评估通过', version });
      assert.deepEqual(await codeOf(end(['hazard-gone'])), [422, 'emergency.conditions-open']);
      const ended = (await end((before.plan?.termination ?? []).map((one) => one.id))).json<Board>();
      assert.ok(ended.event.state === 'ended' && ended.tasks.every(({ state }) => state === 'done' || state === 'cancelled'));
      assert.deepEqual(await codeOf(end([])), [409, 'emergency.changed-meanwhile']);
      const move = { to: 'closed', version: version + 1 };
      assert.deepEqual(await codeOf(post(`/events/${id}/moves`, move)), [422, 'emergency.report-missing']);
      await act(id, '/reports', { kind: 'closing', asOf: ago(0), ...counts, cases: 118 });
      assert.deepEqual(
        await codeOf(post(`/events/${id}/responses`, { plan: 'poisoning', version: version + 2 })),
        [409, 'emergency.closing-reported'],
        'a response that could never be reported on does not start',
      );
      const closed = await act(id, '/moves', { ...move, version: version + 2 });
      assert.deepEqual([closed.event.state, closed.mayReport, closed.mayCommand], ['closed', false, false]);
      assert.deepEqual(await codeOf(post(`/events/${id}/log`, { text: '补记' })), [409, 'emergency.event-over']);
    },
  );

  await t.test('a response that starts again after one has ended begins with none of its tasks done', async () => {
    const again = await open();
    const run = await respond(again.id);
    const [task] = run.tasks;
    assert.ok(task && run.plan);
    await act(again.id, `/tasks/${task.id}`, { to: 'done' });
    const met = run.plan.termination.map((one) => one.id);
    await pool.query("update emergency.task set due_at = due_at - interval '90 days' where event = $1", [again.id]);
    const ended = await act(again.id, '/responses/end', { met, reason: '评估', version: 4 });
    const lapsed = ended.tasks.filter(({ state }) => state === 'cancelled');
    assert.ok(
      lapsed.length > 0 && lapsed.every(({ lateHours }) => lateHours > 0),
      'how late it was when the response ended is kept',
    );
    assert.equal(ended.event.tasks.late, 0);
    const restarted = await act(again.id, '/responses', { plan: 'poisoning', version: 5 });
    const same = restarted.tasks.filter(({ template }) => template === task.template);
    assert.deepEqual(same.map(({ state }) => state).sort(), ['done', 'waiting']);
    const adjusted = await act(again.id, '/responses', { plan: 'poisoning', version: 6 });
    assert.equal(adjusted.tasks.filter(({ template }) => template === task.template).length, 2, 'adjusting makes none twice');
  });

  await t.test('a plan is revised as a new version; a revision of an older one is refused, and gaps are told', async () => {
    const { items, gaps } = (await get('/plans')).json<PlanList>();
    assert.deepEqual([items.length, gaps], [3, []]);
    const plan = items.find((one) => one.id === 'poisoning');
    assert.ok(plan);
    const { id: _, at: __, by: ___, reviewDue: ____, reviewLate: _____, ...body } = plan;
    const revised = { ...body, tasks: body.tasks.filter(({ levels }) => !levels.includes('IV')) };
    const answer = await put('/plans/poisoning', revised);
    assert.equal(answer.statusCode, 200, answer.body);
    assert.deepEqual(answer.json<PlanList>().gaps, [
      { kind: 'food-poisoning', levels: ['IV'] },
      { kind: 'occupational-poisoning', levels: ['IV'] },
    ]);
    assert.deepEqual(await codeOf(put('/plans/poisoning', revised)), [409, 'emergency.plan-changed-meanwhile']);
    const twice = { ...revised, version: 2, tasks: [...revised.tasks, ...revised.tasks] };
    assert.deepEqual(await codeOf(put('/plans/poisoning', twice)), [422, 'emergency.twice-in-plan']);
    assert.equal((await pool.query("select 1 from emergency.plan where id = 'poisoning'")).rowCount, 2);
  });
});
