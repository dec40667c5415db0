import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AreaFigureInput, areaFigureChanges, areaFigureSheet, statedFigureList } from '@songhua/module-registry/contract.ts';
import { testApp } from '@songhua/server/testing.ts';
import { ruleDetail } from '../contract.ts';

const county = '220221';
const city = '220200';
const day = '2020-12-31';

test('figures of areas that are entered make rules decide', async (t) => {
  const app = await testApp(t, { prepared: true });
  const planner = await app.signIn('planner');
  const viewer = await app.signIn('viewer');
  const get = (url: string, headers = viewer) => app.server.app.inject({ url, headers });
  const send = (area: string, what: string, payload: object, headers = planner) =>
    app.server.app.inject({ method: 'POST', url: `/api/registry/areas/${area}/stated-figures${what}`, headers, payload });
  const input = (measure: AreaFigureInput['measure'], value: number, more: object = {}) => ({
    ...{ measure, value, asOf: day, source: '卫生统计年报' },
    ...more,
  });
  const sheet = async (area: string) => areaFigureSheet.parse((await get(`/api/registry/areas/${area}/stated-figures`)).json());
  const versionOf = async (area: string, measure: string) =>
    (await sheet(area)).items.find((item) => item.measure === measure)?.figure?.version;
  /** Enters a figure, or corrects the one of that day. */
  const enter = async (area: string, measure: AreaFigureInput['measure'], value: number, more: object = {}) => {
    const version = await versionOf(area, measure);
    const answer = await send(area, '', input(measure, value, { ...(version && { version }), ...more }));
    assert.equal(answer.statusCode, 200, answer.body);
  };
  const statusOf = async (rule: string, subject: string, at = day) => {
    const answer = await get(`/api/plan/rules/${rule}?at=${at}&limit=500`);
    const { item } = ruleDetail.parse(answer.json());
    return item.results.find((result) => result.subject.id === subject);
  };
  const changes = async (area: string, query = '') =>
    areaFigureChanges.parse((await get(`/api/registry/areas/${area}/stated-figures/changes${query}`)).json());

  await t.test(
    'a rule without its figure is unknown and names it; with it, it passes and fails at both sides of the limit',
    async () => {
      const cases = [
        ['4.4.1-e', '220201', 'station-radius', 5, 5.01],
        ['4.4.3-c3', '220221100', 'rescue-minutes', 120, 120.1],
        ['P2.3-a', county, 'in-county-treatment-rate', 90, 89.99],
      ] as const;
      for (const [rule, subject, measure, within, beyond] of cases) {
        const before = await statusOf(rule, subject);
        assert.equal(before?.status, 'unknown', rule);
        assert.match(before?.reason?.zh ?? '', /缺少/, rule);
        await enter(subject, measure, within);
        const passing = await statusOf(rule, subject);
        assert.deepEqual([passing?.status, passing?.evidence], ['pass', 'entered'], rule);
        await enter(subject, measure, beyond);
        assert.equal((await statusOf(rule, subject))?.status, 'fail', rule);
      }
    },
  );

  await t.test('blood: all that was collected is tested, and one unit less is not all', async () => {
    assert.equal((await statusOf('7.8.2-c', city))?.status, 'unknown');
    await enter(city, 'blood-units', 5000);
    assert.equal((await statusOf('7.8.2-c', city))?.status, 'unknown');
    await enter(city, 'blood-units-nat-tested', 5000);
    assert.equal((await statusOf('7.8.2-c', city))?.status, 'pass');
    await enter(city, 'blood-units-nat-tested', 4999);
    assert.equal((await statusOf('7.8.2-c', city))?.status, 'fail');
    const more = await send(city, '', input('blood-units-nat-tested', 5001, { version: '2' }));
    assert.deepEqual(
      [more.statusCode, more.json<{ errors: { field: string; rule: string }[] }>().errors.map((e) => `${e.field} ${e.rule}`)],
      [400, ['value parts']],
    );
  });

  await t.test('a town with 100 pneumoconiosis patients is not asked for a rehabilitation station, one with 101 is', async () => {
    const town = '220221100';
    await enter(town, 'pneumoconiosis-patients', 100);
    assert.notEqual((await statusOf('7.4.2-d', town))?.status ?? 'not asked', 'fail');
    const without = await statusOf('7.4.2-d', town);
    assert.ok(!without || without.status === 'not-applicable');
    await enter(town, 'pneumoconiosis-patients', 101);
    assert.ok(await statusOf('7.4.2-d', town));
    assert.notEqual((await statusOf('7.4.2-d', town))?.status, 'not-applicable');
  });

  await t.test('an establishment that is entered decides of the centres for disease control instead of their own', async () => {
    assert.notEqual((await statusOf('3.2.1-b', county))?.status, 'fail');
    await enter(county, 'cdc-establishment', 10);
    assert.deepEqual(
      [(await statusOf('3.2.1-b', county))?.status, (await statusOf('3.2.1-b', county))?.evidence],
      ['fail', 'entered'],
    );
    await enter(county, 'cdc-establishment', 5000);
    assert.equal((await statusOf('3.2.1-b', county))?.status, 'pass');
  });

  await t.test('the children of the generated city are an estimate that says so, and no real place fails by it', async () => {
    const { items } = await sheet(city);
    const children = items.find(({ measure }) => measure === 'children')?.figure;
    assert.deepEqual([children?.value, children?.evidence], [Math.round((3623713 * 11.71) / 100), 'synthetic']);
    for (const rule of ['7.2.4-c1', '7.2.4-c2']) assert.notEqual((await statusOf(rule, city))?.status, 'fail');
  });

  await t.test('the newest figure not after the day asked is the one that counts', async () => {
    await enter('220281', 'in-county-treatment-rate', 80, { asOf: '2019-12-31' });
    await send('220281', '', input('in-county-treatment-rate', 95, { asOf: '2020-06-30' }));
    const at = async (asked: string) => (await statusOf('P2.3-a', '220281', asked))?.status;
    assert.deepEqual(
      [await at('2019-12-30'), await at('2019-12-31'), await at('2020-06-29'), await at('2020-06-30')],
      ['unknown', 'fail', 'fail', 'pass'],
    );
  });

  await t.test(
    'the history says who made each change; undoing takes the newest back, and again until nothing is left',
    async () => {
      const { items, total } = await changes(county, '?measure=in-county-treatment-rate');
      assert.deepEqual(
        items.map(({ what, before, after }) => [what, before, after]),
        [
          ['changed', 90, 89.99],
          ['created', null, 90],
        ],
      );
      assert.ok(total === 2 && items.every(({ by }) => by[0]?.name));
      const [last] = items;
      const undo = (change: string | undefined) => send(county, '/undo', { measure: 'in-county-treatment-rate', change });
      assert.equal((await undo('x@1')).json<{ code: string }>().code, 'registry.figure-changed');
      assert.equal((await undo(last?.change)).statusCode, 200);
      assert.equal((await statusOf('P2.3-a', county))?.status, 'pass');
      assert.equal((await undo(last?.change)).statusCode, 409);
      const file = await get(`/api/registry/areas/${county}/stated-figures/changes/export`);
      assert.match(file.body, /89\.99/);
    },
  );

  await t.test('a figure that was created by mistake is gone after its undoing, and its history stays', async () => {
    await enter('220282', 'in-county-treatment-rate', 91);
    const [made] = (await changes('220282', '?measure=in-county-treatment-rate')).items;
    assert.equal((await send('220282', '/undo', { measure: 'in-county-treatment-rate', change: made?.change })).statusCode, 200);
    assert.equal((await statusOf('P2.3-a', '220282'))?.status, 'unknown');
    assert.deepEqual(
      (await changes('220282', '?measure=in-county-treatment-rate')).items.map(({ what }) => what),
      ['deleted', 'created'],
    );
    const nothing = await send('220283', '/undo', { measure: 'station-radius', change: 'x@1' });
    assert.deepEqual([nothing.statusCode, nothing.json<{ code: string }>().code], [409, 'registry.nothing-to-undo']);
  });

  await t.test('two people who correct one figure: the second is told that it has changed', async () => {
    const version = await versionOf('220201', 'station-radius');
    const both = await Promise.all([4, 3].map((value) => send('220201', '', input('station-radius', value, { version }))));
    assert.deepEqual(both.map(({ statusCode }) => statusCode).sort(), [200, 409]);
  });

  await t.test('who may only read does not enter, and an account of a county is told to send a return', async () => {
    assert.equal((await send(county, '', input('children', 1), viewer)).statusCode, 403);
    await app.pool.query("update access.account set area = '220281' where username = 'planner'");
    const answer = await send(county, '', input('children', 1));
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [403, 'registry.city-enters']);
    assert.equal(
      areaFigureSheet.parse((await get(`/api/registry/areas/${county}/stated-figures`, planner)).json()).mayEnter,
      false,
    );
    await app.pool.query("update access.account set area = '220200' where username = 'planner'");
  });

  await t.test('the list is filtered, sorted, paged and exported; an area that does not exist is refused by name', async () => {
    const list = async (query: string) => statedFigureList.parse((await get(`/api/registry/area-figures${query}`)).json());
    const children = await list('?measure=children&sort=-value&limit=2');
    assert.deepEqual([children.total, children.items[0]?.area, children.items.length], [7, city, 2]);
    assert.equal(
      (await list(`?area=${county}`)).items.every(({ area }) => area === county),
      true,
    );
    assert.ok((await list(`?area=${county}&parts=true`)).total > (await list(`?area=${county}`)).total);
    assert.deepEqual(
      (await list('?evidence=synthetic&area=220201&at=2020-12-31')).items.map(({ measure }) => measure),
      ['children'],
    );
    assert.match((await get('/api/registry/area-figures/export?measure=children')).body, /儿童数/);
    assert.equal((await get('/api/registry/area-figures?area=999999')).json<{ code: string }>().code, 'registry.unknown-area');
    assert.equal((await get('/api/registry/areas/999999/stated-figures')).statusCode, 404);
    assert.equal((await get('/api/registry/areas/999999/stated-figures/changes')).statusCode, 404);
  });

  await t.test('another system writes them as MeasureReports; one that says it wrongly is refused by field', async () => {
    const client = await app.clientToken();
    const put = (resource: object) =>
      app.server.app.inject({
        method: 'PUT',
        url: '/fhir/R4/MeasureReport/from-afar',
        headers: { ...client, 'content-type': 'application/fhir+json' },
        payload: resource,
      });
    const report = {
      resourceType: 'MeasureReport',
      id: 'from-afar',
      status: 'complete',
      type: 'summary',
      measure: 'https://songhua.example/fhir/Measure/area-in-county-treatment-rate',
      subject: { identifier: { system: 'https://songhua.example/fhir/CodeSystem/gbt-2260', value: '220284' } },
      period: { start: day, end: day },
      group: [{ measureScore: { value: 92 } }],
    };
    assert.equal((await put(report)).statusCode, 201);
    assert.equal((await statusOf('P2.3-a', '220284'))?.status, 'pass');
    const wrong = await put({
      ...report,
      group: [{ measureScore: { value: 192 } }],
      subject: { identifier: { value: '220284' } },
    });
    assert.equal(wrong.statusCode, 400, wrong.body);
    assert.match(wrong.body, /measureScore\.value/);
    assert.match(wrong.body, /subject/);
  });
});
