import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaTree, reconciliation, registryFacts } from './api.ts';
import { systems } from './domain/identifiers.ts';
import { writeInstitution } from './domain/write-institution.ts';
import { institutionRecord } from './fixtures/institution-record.ts';
import { now, records, startRegistry as start } from './fixtures/start-registry.ts';
import { loadAreas } from './start/load-areas.ts';
import { loadInstitutions } from './start/load-institutions.ts';
import { reconcileCommand } from './start/reconcile-command.ts';
import { subtree } from './store/areas.ts';
import { checkProjection } from './store/check-projection.ts';
import { countFacets, findInstitution, findInstitutions, summariseInstitutions } from './store/institutions.ts';

test('the generated registry: 3,845 institutions whose sums are the 86 published totals', async (t) => {
  const { context, read, write } = await start(t);
  const began = performance.now();
  await loadInstitutions.run(context);
  const seconds = (performance.now() - began) / 1000;
  t.diagnostic(`generated and stored in ${seconds.toFixed(1)} s`);
  const found = await read(reconciliation);
  assert.deepEqual([found.total, found.equal, found.asOf], [86, 86, '2020-12-31']);

  await t.test('tables and FHIR resources say the same', async () => {
    assert.deepEqual(await read((tx) => checkProjection(tx, records)), []);
  });

  await t.test('starting again writes nothing', async () => {
    const versions = () => read((tx) => tx.query('select count(*)::int as n from records.version'));
    const before = await versions();
    await loadAreas.run(context);
    await loadInstitutions.run(context);
    assert.deepEqual(await versions(), before);
  });

  await t.test('facts are summed over the tree: parts make the city, evidence is synthetic, shares as published', async () => {
    const facts = await read((tx) => registryFacts(tx, '2025-12-31'));
    const value = (area: string, measure: string) => facts.find((f) => f.area === area && f.measure === measure);
    assert.equal(value('220200', 'institutions')?.value, 3845);
    assert.equal(value('220201', 'beds-total')?.value, 18511);
    assert.equal(value('220200', 'beds-municipal-public-hospital')?.value, 10806);
    assert.equal(value('220200', 'beds-total')?.evidence, 'synthetic');
    assert.equal(value('220200', 'population')?.evidence, 'published');
    assert.equal(value('220200', 'tcm-clinic-share')?.value.toFixed(2), '91.37');
    assert.equal(value('220281', 'bed-staff-ratio')?.value.toFixed(2), '1.54');
    assert.equal(value('220202', 'population'), undefined);
  });

  await t.test('before the first fact nothing is known', async () => {
    assert.deepEqual(await read((tx) => registryFacts(tx, '2020-12-30')), []);
  });

  await t.test('a filter by area covers all that lies in it, at each level', async () => {
    const totalIn = (area: string) =>
      read(async (tx) => (await summariseInstitutions(tx, { codes: await subtree(tx, area) })).total);
    const [city, urban, district, town] = [
      await totalIn('220200'),
      await totalIn('220201'),
      await totalIn('220202'),
      await totalIn('220202001'),
    ];
    assert.equal(city, 3845);
    assert.ok(urban < city && district < urban && town < district && town > 0);
  });

  await t.test('pages in any order never overlap and make up the whole', async () => {
    for (const sort of ['name', '-name', 'beds', '-beds', 'staff', '-staff', 'area', 'kind'] as const) {
      const first = await read((tx) => findInstitutions(tx, { class: 'hospital' }, { sort, limit: 100, offset: 0 }));
      const second = await read((tx) => findInstitutions(tx, { class: 'hospital' }, { sort, limit: 100, offset: 100 }));
      assert.equal(new Set([...first, ...second].map((i) => i.id)).size, 172, sort);
    }
  });

  await t.test('a search takes its text literally', async () => {
    const search = (q: string) => read((tx) => summariseInstitutions(tx, { q }));
    assert.equal((await search('%')).total, 0);
    assert.equal((await search('_______')).total, 0);
    assert.ok((await search('化工医院')).total === 1 && (await search('JILIN-CDC')).total === 1);
  });

  await t.test('facets count under the other filters', async () => {
    const facets = await read((tx) => countFacets(tx, { class: 'hospital', ownership: 'province' }));
    assert.deepEqual(facets.kind, { 'general-hospital': 2 });
    assert.equal(facets.ownership['province'], 2);
    assert.ok((facets.ownership['private'] ?? 0) > 100 && (facets.class['hospital'] ?? 0) === 2);
  });

  await t.test('a real institution shows what is published of it and what is not', async () => {
    const detail = await read((tx) => findInstitution(tx, 'jilin-chemical-hospital'));
    assert.equal(detail?.named, true);
    assert.deepEqual(detail?.attributes, {
      name: 'published',
      kind: 'published',
      level: 'published',
      ownership: 'published',
      place: 'synthetic',
    });
    assert.ok(detail.facts.every((f) => f.evidence === 'synthetic') && detail.institution.evidence === 'synthetic');
  });

  await t.test('the command says so by its exit code, and names a total that no longer holds', async () => {
    const lines: string[] = [];
    const run = () => reconcileCommand.run(['--json'], { ...context, print: (line) => lines.push(line) });
    assert.equal(await run(), 0);
    const hospital = institutionRecord({ id: 'one-too-many' });
    await write((tx) => records.saveAll(tx, writeInstitution(hospital), now));
    assert.equal(await run(), 1);
    const { items } = JSON.parse(lines.at(-1) ?? '{}') as {
      items: { area: { code: string }; measure: string; difference: number }[];
    };
    assert.ok(items.some((i) => i.area.code === '220281' && i.measure === 'beds-total' && i.difference === 300));
  });
});

