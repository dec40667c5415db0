import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isSocketFolder, makeSocketFolder, removeSocketFolder } from './socket-folder.ts';

test('a socket folder is made, made again, and removed with what lies in it', async () => {
  const folder = await makeSocketFolder(undefined);
  assert.ok(isSocketFolder(folder));
  await writeFile(join(folder, '.s.PGSQL.5432'), '');
  assert.equal(await makeSocketFolder(undefined, folder), folder);
  await removeSocketFolder(folder);
  assert.ok(!existsSync(folder));
});

test('no path that a pid file might name is removed unless it is exactly such a folder', async (t) => {
  const victim = await mkdtemp(join(tmpdir(), 'songhua-victim-'));
  t.after(() => rm(victim, { recursive: true, force: true }));
  for (const path of [
    victim,
    `${tmpdir()}/songhua-pg-abcdef/../${victim.split('/').at(-1)}`,
    `${tmpdir()}/songhua-pg-`,
    '/',
    '',
  ]) {
    assert.equal(isSocketFolder(path), false, path);
    await removeSocketFolder(path);
  }
  assert.ok(existsSync(victim));
});

test('a link somebody put at the old name is refused', async (t) => {
  const folder = await makeSocketFolder(undefined);
  await removeSocketFolder(folder);
  const target = await mkdtemp(join(tmpdir(), 'songhua-target-'));
  await mkdir(join(target, 'x'));
  await symlink(target, folder);
  t.after(() => rm(folder, { force: true }));
  t.after(() => rm(target, { recursive: true, force: true }));
  await assert.rejects(makeSocketFolder(undefined, folder), /is not ours/);
});
