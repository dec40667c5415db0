import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testApp } from '@songhua/server/testing.ts';
import type { BedRecord, StaffRecord } from '../contract.ts';
import {
  areaCountList,
  areaDetail,
  facets,
  historyList,
  institutionDetail,
  institutionList,
  institutionParts,
  offerList,
  offers,
  staffList,
} from '../contract.ts';
import { extensions, systems } from '../domain/identifiers.ts';
import { bedResources, staffResources } from '../domain/write-collections.ts';

test('what the registry’s pages ask', async (t) => {
  const { server, signIn, clientToken } = await testApp(t, { prepared: true });
  const viewer = await signIn('viewer');
  const get = (path: string, headers: Record<string, string> = viewer) =>
    server.app.inject({ url: `/api/registry${path}`, headers });
  const read = async <T>(schema: { parse: (value: unknown) => T }, path: string): Promise<T> => {
    const answer = await get(path);
    assert.equal(answer.statusCode, 200, `${path}: ${answer.body.slice(0, 300)}`);
    return schema.parse(answer.json());
  };
  const lines = async (path: string): Promise<string[]> => (await get(path)).body.trimEnd().split('\r\n');
  const hospital = '/institutions/jilin-central-hospital';
  const fever = '/services?what=service&code=fever-clinic';

  await t.test('nobody reads them without signing in, nor a client that may read another thing', async () => {
    const elsewhere = await clientToken('system/*.rs');
    for (const path of [
      '/area-counts',
      '/offers',
      fever,
      '/services/export?what=service&code=fever-clinic',
      `${hospital}/parts`,
      `${hospital}/staff`,
      `${hospital}/staff/export`,
      `${hospital}/history`,
      `${hospital}/history/export`,
      '/areas/220281',
      '/areas/220281/export',
      `${hospital}/parts/export?table=beds`,
    ]) {
      assert.equal((await get(path, {})).statusCode, 401, path);
      assert.equal((await get(path, elsewhere)).statusCode, 403, path);
    }
  });

  await t.test('what does not exist is refused by name, what is no choice by field', async () => {
    for (const [path, code] of [
      ['/institutions/nobody/parts', 'registry.unknown-institution'],
      ['/institutions/nobody/parts/export?table=beds', 'registry.unknown-institution'],
      ['/institutions/nobody/staff', 'registry.unknown-institution'],
      ['/institutions/nobody/staff/export', 'registry.unknown-institution'],
      ['/institutions/nobody/history', 'registry.unknown-institution'],
      ['/institutions/nobody/history/export', 'registry.unknown-institution'],
      ['/areas/999999', 'registry.unknown-area'],
      ['/areas/999999/export', 'registry.unknown-area'],
      [`${fever}&area=999999`, 'registry.unknown-area'],
    ] as const) {
      const answer = await get(path);
      assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [404, code], path);
    }
    for (const [path, field] of [
      ['/services?what=palace&code=x', 'what'],
      ['/services?what=service&code=constructor', 'code'],
      ['/services?what=service', 'code'],
      [`${fever}&state=perhaps`, 'state'],
      [`${hospital}/staff?profession=wizard`, 'profession'],
      [`${hospital}/history?limit=501`, 'limit'],
      ['/areas/22', 'code'],
      ['/areas/220281/export?table=chairs', 'table'],
      [`${hospital}/parts/export`, 'table'],
      ['/area-counts?class=palace', 'class'],
    ] as const) {
      const answer = await get(path);
      assert.equal(answer.statusCode, 400, path);
      const [error] = answer.json<{ errors: { field: string; message: { zh: string; en: string } }[] }>().errors;
      assert.equal(error?.field.split('.').at(-1), field, path);
      assert.ok(error?.message.zh && error.message.en, path);
    }
  });

  await t.test('counts by area are those of the facets, areas without any included', async () => {
    const { items } = await read(areaCountList, '/area-counts?kind=blood-station');
    const { area } = await read(facets, '/facets?kind=blood-station');
    assert.ok(items.length >= 12);
    for (const { area: code, institutions, beds } of items) {
      assert.equal(institutions, area[code] ?? 0, code);
      if (institutions === 0) assert.equal(beds, null, 'no institution, no figure');
    }
    const all = await read(areaCountList, '/area-counts');
    assert.equal(
      all.items.reduce((sum, { institutions }) => sum + institutions, 0),
      3845,
    );
  });

  await t.test(
    'a service is offered, known not to be, or not known; the three make up the list, and the export is it',
    async () => {
      const { items } = await read(offerList, '/offers');
      const known = items.find(({ kind, offered }) => kind === 'service' && offered > 0);
      assert.ok(known, 'some service is offered');
      const path = `/services?what=service&code=${known.code}`;
      const found = await read(offers, `${path}&limit=1`);
      const sum = (state: 'offered' | 'absent' | 'unknown') => found.areas.reduce((n, area) => n + area[state], 0);
      assert.equal(sum('offered'), known.offered);
      assert.deepEqual([found.total, sum('offered') + sum('absent') + sum('unknown')], [3845, 3845]);
      for (const state of ['offered', 'absent', 'unknown'] as const) {
        const some = await read(offers, `${path}&state=${state}&area=220281&limit=5000`);
        assert.equal(some.total, found.areas.find(({ area }) => area === '220281')?.[state]);
        assert.ok(some.items.every((item) => item.state === state && item.area === '220281'));
        assert.ok(some.items.every(({ evidence }) => (evidence === null) === (state === 'unknown')));
      }
      const file = await lines(`/services/export?what=service&code=${known.code}&state=offered&lang=en`);
      assert.equal(file.length, known.offered + 1);
      assert.match(file[1] ?? '', /,Offered,/);
    },
  );

  await t.test('what is missing from a complete list is not offered; what is said not to be offered is not, either', async () => {
    const headers = { ...(await clientToken()), 'content-type': 'application/fhir+json' };
    const address = '/fhir/R4/Organization/jilin-cdc';
    type Extended = { readonly extension: readonly { readonly url: string }[] };
    const organization = (await server.app.inject({ url: address, headers })).json<Extended>();
    const put = (url: string, payload: object) =>
      server.app.inject({ method: 'PUT', url, headers, payload: JSON.stringify(payload) });
    const save = async (complete: boolean): Promise<void> => {
      const others = organization.extension.filter(({ url }) => url !== extensions.complete);
      const extension = [...others, ...(complete ? [{ url: extensions.complete, valueCode: 'services' }] : [])];
      assert.equal((await put(address, { ...organization, extension })).statusCode, 200);
    };
    const state = async (): Promise<string | undefined> => {
      const found = await read(offers, '/services?what=service&code=hospice-ward&area=220200&class=public-health&limit=5000');
      return found.items.find(({ id }) => id === 'jilin-cdc')?.state;
    };
    await save(false);
    assert.equal(await state(), 'unknown');
    await save(true);
    assert.equal(await state(), 'absent');
    await save(false);
    const service = {
      resourceType: 'HealthcareService',
      id: 'cdc-hospice',
      active: false,
      providedBy: { reference: 'Organization/jilin-cdc' },
      type: [{ coding: [{ system: systems.service, code: 'hospice-ward' }] }],
    };
    assert.equal((await put('/fhir/R4/HealthcareService/cdc-hospice', service)).statusCode, 201);
    assert.equal(await state(), 'absent');
    assert.equal((await put('/fhir/R4/HealthcareService/cdc-hospice', { ...service, active: true })).statusCode, 200);
    assert.equal(await state(), 'offered');
  });

  await t.test('every kind of offer can be asked for, and its counts agree with its list', async () => {
    const { items } = await read(offerList, '/offers');
    for (const kind of ['department', 'designation', 'laboratory', 'equipment'] as const) {
      const best = items.filter((one) => one.kind === kind).toSorted((a, b) => b.offered - a.offered)[0];
      assert.ok(best && best.offered > 0, `the generated registry has some ${kind}`);
      const found = await read(offers, `/services?what=${kind}&code=${best.code}&state=offered&limit=1`);
      assert.equal(found.total, best.offered, `${kind} ${best.code}`);
    }
  });

  await t.test('the history names what changed, before and after, and who changed it; deletions stay in it', async () => {
    const headers = { ...(await clientToken()), 'content-type': 'application/fhir+json' };
    const fhir = (method: 'GET' | 'PUT' | 'DELETE', path: string, payload?: object) =>
      server.app.inject({ method, url: `/fhir/R4/${path}`, headers, ...(payload && { payload: JSON.stringify(payload) }) });
    assert.equal((await read(historyList, `${hospital}/history?show=edits`)).total, 0);
    const before = await read(historyList, `${hospital}/history`);
    assert.ok(before.total > 2 && before.items.every(({ what, by }) => what === 'created' && by.length === 0));

    const organization = (await fhir('GET', 'Organization/jilin-central-hospital')).json<Record<string, unknown>>();
    await fhir('PUT', 'Organization/jilin-central-hospital', { ...organization, name: '新的名称' });
    const device = { resourceType: 'Device', id: 'a-scanner', owner: { reference: 'Organization/jilin-central-hospital' } };
    const type = { coding: [{ system: 'https://songhua.example/fhir/CodeSystem/equipment-type', code: 'ct' }] };
    assert.equal((await fhir('PUT', 'Device/a-scanner', { ...device, type })).statusCode, 201);
    const gone = await fhir('DELETE', 'Device/a-scanner');
    assert.ok(gone.statusCode < 300, gone.body);

    const { total, items } = await read(historyList, `${hospital}/history?show=edits`);
    assert.deepEqual(
      items.map(({ type: of, id, what, by }) => [of, id, what, by.map(({ kind, id: who }) => `${kind} ${who}`)]),
      [
        ['Device', 'a-scanner', 'deleted', ['client test-client']],
        ['Organization', 'jilin-central-hospital', 'changed', ['client test-client']],
      ],
    );
    assert.deepEqual(items[1]?.fields, [{ field: 'name', title: null, before: '吉林市中心医院', after: '新的名称' }]);
    const file = await lines(`${hospital}/history/export?show=edits&lang=en`);
    assert.equal(file.length, total + 1);
    assert.match(file[2] ?? '', /test-client,Changed,Organization\/jilin-central-hospital,2,name,吉林市中心医院,新的名称/);
  });

  await t.test('a device set inactive stays in the history of its institution', async () => {
    const headers = { ...(await clientToken()), 'content-type': 'application/fhir+json' };
    const put = (id: string, payload: object) =>
      server.app.inject({ method: 'PUT', url: `/fhir/R4/Device/${id}`, headers, payload: JSON.stringify(payload) });
    const type = { coding: [{ system: 'https://songhua.example/fhir/CodeSystem/equipment-type', code: 'ct' }] };
    const owner = { reference: 'Organization/jilin-central-hospital' };
    const device = { resourceType: 'Device', id: 'worn-out', status: 'active', owner, type };
    assert.equal((await put('worn-out', device)).statusCode, 201);
    assert.equal((await put('worn-out', { ...device, status: 'inactive' })).statusCode, 200);
    const { items } = await read(historyList, `${hospital}/history?limit=500`);
    const ours = items
      .filter(({ id }) => id === 'worn-out')
      .map(({ what, fields }) => [what, fields[0]?.before, fields[0]?.after]);
    assert.deepEqual(ours, [
      ['changed', 'active', 'inactive'],
      ['created', undefined, undefined],
    ]);
  });

  await t.test('the page of a retired institution opens with its history and says since when and by whose change', async () => {
    const headers = { ...(await clientToken()), 'content-type': 'application/fhir+json' };
    const id = (await read(institutionList, '/institutions?kind=village-clinic&limit=1')).items[0]?.id;
    const at = `/institutions/${id}`;
    assert.equal((await read(institutionDetail, at)).retired, null);
    const url = `/fhir/R4/Organization/${id}`;
    const organization = (await server.app.inject({ url, headers })).json<Record<string, unknown>>();
    const put = (more: object) =>
      server.app.inject({ method: 'PUT', url, headers, payload: JSON.stringify({ ...organization, ...more }) });
    assert.equal((await put({ active: false })).statusCode, 200);
    const { retired, name } = await read(institutionDetail, at);
    assert.deepEqual([retired?.version, retired?.by.map(({ id: who }) => who)], ['2', ['test-client']]);
    assert.ok(name.length > 0 && !Number.isNaN(Date.parse(String(retired?.at))));
    assert.equal((await read(institutionList, `/institutions?q=${id}`)).total, 0, 'it is in no list');
    const history = await read(historyList, `${at}/history?show=edits`);
    assert.deepEqual(
      history.items[0]?.fields.map(({ field, after }) => [field, after]),
      [['active', 'false']],
    );
    for (const part of ['/parts', '/staff', '/export', '/history/export'])
      assert.equal((await get(`${at}${part}`)).statusCode, 200, part);
    // A later change is not the one that retired it; back at work it says nothing of it.
    assert.equal((await put({ active: false, alias: ['旧名'] })).statusCode, 200);
    assert.equal((await read(institutionDetail, at)).retired?.version, '2');
    assert.equal((await put({ active: true })).statusCode, 200);
    assert.equal((await read(institutionDetail, at)).retired, null);
  });

  await t.test('people and beds are grouped and add up; lists and files show no full name', async () => {
    const kept = {
      institution: 'jilin-central-hospital',
      since: '2020-01-01',
      until: null,
      evidence: 'entered',
      source: 'a.csv · 2',
    } as const;
    const person = (n: number, over: Partial<StaffRecord> = {}): StaffRecord => ({
      ...kept,
      id: `role-${n}`,
      person: `person-${n}`,
      name: '王小明',
      gender: 'female',
      profession: 'nurse',
      category: null,
      licence: null,
      specialty: 'internal-medicine',
      duties: [],
      post: 'professional',
      established: n % 2 === 0,
      primary: true,
      years: null,
      ...over,
    });
    const people = [
      person(1),
      person(2),
      person(3, { profession: 'doctor', category: 'clinical', licence: 'licensed', duties: ['mental-health'] }),
      person(4, { primary: false }),
      person(5, { until: '2021-01-01' }),
    ];
    const bed = (n: number, over: Partial<BedRecord> = {}): BedRecord => ({
      ...kept,
      id: `bed-${n}`,
      ward: { id: 'ward-1', name: '内一病区' },
      class: 'general',
      department: 'internal-medicine',
      convertible: n === 1,
      openable: false,
      ...over,
    });
    const beds = [bed(1), bed(2), bed(3, { class: 'observation', department: null })];
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [...staffResources(people), ...bedResources(beds)].map((resource) => ({
        resource,
        request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` },
      })),
    };
    const headers = { ...(await clientToken()), 'content-type': 'application/fhir+json' };
    const written = await server.app.inject({ method: 'POST', url: '/fhir/R4', headers, payload: JSON.stringify(bundle) });
    assert.equal(written.statusCode, 200, written.body.slice(0, 500));

    const parts = await read(institutionParts, `${hospital}/parts`);
    assert.deepEqual(
      [parts.staff.listed, parts.staff.counted, parts.staff.established, parts.staff.evidence],
      [4, 3, 1, 'entered'],
    );
    assert.deepEqual(
      parts.staff.groups.map(({ profession, specialty, n }) => [profession.code, specialty.title?.en, n]),
      [
        ['nurse', 'Internal medicine', 2],
        ['doctor', 'Internal medicine', 1],
      ],
    );
    assert.deepEqual(
      [parts.beds.counted, ...parts.beds.groups.map((group) => [group.class.code, group.n, group.convertible])],
      [2, ['general', 2, 1], ['observation', 1, 0]],
    );
    const page = await read(staffList, `${hospital}/staff?profession=nurse&limit=2`);
    assert.deepEqual([page.total, page.items.length], [3, 2]);
    assert.ok(
      page.items.every(({ name, primary }) => name === '王**' && primary),
      'who counts here comes first',
    );
    const file = await lines(`${hospital}/staff/export?profession=nurse&lang=en`);
    assert.equal(file.length, 4);
    assert.ok(file.slice(1).every((line) => line.startsWith('王**,Registered nurse,Internal medicine,')));
    for (const [table, rows] of [
      ['staff', parts.staff.groups.length],
      ['beds', parts.beds.groups.length],
      [
        'things',
        parts.services.length +
          parts.departments.length +
          parts.laboratories.length +
          parts.equipment.length +
          parts.teams.length +
          parts.stations.length,
      ],
    ] as const) {
      assert.ok(rows > 0);
      assert.equal((await lines(`${hospital}/parts/export?table=${table}`)).length, rows + 1, table);
    }
    const history = await read(historyList, `${hospital}/history?limit=500`);
    const ours = history.items.filter(({ id }) => /^(role|person|bed|ward)-/.test(id));
    assert.deepEqual([ours.length, new Set(ours.map(({ at }) => at)).size], [14, 1]);
    assert.ok(ours.every(({ by }) => by[0]?.id === 'test-client'));
    assert.ok(ours.some(({ type, source }) => type === 'PractitionerRole' && source === 'a.csv · 2'));
  });

  await t.test('an area’s figures, its parts and its towns add up, with rates where residents are known', async () => {
    const county = await read(areaDetail, '/areas/220281');
    const list = await read(institutionList, '/institutions?area=220281&limit=1');
    assert.equal(
      county.classes.reduce((sum, { institutions }) => sum + institutions, 0),
      list.total,
    );
    assert.deepEqual(
      county.within.map(({ code }) => code),
      ['220200'],
    );
    const beds = county.figures.find(({ measure }) => measure === 'beds-total');
    assert.ok(beds && county.population && beds.per1000 === (1000 * beds.value) / county.population.value);
    assert.equal(county.figures.find(({ measure }) => measure === 'hospitals')?.per1000, null);
    const city = await read(areaDetail, '/areas/220200');
    assert.equal(
      city.parts.reduce((sum, { institutions }) => sum + institutions, 0),
      3845,
    );
    const town = await read(areaDetail, `/areas/${county.parts[0]?.code}`);
    assert.deepEqual([town.level, town.figures, town.population], ['town', [], null]);
    assert.ok(town.populationReason?.zh);
    assert.equal(
      town.classes.reduce((sum, { institutions }) => sum + institutions, 0),
      county.parts[0]?.institutions,
    );
    assert.equal((await lines('/areas/220281/export')).length, county.parts.length + 1);
    assert.equal((await lines('/areas/220281/export?table=figures')).length, county.figures.length + 1);
    assert.equal((await lines('/areas/220281/export?table=classes')).length, county.classes.length + 1);
  });
});
