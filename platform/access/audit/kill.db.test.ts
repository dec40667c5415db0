import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { testDatabaseUrl } from '@songhua/testing';
import pg from 'pg';
import { chainOnce } from './chainer.ts';
import { readSigned } from './heads.ts';
import { openSigner } from './sign.ts';
import { verifyLog } from './verify-log.ts';

test('processes that write and chain are killed at any moment: nothing that was committed is lost, and the chain has neither gap nor fork', async (t) => {
  const url = await testDatabaseUrl(t);
  const folder = await mkdtemp(join(tmpdir(), 'songhua-test-kill-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const acknowledged: string[] = [];
  const start = (name: string) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'fixtures', 'write-and-chain.ts'), url, folder, name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop() ?? '';
      acknowledged.push(...lines);
    });
    return child;
  };
  for (let turn = 0; turn < 4; turn += 1) {
    const children = [start(`${turn}a`), start(`${turn}b`)];
    for (const child of children) await Promise.race([once(child.stdout, 'data'), wait(20_000)]);
    await wait(150 + turn * 170);
    for (const child of children) child.kill('SIGKILL');
    for (const child of children) if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  try {
    const signer = await openSigner(join(folder, 'key'), 'sha256');
    const means = {
      pool,
      clock: () => new Date(),
      algorithm: 'sha256' as const,
      signerOf: async () => signer,
      folder: join(folder, 'heads'),
    };
    while (((await chainOnce(means)) ?? 1) > 0);
    const { rows } = await pool.query<{ id: string }>(
      'select a.request_id as id from access.audit a join access.audit_chain c on c.entry = a.entry',
    );
    const kept = new Set(rows.map(({ id }) => id));
    assert.ok(acknowledged.length > 100, `${acknowledged.length} acknowledged`);
    assert.deepEqual(
      acknowledged.filter((id) => !kept.has(id)),
      [],
    );
    const result = await verifyLog(pool, { signed: await readSigned(join(folder, 'heads')) });
    assert.deepEqual([result.fault, result.unchained, result.to], [null, 0, rows.length]);
  } finally {
    await pool.end();
  }
});