test('an empty registry stays empty when the settings say so', async (t) => {
  const { context, read } = await start(t, { registry: 'empty' });
  await loadInstitutions.run(context);
  assert.equal((await read((tx) => summariseInstitutions(tx, {}))).total, 0);
  assert.ok((await read(areaTree)).length > 150);
  const found = await read(reconciliation);
  assert.deepEqual([found.equal, found.items.every((i) => i.status === 'missing' && i.registry === null)], [0, true]);
});

test('a start that breaks half-way leaves nothing, and the next one begins again', async (t) => {
  const { context, read } = await start(t);
  const broken = {
    ...context,
    progress: (_: unknown, done: number) => {
      if (done > 0) throw new Error('killed');
    },
  };
  await assert.rejects(loadInstitutions.run(broken), /killed/);
  assert.deepEqual(
    await read((tx) =>
      tx.query('select rid::text as id from records.resource union all select id from registry.institution_site'),
    ),
    [],
  );
  await loadInstitutions.run(context);
  assert.equal((await read((tx) => summariseInstitutions(tx, {}))).total, 3845);
});

test('two processes that start together load the registry once', async (t) => {
  const { context, read } = await start(t);
  const both = async () => {
    await loadAreas.run(context);
    await loadInstitutions.run(context);
  };
  await Promise.all([both(), both()]);
  const versions = await read((tx) => tx.query<{ most: number }>('select max(version)::int as most from records.resource'));
  assert.equal(versions[0]?.most, 1);
});

test('a registry that already holds something is left as it is', async (t) => {
  const { context, read, write } = await start(t);
  await write((tx) => records.saveAll(tx, writeInstitution(institutionRecord()), now));
  await loadInstitutions.run(context);
  assert.equal((await read((tx) => summariseInstitutions(tx, {}))).total, 1);
});

