import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, type Resource, type StoredResource, withTx } from '@songhua/kernel';
import { testApp } from '@songhua/server/testing.ts';
import fc from 'fast-check';
import { findSyndromes } from '../domain/find-syndromes.ts';

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
