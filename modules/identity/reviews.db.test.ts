import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { PeopleList, ReviewDetail, ReviewItem, ReviewList } from './contract.ts';
import { li, numberOf, openIdentity } from './fixtures/open-identity.ts';

const subject = (id: string) => ({ subject: { reference: `Patient/${id}` } });
const dayIn = (days: number): string => new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);

/** The index with one pair that waits for somebody: the same woman under two valid numbers. */
async function openWithReview(t: TestContext) {
  const app = await openIdentity(t);
  await app.register('li1', li);
  await app.register('li2', { ...li, number: numberOf('1958-03-12', 326), institution: 'h2' });
  await app.link();
  const list = async (query = '') => (await app.get(`/reviews${query}`)).json<ReviewList>();
  const [review] = (await list()).items;
  assert.ok(review);
  return { ...app, list, review };
}

test('a review is laid aside until a day, found there, and waits again by itself', async (t) => {
  const { get, post, list, review, pool, register, link, signInAs } = await openWithReview(t);
  const version = async () => (await get(`/reviews/${review.id}`)).json<ReviewDetail>().version;
  const defer = async (body: object, headers?: Record<string, string>) => {
    const answer = await post(`/reviews/${review.id}/defer`, body, headers);
    return { status: answer.statusCode, ...answer.json<Partial<ReviewItem> & { code?: string }>() };
  };
  const counts = async () => {
    const { counts: said } = await list();
    return [said.open, said.deferred];
  };

  await t.test('by who may decide, on the version that was seen, until a day that can come', async () => {
    const doctor = await signInAs('doctor', 'songhua-doctor');
    const asked = { until: dayIn(3), version: await version() };
    assert.deepEqual([(await defer(asked, {})).status, (await defer(asked, doctor)).status], [401, 403]);
    for (const wrong of [{ until: 'soon' }, { until: '2026-02-30' }, { version: 0 }, { until: undefined }, { why: 'x' }])
      assert.equal((await defer({ ...asked, ...wrong })).status, 400, JSON.stringify(wrong));
    for (const until of [dayIn(0), dayIn(-3), dayIn(91), '9999-12-31']) {
      const { status, code } = await defer({ ...asked, until });
      assert.deepEqual([status, code], [422, 'identity.unfit-day'], until);
    }
    const stale = await defer({ ...asked, version: 99 });
    assert.deepEqual([stale.status, stale.code], [409, 'identity.review-changed']);
    const none = await post('/reviews/00000000-0000-4000-8000-000000000000/defer', asked);
    assert.equal(none.statusCode, 404);
    assert.deepEqual(await counts(), [1, 0], 'nothing of it was done');
  });

  await t.test('it is not in the queue meanwhile, and says by whom and until when', async () => {
    const said = await defer({ until: dayIn(3), version: await version() });
    assert.deepEqual([said.status, said.state, said.deferred?.by.name], [200, 'open', '示例注册员']);
    assert.equal(said.deferred?.until, new Date(`${dayIn(3)}T00:00:00+08:00`).toISOString());
    assert.deepEqual([await counts(), (await list()).items.length], [[0, 1], 0]);
    const [there] = (await list('?state=deferred')).items;
    assert.deepEqual([there?.id, there?.deferred], [review.id, said.deferred]);
    assert.match((await get('/reviews/export?state=deferred')).body, new RegExp(String(said.deferred?.until)));
    assert.equal((await get('/people?review=true')).json<PeopleList>().total, 2, 'who has an open review still has it');
    const { rows } = await pool.query(`select payload from events.outbox where type = 'identity.review-deferred'`);
    assert.deepEqual(rows, [{ payload: { review: review.id, until: said.deferred?.until } }]);
  });

  await t.test(
    'it comes back when the day has come, when somebody takes it back, and when one of the two says something new',
    async () => {
      await pool.query(`update identity.review set later_until = now() - interval '1 second'`);
      assert.deepEqual([await counts(), (await list()).items[0]?.deferred], [[1, 0], null]);
      await defer({ until: dayIn(1), version: await version() });
      assert.deepEqual(await counts(), [0, 1]);
      assert.equal((await defer({ until: null, version: await version() })).status, 200);
      assert.deepEqual(await counts(), [1, 0]);
      await defer({ until: dayIn(1), version: await version() });
      await register('li2', { ...li, number: numberOf('1958-03-12', 326), institution: 'h2', phone: '13804320000' });
      await link();
      assert.deepEqual(await counts(), [1, 0]);
    },
  );

  await t.test('it can be decided all the same, and is laid aside no more when that is taken back', async () => {
    await defer({ until: dayIn(30), version: await version() });
    const answer = await post(`/reviews/${review.id}/decide`, { outcome: 'apart', reason: '证件不同', version: await version() });
    assert.equal(answer.statusCode, 200, answer.body);
    const refused = await defer({ until: dayIn(1), version: await version() });
    assert.deepEqual([refused.status, refused.code], [409, 'identity.review-changed']);
    const { decision } = answer.json<{ decision: { id: string } }>();
    assert.equal((await post(`/decisions/${decision.id}/undo`, { reason: '撤销' })).statusCode, 200);
    assert.deepEqual(await counts(), [1, 0]);
  });
});

test('the next review is one that waits, whatever stands before it', async (t) => {
  const { get, post, list, register, link, review } = await openWithReview(t);
  const twin = { sex: 'female', born: '2019-05-20', phone: '13904325678', address: '吉林市龙潭区徐州路8号2单元301' } as const;
  await register('tong1', { ...twin, name: '佟雨桐' });
  await register('tong2', { ...twin, name: '佟雨萱' });
  await link();
  const other = (await list()).items.find(({ id }) => id !== review.id);
  assert.ok(other);
  const next = async () => (await get(`/reviews/${review.id}`)).json<ReviewDetail>().next;
  assert.equal(await next(), other.id);
  assert.equal((await post(`/reviews/${other.id}/defer`, { until: dayIn(1), version: other.version })).statusCode, 200);
  assert.equal(await next(), null);
});

test('a review says how much hangs on either registration, and when the latest of it was', async (t) => {
  const { get, put, review } = await openWithReview(t);
  const none = { visits: 0, results: 0, diagnoses: 0, medicines: 0, immunisations: 0, latest: null };
  const records = async () => {
    const { one, other } = (await get(`/reviews/${review.id}`)).json<ReviewDetail>();
    return [one.records, other.records];
  };
  assert.deepEqual(await records(), [none, none]);
  const code = { text: 'x' };
  for (const resource of [
    { resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code: 'AMB' }, period: { start: '2026-03-01' } },
    {
      resourceType: 'Encounter',
      id: 'e2',
      status: 'finished',
      class: { code: 'AMB' },
      period: { start: '2026-05-06T08:00:00+08:00' },
    },
    { resourceType: 'Observation', id: 'o1', status: 'final', code, effectiveDateTime: '2026-05-04' },
    { resourceType: 'DiagnosticReport', id: 'd1', status: 'final', code },
    { resourceType: 'Condition', id: 'c1', code },
  ])
    assert.ok((await put({ ...resource, ...subject('li1') })).statusCode < 300, resource.id);
  assert.deepEqual(await records(), [{ ...none, visits: 2, results: 2, diagnoses: 1, latest: '2026-05-06' }, none]);
});
