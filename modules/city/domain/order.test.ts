import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallCity } from '@songhua/engine-city/fixtures/small-population.ts';
import { layCity } from './order.ts';

const order = { seed: 'order', until: '2025-12-31', registrationsOnly: false };

test('a city is laid out from its first resident on; one in which nobody would live is refused with its scale', () => {
  const laid = layCity(smallCity, { ...order, scale: 0.0001 });
  assert.ok(laid.ok);
  assert.equal(
    laid.value.places.reduce((sum, { residents }) => sum + residents, 0),
    2,
  );
  assert.deepEqual(layCity(smallCity, { ...order, scale: 0.00001 }), {
    ok: false,
    error: { code: 'city.no-scale', params: { scale: 0.00001 } },
  });
});
