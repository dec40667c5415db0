import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startRegistry } from '../fixtures/start-registry.ts';
import { loadAreas } from './load-areas.ts';

test('areas are read again when a file of any plan folder has changed, and not before', async (t) => {
  const { context, pool } = await startRegistry(t);
  const root = await mkdtemp(join(tmpdir(), 'songhua-areas-'));
  t.after(() => rm(root, { recursive: true }));
  await cp(join(context.root, 'plans'), join(root, 'plans'), { recursive: true });
  const name = async (): Promise<string | undefined> =>
    (await pool.query<{ name: string }>(`select name_en as name from registry.area where code = '220281'`)).rows[0]?.name;
  const given = await name();
  await pool.query(`update registry.area set name_en = 'by hand' where code = '220281'`);
  await loadAreas.run({ ...context, root });
  assert.equal(await name(), 'by hand');
  const file = join(root, 'plans/jilin-2025/areas.csv');
  await writeFile(file, `${await readFile(file, 'utf8')}# more\n`);
  await loadAreas.run({ ...context, root });
  assert.equal(await name(), given);
});

test('a folder with a fault stops each start until it is mended, and nothing of it is kept', async (t) => {
  const { context, pool } = await startRegistry(t);
  const root = await mkdtemp(join(tmpdir(), 'songhua-areas-'));
  t.after(() => rm(root, { recursive: true }));
  await cp(join(context.root, 'plans'), join(root, 'plans'), { recursive: true });
  const file = join(root, 'plans/jilin-2025/areas.csv');
  const text = await readFile(file, 'utf8');
  await writeFile(file, `${text}220299,999999,county,,x,x\n`);
  for (const _ of [1, 2]) await assert.rejects(loadAreas.run({ ...context, root }), /areas\.csv/);
  assert.equal((await pool.query(`select 1 from registry.area where code = '220299'`)).rowCount, 0);
});
