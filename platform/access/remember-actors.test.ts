import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anonymous } from '@songhua/kernel';
import { createActorMemory } from './remember-actors.ts';

const asked = () => {
  let times = 0;
  const ask = async () => {
    times += 1;
    return { actor: { ...anonymous, id: String(times) }, expires: 1_000_000 };
  };
  return { ask, times: () => times };
};

test('who does not hear of changes asks every time', async () => {
  const memory = createActorMemory();
  const { ask, times } = asked();
  await memory.actor('t', 0, ask);
  await memory.actor('t', 0, ask);
  assert.equal(times(), 2);
});

test('an actor is remembered until something changes, the hearing is lost, time passes or the token expires', async () => {
  const memory = createActorMemory();
  memory.hears(true);
  const { ask, times } = asked();
  for (const _ of [1, 2, 3]) await memory.actor('t', 0, ask);
  assert.equal(times(), 1);
  memory.forget();
  await memory.actor('t', 0, ask);
  assert.equal(times(), 2, 'after a change');
  await memory.actor('t', 30_000, ask);
  assert.equal(times(), 3, 'after half a minute');
  memory.hears(false);
  await memory.actor('t', 30_000, ask);
  await memory.actor('t', 30_000, ask);
  assert.equal(times(), 5, 'deaf again');
  memory.hears(true);
  const short = async () => ({ actor: anonymous, expires: 40_000 });
  await memory.actor('s', 39_999, short);
  assert.equal((await memory.actor('s', 40_000, async () => ({ actor: { ...anonymous, id: 'new' } }))).id, 'new');
});

test('what was asked before a change is not remembered after it', async () => {
  const memory = createActorMemory();
  memory.hears(true);
  const { ask, times } = asked();
  const slow = memory.actor('t', 0, async () => {
    memory.forget();
    return ask();
  });
  await slow;
  await memory.actor('t', 0, ask);
  assert.equal(times(), 2);
});

test('people regrouped: who is one of them, or has one in view, is asked for anew, and nobody else', async () => {
  const memory = createActorMemory();
  memory.hears(true);
  const asking = (patients?: readonly string[]) => {
    const { ask, times } = asked();
    return { ask: async () => ({ ...(await ask()), ...(patients && { patients }) }), times };
  };
  const resident = asking(['Patient/a', 'Patient/b']);
  const doctor = asking();
  const both = async (): Promise<readonly number[]> => {
    await memory.actor('resident', 0, resident.ask);
    await memory.actor('doctor', 0, doctor.ask);
    return [resident.times(), doctor.times()];
  };
  assert.deepEqual(await both(), [1, 1]);
  memory.forgetPeople(['c', 'a-b']);
  assert.deepEqual(await both(), [1, 1]);
  memory.forgetPeople(['c', 'b']);
  assert.deepEqual(await both(), [2, 1]);
  memory.forgetPeople([]);
  assert.deepEqual(await both(), [3, 2], 'too many to name');
});
