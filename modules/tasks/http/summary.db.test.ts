import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Summary } from '../contract.ts';
import { openTasks } from '../fixtures/open-tasks.ts';

test('summaries and files', async (t) => {
  const { lamp, codeOf, get, post } = await openTasks(t);
  const coal = {
    title: { zh: '备煤', en: 'Store coal' },
    areas: ['220202', '220203'],
    responsible: ['health'],
    due: '2020-01-31',
  };
  assert.equal((await post('/tasks', coal)).statusCode, 200);

  await t.test('summaries by department, chapter and area, and files of every list', async () => {
    const by = async (what: string) =>
      (await get(`/summary?by=${what}`)).json<Summary>().items.map(({ key, total, late }) => [key, total, late]);
    assert.deepEqual(await by('department'), [
      ['health', 3, 2],
      ['finance', 2, 0],
    ]);
    assert.deepEqual(await by('chapter'), [
      ['4', 1, 0],
      ['9', 2, 0],
      [null, 2, 2],
    ]);
    assert.equal((await by('area')).length, 5);
    assert.deepEqual(await codeOf(get('/summary?by=area&area=330000')), [404, 'tasks.unknown-area']);
    for (const path of [
      '/export?late=true',
      '/summary/export?by=chapter',
      `${lamp}/history/export?format=csv`,
      '/notices/export?mine=true',
    ]) {
      const csv = await get(path);
      assert.equal(csv.statusCode, 200, csv.body);
      assert.match(String(csv.headers['content-type']), /text\/csv/);
    }
    const lines = (await get('/export?late=true&lang=en')).body.trim().split(/\r?\n/);
    assert.equal(lines.length, 3);
    assert.match(lines[1] ?? '', /Store coal/);
    assert.match(String((await get('/export?format=xlsx')).headers['content-type']), /spreadsheetml/);
  });

  await t.test('a summary is sorted by any column, paged, filtered like the tasks, and exported in that order', async () => {
    const of = async (query: string) => (await get(`/summary?${query}`)).json<Summary>();
    const keys = async (query: string) => (await of(query)).items.map(({ key }) => key);
    assert.deepEqual(await keys('by=department&sort=-order'), ['finance', 'health']);
    assert.deepEqual(await keys('by=department&sort=-late'), ['health', 'finance']);
    assert.deepEqual(await keys('by=department&sort=late'), ['finance', 'health']);
    const whole = await of('by=area');
    const second = await of('by=area&limit=2&offset=2');
    assert.deepEqual([second.total, second.tasks, second.items], [5, 5, whole.items.slice(2, 4)]);
    assert.deepEqual(await keys('by=chapter&late=true'), [null]);
    assert.deepEqual((await of('by=area&state=done')).total, 0);
    const dues = (await of('by=area&sort=nextDue')).items.map(({ nextDue }) => nextDue);
    assert.deepEqual(dues, ['2199-12-31', null, null, null, null], 'what has none comes last');
    const lines = (await get('/summary/export?by=department&sort=late&lang=en')).body.trim().split(/\r?\n/);
    assert.match(lines[1] ?? '', /Finance bureau/);
    assert.equal((await get('/summary?by=area&sort=colour')).statusCode, 400);
  });
});
