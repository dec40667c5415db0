import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openReturns, since } from '../fixtures/open-returns.ts';
import { importCommand } from './import-command.ts';

test('the command checks, tries out and applies a file, and its exit code says how it went', async (t) => {
  const { pool, records, server } = await openReturns(t);
  const folder = mkdtempSync(join(tmpdir(), 'songhua-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const run = async (...args: readonly string[]) => {
    const lines: string[] = [];
    const settings = { registry: 'empty', mode: 'demo', cityScale: 0 } as const;
    const modules = server.house.manifests.map(({ id }) => id);
    const context = { pool, records, root: server.house.root, now: since, settings, modules, progress: () => {} };
    const code = await importCommand.run(args, { ...context, print: (line) => lines.push(line) });
    return { code, text: lines.join('\n') };
  };
  const beds = async () =>
    (await pool.query("select value from registry.institution_fact where measure = 'beds-total' and as_of = '2024-12-31'")).rows;
  const good = file('床位.csv', '机构,床位编号,床位类别\r\nh-1,1,icu\r\nh-1,2,observation\r\n');
  const bad = file('bad.csv', '机构,床位编号,床位类别\r\nh-1,1,icu\r\nh-1,2,水床\r\n');
  const asked = ['--kind', 'beds', '--area', '220281', '--as-of', '2024-12-31'];

  const tried = await run(good, ...asked, '--dry-run');
  assert.equal(tried.code, 0, tried.text);
  assert.match(tried.text, /nothing was written/);
  assert.deepEqual(await beds(), []);

  const refused = await run(bad, ...asked);
  assert.equal(refused.code, 1);
  assert.match(refused.text, /line 3 {2}床位类别 Class {2}\[unknown-code\] “水床”/);
  const json = JSON.parse((await run(bad, ...asked, '--json')).text) as { errors: number; applied: null };
  assert.deepEqual([json.errors, json.applied, await beds()], [1, null, []]);

  assert.equal((await run(good, ...asked)).code, 0);
  assert.deepEqual(await beds(), [{ value: 1 }]);
  const { rows } = await pool.query('select state, kind, year from returns.submission');
  assert.deepEqual(rows, [{ state: 'accepted', kind: 'beds', year: 2024 }]);
  const told = await pool.query("select payload - 'id' as payload from events.outbox where type = 'returns.accepted'");
  assert.deepEqual(told.rows, [{ payload: { area: '220281', year: 2024, kind: 'beds' } }]);
});

test('asked wrongly it says how, with exit code 2', async (t) => {
  const { pool, records, server } = await openReturns(t);
  const settings = { registry: 'empty', mode: 'demo', cityScale: 0 } as const;
  const lines: string[] = [];
  const context = {
    pool,
    records,
    root: server.house.root,
    now: since,
    settings,
    modules: [],
    progress: () => {},
    print: (line: string) => lines.push(line),
  };
  assert.equal(await importCommand.run(['x.csv', '--kind', 'people', '--area', '220281', '--year', '2024'], context), 2);
  assert.match(lines.join('\n'), /--kind/);
  assert.equal(await importCommand.run(['/nowhere/x.csv', '--kind', 'staff', '--area', '220281', '--year', '2024'], context), 2);
  assert.match(lines.at(-1) ?? '', /cannot open/);
  assert.equal(
    await importCommand.run([import.meta.filename, '--kind', 'staff', '--area', '110000', '--year', '2024'], context),
    2,
  );
  assert.match(lines.at(-1) ?? '', /no county with the code 110000/);
});
