import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { steadyState } from '../queueing/steady-state.ts';
import { drawExponential, stream } from '../random/draws.ts';
import { eventHeap } from './event-heap.ts';
import { createResource } from './resource.ts';
import { createSimulation } from './simulation.ts';

test('what leaves the queue is sorted by time, and of one time in the order it came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(8)), (times) => {
      const heap = eventHeap<number>();
      for (const [serial, at] of times.entries()) heap.push(at, serial);
      const found = times.map(() => heap.pop());
      const wanted = times.map((at, what) => ({ at, what })).sort((a, b) => a.at - b.at || a.what - b.what);
      assert.deepEqual(found, wanted);
      assert.equal(heap.pop(), null);
    }),
  );
});

test('events happen at their time, new ones among them, and none beyond the end of the run', () => {
  const simulation = createSimulation();
  const told: string[] = [];
  const tell = (what: string) => () => void told.push(`${simulation.now()} ${what}`);
  simulation.schedule(2, tell('second'));
  simulation.schedule(1, () => {
    tell('first')();
    simulation.schedule(0, tell('at once'));
    simulation.schedule(5, tell('too late'));
  });
  assert.equal(simulation.run(4), 3);
  assert.deepEqual(told, ['1 first', '1 at once', '2 second']);
  assert.equal(simulation.now(), 4);
  assert.throws(() => simulation.schedule(-1, tell('before')), RangeError);
  assert.throws(() => simulation.schedule(Number.NaN, tell('never')), RangeError);
});

test('places are given in the order of asking, a full queue turns away, and a resized resource gives out what is new', () => {
  const simulation = createSimulation();
  const beds = createResource(simulation, 1, 2);
  const told: number[] = [];
  const asked = [1, 2, 3, 4].map((who) => beds.take(() => void told.push(who)));
  assert.deepEqual([asked, told, beds.waiting()], [[true, true, true, false], [1], 2]);
  beds.release();
  assert.deepEqual(told, [1, 2]);
  beds.resize(2);
  assert.deepEqual([told, beds.inUse(), beds.waiting()], [[1, 2, 3], 2, 0]);
  beds.resize(0);
  beds.release();
  beds.release();
  assert.deepEqual([beds.inUse(), beds.take(() => void told.push(5)), told.length], [0, true, 3]);
  assert.throws(() => beds.release(), RangeError);
});

/** Means of a simulated queue over batches: with their standard error. */
function simulateQueue(load: number, servers: number, room: number, seed: number) {
  const simulation = createSimulation();
  const desk = createResource(simulation, servers, room - servers);
  const [arrivals, services] = [stream(seed, 'arrivals'), stream(seed, 'services')];
  const batches = 40;
  const span = 2_000;
  let [come, lost] = [0, 0];
  const arrive = (): void => {
    come += 1;
    const taken = desk.take(() => simulation.schedule(drawExponential(services, 1), desk.release));
    if (!taken) lost += 1;
    simulation.schedule(drawExponential(arrivals, 1 / load), arrive);
  };
  arrive();
  simulation.run(200);
  const served: number[] = [];
  const queued: number[] = [];
  const refused: number[] = [];
  let before = desk.measured();
  for (let batch = 1; batch <= batches; batch += 1) {
    [come, lost] = [0, 0];
    simulation.run(200 + batch * span);
    const after = desk.measured();
    served.push((after.inUse - before.inUse) / span);
    queued.push((after.waiting - before.waiting) / span);
    refused.push(lost / come);
    before = after;
  }
  return { served, queued, refused };
}

function near(sample: readonly number[], wanted: number, what: string): void {
  const mean = sample.reduce((sum, one) => sum + one, 0) / sample.length;
  const variance = sample.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (sample.length - 1);
  const error = Math.sqrt(variance / sample.length);
  assert.ok(Math.abs(mean - wanted) <= 4 * error + 1e-9, `${what}: ${mean} ± ${error}, not ${wanted}`);
  // A bound that lets everything through would prove nothing.
  assert.ok(error <= 0.1 * wanted + 1e-9, `${what}: the error ${error} is too large to tell`);
}

for (const [load, servers, room] of [
  [0.7, 1, Number.POSITIVE_INFINITY],
  [3.2, 4, Number.POSITIVE_INFINITY],
  [4, 3, 8],
  [5, 6, 6],
] as const)
  test(`a simulated queue with ${servers} servers, room for ${room} and load ${load} is what the formula says`, () => {
    const found = simulateQueue(load, servers, room, 20261);
    const wanted = steadyState(load, servers, room);
    near(found.served, wanted.served, 'being served');
    near(found.queued, wanted.queued, 'waiting');
    near(found.refused, wanted.lost, 'turned away');
  });

test('the formulas give the known cases: one server, Erlang’s loss of 2 servers, and no server that is too slow', () => {
  const one = steadyState(0.5, 1);
  assert.ok(Math.abs(one.queued - 0.5) < 1e-12 && Math.abs(one.waits - 0.5) < 1e-12 && one.lost === 0);
  // Erlang B of 2 servers under 2 Erlangs: (2²/2) / (1 + 2 + 2).
  assert.ok(Math.abs(steadyState(2, 2, 2).lost - 0.4) < 1e-12);
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 30, noNaN: true }),
      fc.integer({ min: 1, max: 40 }),
      fc.nat(40),
      (load, servers, more) => {
        const { served, lost, waits, queued } = steadyState(load, servers, servers + more);
        assert.ok(Math.abs(served - load * (1 - lost)) < 1e-6 * load, 'who is served was let in');
        assert.ok(lost >= 0 && waits >= -1e-12 && lost + waits <= 1 + 1e-12 && queued <= more + 1e-9);
      },
    ),
  );
  assert.throws(() => steadyState(4, 4), RangeError);
  assert.throws(() => steadyState(1, 3, 2), RangeError);
});
