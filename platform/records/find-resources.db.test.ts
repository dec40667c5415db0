import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, anonymous, type Reach } from '@songhua/kernel';
import { doctor, houseOf, now, self, treated } from './reach/fixtures/leak-house.ts';
import { scanOf } from './write/write-resources.ts';

const actorWith = (reach: Reach): Actor => ({ ...anonymous, kind: 'person', id: 'x', reach });
const masking: Reach = { ...doctor, ways: [{ ...treated, masked: ['name'] }] };

const queries = [
  'Patient',
  'Patient?_total=accurate&_count=1',
  'Observation?patient=Patient/mine,Patient/strange',
  'Observation?patient=Patient/mine&_include=Observation:subject&_revinclude=DiagnosticReport:result',
  'Observation?_has:Group:member:actual=true',
  'Observation?_count=0&_total=accurate',
  'Observation?subject:Patient.name=W',
  'DiagnosticReport?result.code=8867-4',
  'Patient?_sort=family',
  'Patient?nonsense=1',
  'Patient?_cursor=%21',
  'Nonsense?_id=1',
  'Claim?_id=1',
];

test('a module finds in somebody’s name what the address of the type answers them: resources, masks, totals, refusals', async (t) => {
  const { ask, within } = await houseOf(t);
  const seen = new Set<string>();
  for (const reach of [doctor, self('mine'), masking, { ...doctor, ways: [{ ...treated, types: ['Patient'] }] }])
    for (const query of queries) {
      const reply = await ask(reach, query);
      const found = await within((tx, store) => store.as(actorWith(reach), now).find(tx, query));
      if (!found.ok) {
        seen.add(found.error.code);
        assert.equal(found.error.code, reply.refused?.code, `${query} ${reply.body}`);
        continue;
      }
      const bundle = JSON.parse(reply.body ?? '{}') as { total?: number; entry?: { resource: object }[]; link: object[] };
      const { resources, included, total, next } = found.value;
      seen.add(JSON.stringify(resources).includes('MASKED') ? 'masked' : 'whole');
      assert.deepEqual(
        [...resources, ...included],
        (bundle.entry ?? []).map(({ resource }) => resource),
        query,
      );
      assert.equal(total, bundle.total, query);
      assert.equal(next !== undefined, JSON.stringify(bundle.link).includes('"next"'), query);
    }
  for (const one of ['masked', 'whole', 'records.scope-too-small', 'records.masked-parameter', 'records.unknown-type'])
    assert.ok(seen.has(one), `${one} came up`);
});

test('page after page of a query is all of it, and the system finds everything', async (t) => {
  const { within } = await houseOf(t);
  await within(async (tx, store) => {
    for (let n = 0; n < 7; n += 1) {
      const one = { resourceType: 'Patient', id: `p${n}` };
      await store.write(tx, [{ type: 'Patient', id: one.id, method: 'PUT', scan: scanOf(one) }], now);
    }
    const ids: string[] = [];
    for (let query: string | undefined = 'Patient?_count=2'; query !== undefined; ) {
      const page = await store.find(tx, query, now);
      assert.ok(page.ok);
      ids.push(...page.value.resources.map(({ id }) => id));
      query = page.value.next;
    }
    await store.write(
      tx,
      [['near', '1983-01-01'] as const, ['far', '1940-01-01'] as const].map(([id, birthDate]) => {
        const one = { resourceType: 'Patient', id, birthDate };
        return { type: 'Patient', id, method: 'PUT', scan: scanOf(one) };
      }),
      now,
    );
    const near = await store.find(tx, 'Patient?birthdate=ap1980-01-01', now);
    assert.deepEqual(near.ok && near.value.resources.map(({ id }) => id), ['near']);
    assert.deepEqual(ids.sort(), ['mine', 'p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'strange']);
  });
});