test('resources may come one by one and in any order; an institution appears once what it is and where it stands are known', async (t) => {
  const { read, write } = await start(t, { registry: 'empty' });
  const record = institutionRecord({ services: [{ code: 'geriatrics', offered: true, evidence: 'entered' }] });
  const count = () => read(async (tx) => (await summariseInstitutions(tx, {})).total);
  const [organization, location, service] = writeInstitution(record);
  assert.ok(organization && location && service);
  for (const [resource, total] of [
    [service, 0],
    [location, 0],
    [organization, 1],
  ] as const) {
    await write((tx) => records.update(tx, resource, now));
    assert.equal(await count(), total, resource.resourceType);
  }
  assert.deepEqual(await read((tx) => checkProjection(tx, records)), []);
  const facts = await read((tx) => registryFacts(tx, '2026-01-02'));
  assert.equal(facts.find((f) => f.area === '220281' && f.measure === 'geriatrics-share')?.value, 100);
});

test('a change through FHIR reaches the tables and is told in the same transaction; a rolled back one leaves nothing', async (t) => {
  const { read, write } = await start(t, { registry: 'empty' });
  const events = () =>
    read((tx) =>
      tx.query<{ n: number }>(`select count(*)::int as n from events.outbox where type = 'registry.institutions-changed'`),
    );
  await write((tx) => records.saveAll(tx, writeInstitution(institutionRecord()), now));
  assert.equal((await events())[0]?.n, 1);
  const grown = institutionRecord({ facts: [{ measure: 'beds-total', value: 333, asOf: '2025-12-31', evidence: 'entered' }] });
  const [organization] = writeInstitution(grown);
  assert.ok(organization);
  await write((tx) => records.update(tx, organization, now));
  assert.equal((await read((tx) => findInstitution(tx, 'h-1')))?.institution.beds, 333);
  await assert.rejects(
    write(async (tx) => {
      await records.update(tx, { ...organization, name: '别名' }, now);
      throw new Error('killed');
    }),
  );
  assert.notEqual((await read((tx) => findInstitution(tx, 'h-1')))?.institution.name, '别名');
  assert.equal((await events())[0]?.n, 2);
  assert.deepEqual(await read((tx) => checkProjection(tx, records)), []);
});

test('foreign, inactive and misplaced organizations are kept but not counted', async (t) => {
  const { read, write } = await start(t, { registry: 'empty' });
  const [organization, location] = writeInstitution(institutionRecord());
  assert.ok(organization && location);
  await write(async (tx) => {
    await records.update(tx, { resourceType: 'Organization', id: 'foreign', name: 'Some firm' }, now);
    await records.update(tx, { ...organization, active: false }, now);
    await records.saveAll(tx, writeInstitution(institutionRecord({ id: 'elsewhere', area: '110101', town: null })), now);
    await records.update(tx, { resourceType: 'Location', id: 'nowhere', managingOrganization: { display: 'x' } }, now);
  });
  assert.equal((await read((tx) => summariseInstitutions(tx, {}))).total, 0);
  assert.deepEqual(await read((tx) => checkProjection(tx, records)), []);
});

test('the check of the projection names a row that was changed behind the store’s back', async (t) => {
  const { read, write } = await start(t, { registry: 'empty' });
  await write((tx) => records.saveAll(tx, writeInstitution(institutionRecord()), now));
  await write(async (tx) => {
    await tx.query(`update registry.institution_fact set value = value + 1 where measure = 'beds-total'`);
    await tx.query(`delete from registry.institution_site`);
    await tx.query(`insert into registry.institution_service values ('ghost', 'h-1', 'geriatrics', true, 'entered')`);
  });
  assert.deepEqual((await read((tx) => checkProjection(tx, records))).map((d) => `${d.table} ${d.id} ${d.problem}`).sort(), [
    'HealthcareService ghost without resource',
    'Location h-1 missing',
    'Organization h-1 differs',
  ]);
});

test('every institution can be found by its identifier through the record store', async (t) => {
  const { read, write } = await start(t, { registry: 'empty' });
  await write((tx) => records.saveAll(tx, writeInstitution(institutionRecord()), now));
  const found = await read((tx) =>
    records.search(tx, 'Organization', { identifier: `${systems.institution}|h-1`, limit: 10, offset: 0 }),
  );
  assert.equal(found.total, 1);
});
