import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Found, type PackBounds, packFound } from './pack.ts';

const found: fc.Arbitrary<Found[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('output' as const, 'output' as const, 'deleted' as const),
      type: fc.constantFrom('Patient', 'Observation'),
      sizes: fc.array(fc.nat({ max: 50 }), { maxLength: 12 }),
    }),
    { maxLength: 8 },
  )
  .map((all) => {
    let rid = 0n;
    return all.map(({ kind, type, sizes }) => ({
      kind,
      type,
      picked: sizes.map((bytes) => {
        rid += 1n;
        return { rid, version: bytes + 1, bytes };
      }),
    }));
  });
const bounds: fc.Arbitrary<PackBounds> = fc.record({
  part: fc.integer({ min: 1, max: 9 }),
  chunk: fc.integer({ min: 1, max: 5 }),
  bytes: fc.integer({ min: 0, max: 120 }),
});

test('whatever was found is packed once, in its order: parts of one type and kind, chunks within bounds, both numbered without a gap', async () => {
  await fc.assert(
    fc.asyncProperty(found, bounds, async (all, { part, chunk, bytes }) => {
      const packed = await Array.fromAsync(
        packFound(
          (async function* () {
            yield* all;
          })(),
          { part, chunk, bytes },
        ),
      );
      const expected = all.flatMap(({ kind, type, picked }) => picked.map(({ rid, version }) => [kind, type, rid, version]));
      const got = packed.flatMap(({ kind, type, rids, versions }) => rids.map((rid, at) => [kind, type, rid, versions[at]]));
      assert.deepEqual(got, expected);
      const size = new Map(all.flatMap(({ picked }) => picked.map((one) => [one.rid, one.bytes] as const)));
      for (const one of packed) {
        assert.ok(one.rids.length > 0 && one.rids.length <= chunk);
        const sum = one.rids.reduce((total, rid) => total + (size.get(rid) ?? 0), 0);
        assert.ok(one.rids.length === 1 || sum <= bytes, `${sum} bytes`);
      }
      const parts = Map.groupBy(packed, ({ part: number }) => number);
      assert.deepEqual(
        [...parts.keys()],
        Array.from({ length: parts.size }, (_, n) => n + 1),
      );
      for (const chunks of parts.values()) {
        assert.deepEqual(
          chunks.map((one) => one.chunk),
          [...chunks.keys()],
        );
        assert.equal(new Set(chunks.map(({ kind, type }) => `${kind} ${type}`)).size, 1);
        assert.ok(chunks.reduce((total, { rids }) => total + rids.length, 0) <= part);
      }
    }),
    { numRuns: 500 },
  );
});
