import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { History, TaskDetail, TaskList } from '../contract.ts';
import { openTasks } from '../fixtures/open-tasks.ts';

test('the parts of a task: milestones, files, links', async (t) => {
  const { viewer, lamp, read, codeOf, get, post, patch, remove } = await openTasks(t);

  await t.test('milestones are the progress; those of the plan stay, those of people go', async () => {
    const [glass] = (await read()).milestones;
    assert.ok(glass);
    const reached = await patch(`${lamp}/milestones/${glass.id}`, { version: glass.version, doneOn: '2026-06-01' });
    assert.equal(reached.json<TaskDetail>().task.percent, 50);
    assert.deepEqual(await codeOf(patch(`${lamp}/milestones/${glass.id}`, { version: glass.version, doneOn: null })), [
      409,
      'tasks.changed-meanwhile',
    ]);
    assert.deepEqual(await codeOf(remove(`${lamp}/milestones/${glass.id}`)), [409, 'tasks.milestone-of-plan']);
    const added = await post(`${lamp}/milestones`, { title: { zh: '通电', en: 'Connect' }, due: null });
    const own = added.json<TaskDetail>().milestones.find(({ title }) => title.zh === '通电');
    assert.equal(added.json<TaskDetail>().task.percent, 33);
    assert.equal((await remove(`${lamp}/milestones/${own?.id}`)).json<TaskDetail>().task.percent, 50);
    assert.deepEqual(await codeOf(remove(`${lamp}/milestones/${own?.id}`)), [404, 'tasks.unknown-part']);
  });

  await t.test('files are checked, kept byte for byte, handed out under their name, and removed', async () => {
    const bytes = Buffer.from('%PDF-1.7 松花');
    const content = bytes.toString('base64');
    assert.deepEqual(await codeOf(post(`${lamp}/attachments`, { name: 'a.exe', content })), [422, 'tasks.file-kind']);
    assert.deepEqual(await codeOf(post(`${lamp}/attachments`, { name: 'a.png', content })), [422, 'tasks.file-not-what-it-says']);
    assert.equal((await post(`${lamp}/attachments`, { name: 'a.pdf', content: '%%%' })).statusCode, 400);
    assert.deepEqual(await codeOf(post(`${lamp}/attachments`, { name: 'a.pdf', content: '' })), [422, 'tasks.file-empty']);
    const large = Buffer.alloc(10 * 1024 * 1024 + 1, 'x').toString('base64');
    assert.deepEqual(await codeOf(post(`${lamp}/attachments`, { name: 'a.txt', content: large })), [413, 'tasks.file-too-large']);
    const added = await post(`${lamp}/attachments`, { name: '批复.pdf', content });
    const [file] = added.json<TaskDetail>().attachments;
    assert.deepEqual([file?.name, file?.size, file?.by], ['批复.pdf', bytes.length, '示例规划员']);
    const got = await get(`${lamp}/attachments/${file?.id}`, viewer);
    assert.deepEqual(got.rawPayload, bytes);
    assert.equal(got.headers['content-type'], 'application/pdf');
    assert.match(String(got.headers['content-disposition']), /^attachment; .*%E6%89%B9%E5%A4%8D\.pdf/);
    assert.deepEqual(await codeOf(get(`/tasks/harbour.keeper.220221/attachments/${file?.id}`)), [404, 'tasks.unknown-part']);
    assert.deepEqual((await remove(`${lamp}/attachments/${file?.id}`)).json<TaskDetail>().attachments, []);
    const [entry] = (await get(`${lamp}/history`)).json<History>().items;
    assert.match(JSON.stringify(entry), /批复\.pdf.*sha256/);
  });

  await t.test('links are added and removed', async () => {
    const added = await post(`${lamp}/links`, { url: 'https://example.org/a', title: '公告' });
    const [one] = added.json<TaskDetail>().links;
    assert.equal(one?.title, '公告');
    assert.deepEqual((await remove(`${lamp}/links/${one?.id}`)).json<TaskDetail>().links, []);
    assert.deepEqual(await codeOf(remove(`${lamp}/links/${one?.id}`)), [404, 'tasks.unknown-part']);
  });

  await t.test(
    'of a closed task neither a field nor a milestone changes before it is opened again, nor is it given',
    async () => {
      const made = await post('/tasks', { title: { zh: '清淤', en: 'Dredge' }, areas: ['220202'], due: '2199-01-31' });
      const path = `/tasks/${made.json<{ items: TaskList['items'] }>().items[0]?.id}`;
      const step = { title: { zh: '租船', en: 'Hire a boat' } };
      const [milestone] = (await post(`${path}/milestones`, step)).json<TaskDetail>().milestones;
      assert.ok(milestone);
      const at = `${path}/milestones/${milestone.id}`;
      const edit = async (changes: object, reason?: string) =>
        patch(path, { version: (await read(path)).task.version, changes, ...(reason && { reason }) });
      assert.equal((await edit({ state: 'in-progress' })).statusCode, 200);
      assert.equal((await edit({ state: 'done' })).statusCode, 200);
      const closed = [409, 'tasks.closed'];
      const { id, version } = (await read(path)).task;
      assert.deepEqual(await codeOf(post('/give', { items: [{ id, version }], changes: { due: '2199-01-31' } })), closed);
      assert.deepEqual(await codeOf(edit({ due: '2199-02-28', state: 'done' })), closed);
      assert.deepEqual(await codeOf(post(`${path}/milestones`, step)), closed);
      assert.deepEqual(await codeOf(patch(at, { version: milestone.version, doneOn: '2026-06-01' })), closed);
      assert.deepEqual(await codeOf(remove(at)), closed);
      assert.deepEqual([(await read(path)).task.due, (await read(path)).milestones], ['2199-01-31', [milestone]]);
      assert.equal((await edit({ state: 'in-progress' }, '又淤了')).statusCode, 200);
      assert.equal((await remove(at)).statusCode, 200);
    },
  );
});
