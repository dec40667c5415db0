import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import { tallyAnswers } from './tallies.ts';

test('a request counts as open until it is answered, or until its client breaks it off', async (t) => {
  const app = fastify({ forceCloseConnections: true });
  const tallies = tallyAnswers(app);
  const held = Promise.withResolvers<void>();
  app.get('/held', async () => {
    await held.promise;
    return 'answered';
  });
  t.after(() => app.close());
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const ask = async (signal?: AbortSignal) => (await fetch(`${address}/held`, signal ? { signal } : {})).text();
  const until = async (open: number) => {
    for (let tries = 0; tallies.open() !== open && tries < 500; tries += 1) await wait(10);
    assert.equal(tallies.open(), open);
  };
  const leaving = new AbortController();
  const left = [1, 2, 3].map(() => assert.rejects(ask(leaving.signal), { name: 'AbortError' }));
  const stays = ask();
  await until(4);
  leaving.abort();
  await Promise.all(left);
  await until(1);
  held.resolve();
  assert.equal(await stays, 'answered');
  await until(0);
  assert.equal((await app.inject('/held')).statusCode, 200);
  await until(0);
});
