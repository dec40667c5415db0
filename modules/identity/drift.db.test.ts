import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Decided, ReviewDetail, ReviewList } from './contract.ts';
import { li, numberOf, openIdentity } from './fixtures/open-identity.ts';

const otherNumber = numberOf('1958-03-12', 326);

test('a registration that changes until it contradicts its person is laid before people, and taken apart by nobody else', async (t) => {
  const { register, link, people, get, post, pool } = await openIdentity(t);
  for (const [id, institution] of [
    ['li1', 'h1'],
    ['li2', 'h2'],
    ['li3', 'h3'],
  ] as const)
    await register(id, { ...li, institution });
  await link();
  const all = [['li1', 'li2', 'li3']];
  assert.deepEqual(await people(), all);
  const open = async (query = '') => (await get(`/reviews${query}`)).json<ReviewList>().items;
  const change = async (id: string, said: object) => {
    await register(id, { ...li, institution: 'h2', ...said });
    await link();
  };
  const decide = async (outcome: 'link' | 'apart') => {
    const [review] = await open();
    return post(`/reviews/${review?.id}/decide`, { outcome, reason: '看过证件', version: review?.version });
  };

  await t.test('a new phone or a slip of the pen is nothing to ask about', async () => {
    await change('li2', { phone: '13804320000' });
    await change('li2', { name: '李秀蓝' });
    assert.deepEqual(await open(), []);
  });

  await t.test('another valid number is: one question, with what contradicts, and the person stays one', async () => {
    await change('li2', { number: otherNumber });
    assert.deepEqual(await people(), all);
    const [review, ...more] = await open('?kind=drift');
    assert.deepEqual([review?.kind, review?.drifted, more, await open('?kind=pair')], ['drift', 'li2', [], []]);
    assert.ok(review?.vetoes.includes('different-numbers'), String(review?.vetoes));
    const detail = (await get(`/reviews/${review?.id}`)).json<ReviewDetail>();
    assert.equal(detail.one.person, detail.other.person);
    const { rows } = await pool.query(
      `select payload->>'review' as review from events.outbox where type = 'identity.review-opened' order by seq desc limit 1`,
    );
    assert.deepEqual(rows, [{ review: review?.id }]);
    await change('li2', { number: otherNumber, phone: '13804320001' });
    assert.deepEqual(
      (await open()).map(({ id }) => id),
      [review?.id],
    );
    await register('li4', { ...li, institution: 'h3' });
    await link();
    assert.deepEqual(
      (await open('?kind=drift')).map(({ id }) => id),
      [review?.id],
      'what else is decided of the person settles nothing',
    );
  });

  await t.test('it is withdrawn when the registration says again what it said', async () => {
    await change('li2', {});
    assert.deepEqual(await open('?kind=drift'), []);
    await change('li2', { number: otherNumber });
    assert.equal((await open('?kind=drift')).length, 1);
  });

  await t.test(
    'somebody says that it is one person all the same: written down, asked no more until it changes again',
    async () => {
      const answer = await decide('link');
      assert.equal(answer.statusCode, 200, answer.body);
      const { decision } = answer.json<Decided>();
      assert.deepEqual([decision.kind, decision.before], ['link', decision.after]);
      assert.deepEqual(await open(), []);
      await change('li2', { number: otherNumber, phone: '13804320002' });
      assert.deepEqual(await open(), []);
      assert.equal((await post(`/decisions/${decision.id}/undo`, { reason: '再看一次' })).statusCode, 200);
      assert.equal((await open()).length, 1, 'taken back, it is to be answered again');
    },
  );

  await t.test('somebody says that they are two: the changed one is taken out, and back again with the question', async () => {
    const answer = await decide('apart');
    assert.equal(answer.statusCode, 200, answer.body);
    const { decision, people: now } = answer.json<Decided>();
    assert.ok(now.some(({ members }) => members.join() === 'li2'));
    assert.deepEqual(await open(), []);
    assert.equal((await post(`/decisions/${decision.id}/undo`, { reason: '看错了' })).statusCode, 200);
    assert.ok((await people()).some((one) => one.includes('li1') && one.includes('li2')));
    assert.equal((await open()).length, 1);
  });
});

test('what people linked knowing that it contradicts is not asked about again when something else changes', async (t) => {
  const { register, link, people, get, post } = await openIdentity(t);
  await register('li1', li);
  await register('li2', { ...li, number: otherNumber, institution: 'h2' });
  await link();
  assert.equal((await post('/people/link', { patients: ['li1', 'li2'], reason: '本人换过证件' })).statusCode, 200);
  await register('li2', { ...li, number: otherNumber, phone: '13804320000', institution: 'h2' });
  await link();
  assert.deepEqual(await people(), [['li1', 'li2']]);
  assert.deepEqual((await get('/reviews')).json<ReviewList>().items, []);
});
