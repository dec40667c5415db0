import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { isLeft } from './test-folder.ts';

test('what a killed run of the tests left in memory is told from what another run uses, and from what is just being made', async (t) => {
  const place = await mkdtemp(join(tmpdir(), 'songhua-left-'));
  t.after(() => rm(place, { recursive: true, force: true }));
  const hourAgo = new Date(Date.now() - 3_600_000);
  const folder = async (name: string, pid: number | null, made = hourAgo): Promise<string> => {
    const path = join(place, name);
    await mkdir(join(path, 'postgres', 'data'), { recursive: true });
    if (pid !== null) await writeFile(join(path, 'postgres', 'data', 'postmaster.pid'), `${pid}\n${path}\n`);
    await utimes(path, made, made);
    return path;
  };
  assert.equal(await isLeft(await folder('running', process.pid)), process.platform !== 'linux');
  assert.equal(await isLeft(await folder('dead', 2 ** 22 + 1)), true);
  assert.equal(await isLeft(await folder('stopped', null)), true);
  assert.equal(await isLeft(await folder('being made', null, new Date())), false);
  assert.equal(await isLeft(join(place, 'not there')), false);
});
