import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { emptyDatabaseUrl } from '@songhua/testing';
import { createClient } from './ask.ts';
import { startBalancer } from './balancer.ts';
import { makeHouse } from './house.ts';
import { createVictim } from './victim.ts';

const json = { 'content-type': 'application/fhir+json' };

test('two servers behind a balancer are restarted one after the other under load, and no request fails', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-faults-'));
  const closing: (() => unknown)[] = [];
  t.after(async () => {
    for (const close of closing.toReversed()) await close();
    await rm(folder, { recursive: true, force: true });
  });
  const url = await emptyDatabaseUrl({ after: (close) => closing.push(close as () => unknown) });
  const house = await makeHouse(folder);
  const settings = { DATABASE_URL: url, SONGHUA_DRAIN_SECONDS: '1' };
  const servers = [await createVictim(folder, house, settings), await createVictim(folder, house, settings)];
  for (const server of servers) {
    closing.push(() => server.stop());
    server.start();
    await server.ready();
  }
  const balancer = await startBalancer(servers.map(({ port }) => port));
  closing.push(() => balancer.close());
  const client = createClient(balancer.port);

  const failed: string[] = [];
  const acknowledged: string[] = [];
  let stopping = false;
  const load = async (who: number): Promise<void> => {
    for (let at = 0; !stopping; at += 1) {
      const id = `w${who}-${at}`;
      const body = JSON.stringify({ resourceType: 'Patient', id, active: true });
      const put = await client.ask({ method: 'PUT', path: `/fhir/R4/Patient/${id}`, headers: json, body });
      if (put.ok && put.status === 201) acknowledged.push(id);
      else failed.push(`PUT ${id}: ${JSON.stringify(put).slice(0, 300)}`);
      const get = await client.ask({ method: 'GET', path: `/fhir/R4/Patient/${id}` });
      if (!get.ok || get.status !== 200) failed.push(`GET ${id}: ${JSON.stringify(get).slice(0, 300)}`);
      // A machine that is kept busy by the load alone would tell nothing about the restarts.
      await wait(10);
    }
  };
  const loads = [0, 1, 2, 3].map(load);
  const pids = servers.map((server) => server.pid());
  for (const server of servers) {
    await wait(500);
    await server.stop();
    server.start();
    await server.ready();
    // The balancer takes it in again before the other one goes.
    await wait(500);
  }
  stopping = true;
  await Promise.all(loads);
  assert.deepEqual(failed, []);
  assert.ok(acknowledged.length > 40, `${acknowledged.length} writes`);
  for (const [at, server] of servers.entries()) assert.notEqual(server.pid(), pids[at], 'each was really restarted');
  t.diagnostic(`${acknowledged.length} writes and as many reads while both servers were restarted`);
});
