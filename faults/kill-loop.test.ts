import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspectIndex, onDatabase } from './inspect.ts';
import { runLoop } from './run-loop.ts';

/** One statement that spoils a sound database, and what the check of the index must then say. */
const planted: readonly (readonly [spoil: string, said: RegExp])[] = [
  [
    'delete from records.posting where ctid = (select min(ctid) from records.posting)',
    /: records\.posting missing: \w+\.\S+, key /,
  ],
  ['insert into records.word select * from records.word order by v limit 1', /: records\.word twice: /],
  ['delete from records.version where ctid = (select min(ctid) from records.version)', /: its history holds the versions \[/],
];

test('ten kills of server, PostgreSQL and importer: no acknowledged write is lost, nothing is half there, each event comes once', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-faults-'));
  await chmod(folder, 0o755);
  const report = await runLoop({
    folder,
    kills: 10,
    seed: 7,
    writers: 4,
    inspectEvery: 100,
    importPause: 600_000,
    say: (line) => t.diagnostic(line),
  });
  t.after(async () => {
    await report.victim.stop();
    await rm(folder, { recursive: true, force: true });
  });
  assert.deepEqual(report.findings, []);
  assert.ok(report.counts.acknowledged >= 40 && report.imports.done === 1, JSON.stringify(report.counts));
  assert.ok(Object.keys(report.kills).length >= 3, JSON.stringify(report.kills));

  const data = join(folder, 'data');
  await onDatabase(data, (pool) => pool.query(planted.map(([spoil]) => spoil).join(';')));
  const [said = ''] = await inspectIndex(report.victim);
  for (const [, finding] of planted) assert.match(said, finding, 'a fault that was planted');
});
