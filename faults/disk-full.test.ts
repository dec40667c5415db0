import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openPool } from '@songhua/server/database.ts';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import { type Answer, createClient } from './ask.ts';
import { contentOf } from './contents.ts';
import { makeHouse } from './house.ts';
import { inspectIndex, onDatabase } from './inspect.ts';
import { killHard } from './processes.ts';
import { createVictim } from './victim.ts';

const megabyte = 1024 * 1024;

/** A small disk of its own in memory; false where nobody may mount one. */
function mountSmall(at: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=320m,mode=755', 'tmpfs', at], { stdio: 'ignore' });
  } catch {
    return false;
  }
  return true;
}

const isUnavailable = (answer: Answer): boolean =>
  answer.ok &&
  answer.status === 503 &&
  Number(answer.headers['retry-after']) > 0 &&
  (JSON.parse(answer.text) as { resourceType?: string }).resourceType === 'OperationOutcome';

async function until(claim: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 90_000; !(await holds()); await wait(200)) assert.ok(Date.now() < end, claim);
}

test('a full disk: writes get a clean 503, reads go on, nothing is half written, and with space again all goes on without restart', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-faults-'));
  await chmod(folder, 0o755);
  const data = join(folder, 'data');
  await mkdir(data);
  const filler = join(data, 'filler');
  const mounted = mountSmall(data);
  const victim = await createVictim(folder, await makeHouse(folder));
  t.after(async () => {
    await rm(filler, { force: true });
    const postmaster = await victim.postmaster();
    await victim.stop();
    if (postmaster !== undefined) killHard(postmaster);
    if (mounted) execFileSync('umount', ['--lazy', data]);
    await rm(folder, { recursive: true, force: true });
  });
  if (!mounted) return t.skip('a small disk cannot be mounted here (that needs root)');
  victim.start();
  await victim.ready();
  const client = createClient(victim.port);
  const headers = { 'content-type': 'application/fhir+json' };
  const path = '/fhir/R4/Basic';
  let sent = 0;
  const create = (bytes: number): Promise<Answer> => {
    sent += 1;
    const ballast = [{ url: 'urn:songhua:faults:ballast', valueString: randomBytes(bytes).toString('base64') }];
    const basic = { ...contentOf('Basic', { key: `d${sent}`, mark: `d${sent}` }), extension: ballast };
    return client.ask({ method: 'POST', path, headers, body: JSON.stringify(basic) });
  };
  const first = await create(100);
  assert.ok(first.ok && first.status === 201, JSON.stringify(first));
  const { id } = JSON.parse(first.text) as { id: string };
  const read = (): Promise<Answer> => client.ask({ method: 'GET', path: `${path}/${id}` });

  const fill = async (leave: number): Promise<void> => {
    const { bavail, bsize } = await statfs(data);
    // Whoever else writes at the moment may take some of it first.
    await writeFile(filler, Buffer.alloc(Math.max(bavail * bsize - leave, 0), 1)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOSPC') throw error;
    });
  };
  let readings = 0;
  const accepted: string[] = [id];
  const take = (answer: Answer): boolean => {
    if (answer.ok && answer.status === 201) accepted.push((JSON.parse(answer.text) as { id: string }).id);
    return answer.ok && answer.status === 201;
  };

  await t.test('where tables cannot grow, writes are refused as unavailable and reads are answered', async () => {
    // A segment of PostgreSQL's log that is just begun has room for all that follows: without it PostgreSQL itself gives up, as below.
    await onDatabase(data, (pool) => pool.query('select pg_switch_wal()'));
    assert.ok(take(await create(100)));
    await fill(megabyte);
    const answers: Answer[] = [];
    while (answers.length < 12) answers.push(await create(300_000));
    const refused = answers.filter((answer) => !take(answer));
    assert.ok(refused.length >= 4, `${refused.length} of 12 were refused`);
    for (const answer of refused) assert.ok(isUnavailable(answer), JSON.stringify(answer).slice(0, 600));
    for (let n = 0; n < 200; n += 1) {
      const answer = await read();
      assert.ok(answer.ok && answer.status === 200, JSON.stringify(answer).slice(0, 600));
    }
    readings += 200;
    await rm(filler);
    assert.ok(take(await create(1_000)), 'the first write after space was freed');
    assert.equal((await read()).ok, true);
    const noted = await onDatabase(data, (pool) =>
      pool.query('select 1 from access.audit where path = $1 and status = 200', [`${path}/${id}`]),
    );
    assert.equal(noted.rowCount, readings + 1, 'whoever read while the disk was full is in the access log');
  });

  await t.test('where not even PostgreSQL can write its log, the server says so and heals by itself', async () => {
    const database = await openEmbedded({ folder: data });
    const pool = openPool(database.url, () => {});
    await pool.query('select 1');
    await fill(0);
    // A segment of the log begun needs a new one: PostgreSQL gives up when there is no room for it.
    let ended: unknown;
    for (let n = 0; n < 200 && ended === undefined; n += 1)
      await pool.query(`select pg_logical_emit_message(false, 'x', 'x'::text), pg_switch_wal()`).catch((error: unknown) => {
        ended = error;
      });
    t.diagnostic(`PostgreSQL: ${String(ended)}`);
    assert.ok(ended instanceof Error);
    await until('the server says that the database is away', async () => isUnavailable(await read()));
    assert.ok(isUnavailable(await create(1_000)));
    await rm(filler);
    await pool.end();
    await database.stop();
    await until('a write after space was freed', async () => take(await create(1_000)));
  });

  assert.deepEqual(victim.endedByItself, []);
  for (const one of accepted) {
    const answer = await client.read({ method: 'GET', path: `${path}/${one}` });
    assert.equal(answer.status, 200, `${one} was acknowledged`);
  }
  const all = await client.read({ method: 'GET', path: `${path}?_summary=count` });
  assert.equal((JSON.parse(all.text) as { total: number }).total, accepted.length, 'only what was acknowledged is there');
  assert.deepEqual(await inspectIndex(victim), []);
});
