import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const runner = pathToFileURL(join(import.meta.dirname, 'run-node.mjs')).href;

/** A script that runs a child by `runNode`; the child says that it is up, and leaves a file when it is told to stop. */
async function launcher(t: TestContext): Promise<{ script: string; stopped: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-run-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const stopped = join(folder, 'stopped');
  const child = `process.on('SIGTERM', () => { require('fs').writeFileSync(${JSON.stringify(stopped)}, ''); process.exit(7) }); setInterval(() => {}, 1000); console.log('up')`;
  const script = join(folder, 'launch.mjs');
  await writeFile(script, `import { runNode } from ${JSON.stringify(runner)};\nrunNode(['-e', ${JSON.stringify(child)}]);\n`);
  return { script, stopped };
}

test('a signal goes on to the child, and its exit code comes back', async (t) => {
  const { script, stopped } = await launcher(t);
  const front = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(front.stdout, 'data');
  front.kill('SIGTERM');
  const [code] = await once(front, 'exit');
  assert.deepEqual([code, existsSync(stopped)], [7, true]);
});

test('when the shell in front is killed without passing it on, the child is told to stop', async (t) => {
  const { script, stopped } = await launcher(t);
  const shell = spawn('sh', ['-c', `"${process.execPath}" "${script}"; true`], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(shell.stdout, 'data');
  shell.kill('SIGKILL');
  for (let tries = 0; !existsSync(stopped); tries += 1) {
    assert.ok(tries < 100, 'the child was not stopped');
    await wait(100);
  }
});
