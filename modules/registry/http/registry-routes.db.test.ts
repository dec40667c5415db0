import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '@songhua/server/testing.ts';
import excel from 'exceljs';
import { areaList, facets, institutionDetail, institutionList, reconciliation } from '../contract.ts';

test('the registry through HTTP', async (t) => {
  const { server, signIn, clientToken } = await testApp(t, { prepared: true });
  const viewer = await signIn('viewer');
  const get = (path: string, headers: Record<string, string> = viewer) =>
    server.app.inject({ url: `/api/registry${path}`, headers });

  await t.test('nobody reads it without signing in', async () => {
    for (const path of [
      '/areas',
      '/institutions',
      '/institutions/export',
      '/institutions/jilin-cdc',
      '/institutions/jilin-cdc/export',
      '/facets',
      '/reconciliation',
      '/reconciliation/export',
    ]) {
      assert.equal((await get(path, {})).statusCode, 401, path);
    }
  });

  await t.test('a backend client that may only read another thing is refused', async () => {
    assert.equal((await get('/institutions', await clientToken('system/*.rs'))).statusCode, 403);
    assert.equal((await get('/institutions?limit=1', await clientToken())).statusCode, 200);
  });

  await t.test('areas: the whole tree, with populations where they are published and the reason where not', async () => {
    const { today, items } = areaList.parse((await get('/areas')).json());
    const of = (code: string) => items.find((a) => a.code === code);
    assert.equal(today, '2020-12-31');
    assert.deepEqual([of('220200')?.population?.value, of('220200')?.population?.evidence], [3623713, 'published']);
    assert.equal(of('220202')?.population, null);
    assert.ok(of('220202')?.populationReason?.zh && !of('220200')?.populationReason);
    assert.equal(items.filter((a) => a.level === 'town').length, 150);
  });

  await t.test('institutions: a page with the totals of everything under the filter', async () => {
    const list = institutionList.parse((await get('/institutions?area=220281&class=hospital&sort=-beds&limit=5')).json());
    assert.equal(list.items.length, 5);
    assert.ok(list.total > 5 && list.beds === 1311 + 653 && list.asOf === '2020-12-31');
    assert.ok(list.items.every((i, at) => i.area === '220281' && (i.beds ?? 0) <= (list.items[at - 1]?.beds ?? Infinity)));
  });

  await t.test('a wrong filter is refused by field, an unknown area and institution by name', async () => {
    const broken = await get('/institutions?limit=5001&kind=palace');
    assert.equal(broken.statusCode, 400);
    assert.deepEqual(
      broken
        .json<{ errors: { field: string }[] }>()
        .errors.map((e) => e.field.split('.').at(-1))
        .sort(),
      ['kind', 'limit'],
    );
    const [area, institution] = [await get('/institutions?area=999999'), await get('/institutions/nobody')];
    assert.deepEqual([area.statusCode, area.json<{ code: string }>().code], [404, 'registry.unknown-area']);
    assert.deepEqual([institution.statusCode, institution.json<{ code: string }>().code], [404, 'registry.unknown-institution']);
  });

  await t.test('a class’s name asked for as a kind stands for all its kinds; `other` is the kind of that name', async () => {
    const count = async (query: string) => institutionList.parse((await get(`/institutions?limit=1&${query}`)).json()).total;
    for (const [name, total] of [
      ['hospital', 172],
      ['primary', 3625],
      ['public-health', 36],
    ] as const)
      assert.equal(await count(`kind=${name}`), total, name);
    assert.equal(await count('kind=hospital&class=primary'), 0);
    assert.equal(await count('kind=other'), facets.parse((await get('/facets')).json()).kind['other'] ?? 0);
    const lines = (await get('/institutions/export?kind=hospital')).body.trimEnd().split('\r\n');
    assert.equal(lines.length, 173);
    const { paths } = (await server.app.inject({ url: '/api/openapi.json', headers: viewer })).json<{
      paths: Record<string, { get: { parameters: { name: string; schema: { description?: string } }[] } }>;
    }>();
    const kind = paths['/api/registry/institutions']?.get.parameters.find(({ name }) => name === 'kind');
    assert.match(kind?.schema.description ?? '', /name of a class \(hospital, primary, public-health\)/);
  });

  await t.test('the totals of the list carry the weakest evidence among its rows', async () => {
    const of = async (query: string) => institutionList.parse((await get(`/institutions?limit=1&${query}`)).json());
    const all = await of('');
    assert.deepEqual([all.total, all.beds, all.staff, all.evidence, all.empty], [3845, 30758, 44683, 'synthetic', false]);
    const none = await of('q=nobody-has-this-name');
    assert.deepEqual([none.total, none.beds, none.staff, none.evidence, none.empty], [0, null, null, null, false]);
  });

  await t.test('facets count what a choice would give', async () => {
    const counted = facets.parse((await get('/facets?class=primary')).json());
    assert.deepEqual(counted.class, { hospital: 172, other: 12, primary: 3625, 'public-health': 36 });
    const list = institutionList.parse((await get('/institutions?class=primary&kind=clinic&limit=1')).json());
    assert.equal(counted.kind['clinic'], list.total);
    assert.equal(
      counted.area['220281'],
      institutionList.parse((await get('/institutions?class=primary&area=220281&limit=1')).json()).total,
    );
  });

  await t.test('one institution: figures with titles and evidence, and its FHIR resources with versions', async () => {
    const detail = institutionDetail.parse((await get('/institutions/jilin-central-hospital')).json());
    assert.equal(detail.named, true);
    assert.ok(detail.facts.length === 18 && detail.facts.every((f) => f.evidence === 'synthetic' && f.title.zh !== ''));
    const services = detail.services.map((s) => s.code);
    assert.ok(services.includes('geriatrics') && services.includes('tcm-department'));
    assert.deepEqual(
      detail.resources.map((r) => r.type),
      ['Organization', 'Location', ...services.map(() => 'HealthcareService')],
    );
    const organization = await server.app.inject({
      url: '/fhir/R4/Organization/jilin-central-hospital',
      headers: await clientToken(),
    });
    assert.equal(organization.json<{ meta: { versionId: string } }>().meta.versionId, detail.resources[0]?.version);
  });

  await t.test('the export is all rows of exactly the filter, as CSV and as a workbook', async () => {
    const { total } = institutionList.parse((await get('/institutions?area=220202&limit=1')).json());
    const csv = await get('/institutions/export?area=220202&format=csv');
    assert.match(String(csv.headers['content-type']), /^text\/csv/);
    assert.equal(csv.body.trimEnd().split('\r\n').length, total + 1);
    assert.ok(csv.body.startsWith('\uFEFF机构编号,'));
    const book = new excel.Workbook();
    const xlsx = await get('/institutions/export?area=220202&format=xlsx');
    await book.xlsx.load(xlsx.rawPayload as unknown as ArrayBuffer);
    assert.equal(book.worksheets[0]?.rowCount, total + 1);
  });

  await t.test('one institution’s figures are handed out as CSV and as a workbook', async () => {
    const { name, facts } = institutionDetail.parse((await get('/institutions/jilin-central-hospital')).json());
    const csv = await get('/institutions/jilin-central-hospital/export?lang=en');
    const lines = csv.body.trimEnd().split('\r\n');
    assert.equal(lines[0], '\uFEFFMeasure,Value,Unit,As of,Evidence,Source');
    assert.equal(lines.length, facts.length + 1);
    assert.equal(lines[1], `Beds,${facts[0]?.value},beds,2020-12-31,Synthetic,`);
    const book = new excel.Workbook();
    const xlsx = await get('/institutions/jilin-central-hospital/export?format=xlsx');
    await book.xlsx.load(xlsx.rawPayload as unknown as ArrayBuffer);
    assert.deepEqual([book.worksheets[0]?.rowCount, book.worksheets[0]?.name], [facts.length + 1, name]);
    assert.equal((await get('/institutions/nobody/export')).statusCode, 404);
  });

  await t.test('the reconciliation: 86 totals, all equal, each with its source and evidence; and as a file', async () => {
    const found = reconciliation.parse((await get('/reconciliation')).json());
    assert.deepEqual([found.total, found.equal, found.asOf], [86, 86, '2020-12-31']);
    assert.ok(found.items.every((i) => i.difference === 0 && i.evidence === 'synthetic' && i.source.includes('〔2022〕41号')));
    assert.match((await get('/reconciliation/export')).body.split('\r\n')[1] ?? '', /,合成,/);
    assert.equal((await get('/reconciliation/export')).body.trimEnd().split('\r\n').length, 87);
    const county = reconciliation.parse((await get('/reconciliation?area=220281')).json());
    assert.ok(county.total > 5 && county.total < found.total && county.items.every(({ area }) => area.code === '220281'));
    assert.deepEqual(reconciliation.parse((await get('/reconciliation?area=220281&show=open')).json()).items, []);
    assert.equal((await get('/reconciliation/export?area=220281')).body.trimEnd().split('\r\n').length, county.total + 1);
    assert.equal((await get('/reconciliation?area=999999')).statusCode, 404);
  });

  await t.test('an institution written through FHIR by another system is in the list at once', async () => {
    const headers = { ...(await clientToken()), 'content-type': 'application/fhir+json' };
    const read = async (path: string) => (await server.app.inject({ url: path, headers })).json<Record<string, unknown>>();
    const organization = await read('/fhir/R4/Organization/jilin-cdc');
    const put = await server.app.inject({
      method: 'PUT',
      url: '/fhir/R4/Organization/jilin-cdc',
      headers,
      payload: JSON.stringify({ ...organization, name: '改过的名称' }),
    });
    assert.equal(put.statusCode, 200, put.body);
    assert.equal(institutionDetail.parse((await get('/institutions/jilin-cdc')).json()).name, '改过的名称');
  });
});
