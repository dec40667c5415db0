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

test('what is asked of a change outlives what else is decided: nothing is lost by taking back, nor asked twice', async (t) => {
  const { register, link, people, get, post } = await openIdentity(t);
  const open = async (query = '') => (await get(`/reviews${query}`)).json<ReviewList>().items;
  const undo = async (id: string) => {
    const answer = await post(`/decisions/${id}/undo`, { reason: '看错了' });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<Decided>().decision.id;
  };
  const stays = async (of: string) => {
    const review = (await open('?kind=drift')).find(({ drifted }) => drifted === of);
    const answer = await post(`/reviews/${review?.id}/decide`, { outcome: 'link', reason: '看过证件', version: review?.version });
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json<Decided>().decision.id;
  };
  const { number: _, phone: __, ...little } = li;
  await register('li1', { ...li, institution: 'h1' });
  await register('li2', { ...little, address: '吉林市龙潭区遵义路街道2号楼', institution: 'h2' });
  await link();
  const asked = (await open()).find(({ one, other }) => `${one.patient} ${other.patient}` === 'li1 li2');
  const first = asked
    ? await post(`/reviews/${asked.id}/decide`, { outcome: 'link', reason: '同一人', version: asked.version })
    : await post('/people/link', { patients: ['li1', 'li2'], reason: '同一人' });
  assert.equal(first.statusCode, 200, first.body);
  assert.ok(asked, 'name and birthday alone are asked about');
  const linked = first.json<Decided>().decision.id;

  await t.test(
    'a drift takes the place of no other question: a link taken back asks of the pair again, and put back of the drift',
    async () => {
      await register('li2', { ...little, number: otherNumber, institution: 'h2' });
      await link();
      assert.deepEqual(
        (await open()).map(({ kind, drifted }) => [kind, drifted]),
        [['drift', 'li2']],
      );
      const undone = await undo(linked);
      assert.deepEqual(
        (await open()).map(({ kind, id }) => [kind, id]),
        [['pair', asked.id]],
      );
      await undo(undone);
      assert.deepEqual(await people(), [['li1', 'li2']]);
      assert.deepEqual(
        (await open()).map(({ kind, drifted }) => [kind, drifted]),
        [['drift', 'li2']],
      );
    },
  );

  await t.test('what contradicts first is still said when something else contradicts next', async () => {
    await register('li2', { ...little, number: otherNumber, sex: 'male', institution: 'h2' });
    await link();
    const [review] = await open('?kind=drift');
    assert.deepEqual(
      ['different-numbers', 'other-sex'].filter((veto) => !review?.vetoes.includes(veto)),
      [],
      String(review?.vetoes),
    );
    await register('li1', { ...li, sex: 'male', born: '1958-12-12', number: numberOf('1958-12-12', 331), institution: 'h1' });
    await link();
    assert.deepEqual(
      (await open('?kind=drift')).map(({ drifted }) => drifted).sort(),
      ['li1', 'li2'],
      'the other’s change is a question of its own',
    );
    await register('li1', { ...li, institution: 'h1' });
    await link();
  });

  await t.test('an older answer that is taken back opens nothing that a newer one has settled', async () => {
    await stays('li1');
    const older = await stays('li2');
    assert.deepEqual(await open('?kind=drift'), []);
    await register('li2', { ...little, number: numberOf('1958-03-12', 328), institution: 'h2' });
    await link();
    const newer = await stays('li2');
    await undo(older);
    assert.deepEqual(await open('?kind=drift'), []);
    await undo(newer);
    assert.equal((await open('?kind=drift')).length, 1);
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
