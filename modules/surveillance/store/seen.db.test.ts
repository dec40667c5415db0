import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, type Resource, type StoredResource, withTx } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import fc from 'fast-check';
import { placeSeen } from '../detect/place-seen.ts';
import { countVisits, packCounts } from '../domain/detection-series.ts';
import { findSyndromes } from '../domain/find-syndromes.ts';
import { seenVisits } from './series.ts';

const now = new Date('2026-03-01T02:00:00Z');
const texts = ['发热伴咳嗽2天', '腹泻3天', '复诊开药', '皮疹', '体检'];

test('what is seen in the records is always what the records say', async (t) => {
  const { server, pool } = await testApp(t, { prepared: true, settings: { SONGHUA_REGISTRY: 'empty' } });
  const visit = (id: string, text: string, status: string): Resource & { readonly id: string } => ({
    ...{ resourceType: 'Encounter', id, status, reasonCode: [{ text }], period: { start: '2026-02-27T17:00:00Z' } },
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    serviceProvider: { reference: 'Organization/h1' },
  });
  const step = fc.record({
    id: fc.constantFrom('seen-a', 'seen-b', 'seen-c'),
    text: fc.constantFrom(...texts),
    kind: fc.constantFrom('write', 'write', 'error', 'remove'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const { id, text, kind } of steps)
        await withTx(pool, 'write', async (tx) => {
          if (kind === 'remove') must(await server.records.remove(tx, 'Encounter', id, now));
          else must(await server.records.update(tx, visit(id, text, kind === 'error' ? 'entered-in-error' : 'finished'), now));
        });
      const stored = await withTx(pool, 'read', async (tx) => {
        const all: (StoredResource | null)[] = [];
        for (const id of ['seen-a', 'seen-b', 'seen-c']) all.push(await server.records.read(tx, 'Encounter', id));
        return all;
      });
      const said = stored
        .filter((one): one is StoredResource => one !== null)
        .flatMap((one) => findSyndromes(one).map(({ subject, day }) => `Encounter/${one.id} ${subject} ${day}`));
      const { rows } = await pool.query<{ said: string }>(
        `select resource || ' ' || subject || ' ' || to_char(day, 'YYYY-MM-DD') as said from surveillance.seen`,
      );
      assert.deepEqual(rows.map((row) => row.said).sort(), said.sort());
    }),
    { numRuns: 15 },
  );
  assert.equal(findSyndromes(visit('x', '发热伴咳嗽', 'finished'))[0]?.day, '2026-02-28', 'the day in Beijing');
});

test('where something was seen is known as soon as its visit is, whichever comes first', async (t) => {
  const { server, pool } = await testApp(t, { prepared: true, settings: { SONGHUA_REGISTRY: 'empty' } });
  const { records } = server;
  const write = (resource: Resource & { readonly id: string }) =>
    withTx(pool, 'write', async (tx) => must(await records.update(tx, resource, now)));
  const visit = (id: string, organization: string | null) =>
    write({
      ...{ resourceType: 'Encounter', id, status: 'finished' },
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      ...(organization && { serviceProvider: { reference: organization } }),
    });
  const diagnosis = (id: string) =>
    write({
      ...{
        resourceType: 'Condition',
        id: `seen-at-${id}`,
        recordedDate: '2026-02-28',
        encounter: { reference: `Encounter/${id}` },
      },
      clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
      subject: { display: '某人' },
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'J11.1' }] },
    });
  const places = async () =>
    Object.fromEntries(
      (
        await pool.query<{ encounter: string; organization: string | null }>(
          `select encounter, organization from surveillance.seen where resource like 'Condition/seen-at-%'`,
        )
      ).rows.map(({ encounter, organization }) => [encounter.slice('Encounter/'.length), organization]),
    );
  const told: string[] = [];
  const place = () => placeSeen(pool, records, (done, total) => told.push(`${done} of ${total}`));

  await visit('before', 'Organization/h1');
  await visit('mute', null);
  for (const id of ['before', 'mute', 'after', 'never']) await diagnosis(id);
  assert.deepEqual(await places(), { before: null, mute: null, after: null, never: null });
  await place();
  assert.deepEqual(told, ['4 of 4']);
  assert.deepEqual(await places(), { before: 'Organization/h1', mute: '', after: '', never: '' });
  // Nobody asks again for what nobody knows; the visit says so itself when it comes, and when it is mended.
  await visit('after', 'Organization/h2');
  await visit('mute', 'Organization/h3');
  assert.deepEqual(await places(), { before: 'Organization/h1', mute: 'Organization/h3', after: 'Organization/h2', never: '' });

  // Two resources of one visit are one visit, two visits are two.
  await diagnosis('after');
  await pool.query(
    `insert into surveillance.seen (resource, subject, channel, day, encounter, organization, rules)
     select 'Condition/' || r, 'syn-ili', 'syndromes', '2026-02-28', e, 'Organization/h2', 'x'
       from (values ('again', 'Encounter/after'), ('other', 'Encounter/other'), ('alone', null)) as v (r, e)`,
  );
  const [counted] = (await withTx(pool, 'read', (tx) => seenVisits(tx, '2026-02-01', '2026-02-28'))).filter(
    ({ organization }) => organization === 'Organization/h2',
  );
  const first = Date.parse('2026-02-01') / 86_400_000;
  assert.deepEqual(
    countVisits({ from: first, visits: counted?.visits ?? new Uint8Array() }),
    packCounts([{ day: first + 27, count: 3 }]),
  );

  // More than fit in one transaction, and one that somebody is just writing: nobody waits for it, it is placed by the next night.
  await pool.query(
    `insert into surveillance.seen (resource, subject, channel, day, encounter, rules)
     select 'Condition/many-' || n, 'syn-ili', 'syndromes', '2026-02-28', 'Encounter/many-' || lpad(n::text, 4, '0'), 'x' from generate_series(1, 1203) n`,
  );
  const left = async () =>
    (await pool.query<{ n: number }>('select count(*)::int as n from surveillance.seen where organization is null')).rows[0]?.n;
  const spread = await withTx(pool, 'write', async (tx) => {
    await tx.query(`update surveillance.seen set rules = 'y' where resource = 'Condition/many-700'`);
    if (!tx.spread) await place();
    return tx.spread;
  });
  assert.equal(await left(), spread ? 1203 : 1);
  await place();
  assert.equal(await left(), 0);
});
