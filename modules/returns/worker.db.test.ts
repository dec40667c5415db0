import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openReturns } from './fixtures/open-returns.ts';

test('a server checks an uploaded file by itself, accepts and undoes it, and tells how far it is', async (t) => {
  const { upload, detail, step, server } = await openReturns(t, { events: true });
  const settled = async (id: string) => {
    for (let tries = 0; tries < 200; tries += 1) {
      const found = await detail(id);
      if (found.work?.endedAt) return found;
      await wait(50);
    }
    throw new Error('the work never ended');
  };
  const file = '机构,人员编号,姓名,人员类别\r\nh-3,A1,王一,nurse\r\n';
  const sent = await upload(file, { kind: 'staff', area: '220281', year: 2024, name: 'a.csv' });
  assert.equal(sent.statusCode, 200, sent.body);
  const { id, work } = sent.json<{ id: string; work: { what: string; phase: string } }>();
  assert.deepEqual([work.what, work.phase], ['check', 'waiting']);
  server.wake();
  const draft = await settled(id);
  assert.deepEqual([draft.work?.phase, draft.checked?.created, draft.work?.total], ['done', 1, 1]);
  const submitted = await step(id, 'submit', { version: draft.version, state: draft.state });
  assert.equal(submitted.statusCode, 200);
  await step(id, 'accept', { version: draft.version + 1, state: 'submitted' });
  const accepted = await settled(id);
  assert.equal(accepted.state, 'accepted');
  await step(id, 'undo', { version: accepted.version, state: 'accepted', reason: '试验' });
  assert.equal((await settled(id)).state, 'undone');
});
