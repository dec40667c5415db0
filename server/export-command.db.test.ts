import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { importAll } from '@songhua/records/import/fixtures/importing.ts';
import { fileOf } from '@songhua/records/import/fixtures/ndjson.ts';
import { syntheaResources } from '@songhua/records/import/fixtures/synthea.ts';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import { type TestApp, testApp } from './testing.ts';

const synthea = join(import.meta.dirname, '../../shared/data/synthea');

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'songhua-export-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Of the server and of the command alike. */
const settings = { SONGHUA_SECRET_KEY: 'ab'.repeat(32) };

/** The command line, on the database of a test. */
async function songhua(
  { server: { config } }: TestApp,
  data: string,
  args: readonly string[],
): Promise<{ code: number | null; out: string; err: string }> {
  const { DATABASE_URL = '' } = config;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], {
    env: { ...process.env, DATABASE_URL, SONGHUA_DATA: data, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

/** What a store holds, apart from what it says of its own versions. */
async function contentOf(pool: pg.Pool): Promise<Map<string, unknown>> {
  const { rows } = await pool.query<{ body: string }>('select body from records.resource where not deleted');
  return new Map(
    rows.map(({ body }) => {
      const { meta, ...resource } = JSON.parse(body) as {
        resourceType: string;
        id: string;
        meta: { versionId?: string; lastUpdated?: string };
      };
      const { versionId: _, lastUpdated: __, ...rest } = meta;
      return [`${resource.resourceType}/${resource.id}`, { ...resource, meta: rest }];
    }),
  );
}

const filesIn = (folder: string): string[] => readdirSync(folder).filter((name) => name.endsWith('.ndjson'));

test('what is exported and imported into an empty store is the same, resource by resource', async (t) => {
  const app = await testApp(t, { prepared: true, settings });
  const people = existsSync(synthea) ? syntheaResources(synthea) : [];
  t.diagnostic(people.length > 0 ? `${people.length} Synthea resources` : 'skipped: no Synthea bundles beside the project');
  const input = folderOf(t);
  if (people.length > 0)
    await importAll(app.pool, [
      {
        kind: 'file',
        address: fileOf(
          input,
          'people.ndjson',
          people.map((resource) => JSON.stringify(resource)),
        ),
      },
    ]);
  const folder = join(folderOf(t), 'out');
  const done = await songhua(app, input, ['export', folder]);
  assert.equal(done.code, 0, done.err);
  const before = await contentOf(app.pool);
  t.diagnostic(`${before.size} resources`);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    output: readonly { type: string; file: string; count: number }[];
  };
  assert.equal(
    manifest.output.reduce((sum, { count }) => sum + count, 0),
    before.size,
  );
  assert.deepEqual(filesIn(folder).sort(), manifest.output.map(({ file }) => file).sort());
  const empty = await testDatabase(t);
  const job = await importAll(
    empty,
    manifest.output.map(({ file }) => ({ kind: 'file' as const, address: join(folder, file) })),
    {},
    { batch: 5_000 },
  );
  assert.deepEqual([job.refused, job.created], [0, before.size]);
  const after = await contentOf(empty);
  assert.equal(after.size, before.size);
  for (const [name, resource] of before) assert.deepEqual(after.get(name), resource, name);
  const { rows } = await app.pool.query<{ note: string; patients: string[] }>(
    `select note, patients from access.audit where event = 'records-exported'`,
  );
  assert.deepEqual(rows, [{ note: `all types to ${folder}`, patients: ['*'] }]);
});

test('types, since and group choose; a folder in use, a type that is none and a group that is not there are refused and leave nothing', async (t) => {
  const app = await testApp(t, { settings });
  const { pool } = app;
  const base = folderOf(t);
  const lines = ['a', 'b'].flatMap((id) => [
    { resourceType: 'Patient', id },
    { resourceType: 'Observation', id, status: 'final', code: { text: 'x' }, subject: { reference: `Patient/${id}` } },
  ]);
  const group = {
    resourceType: 'Group',
    id: 'g',
    type: 'person',
    actual: true,
    member: [{ entity: { reference: 'Patient/a' } }],
  };
  const path = fileOf(
    base,
    'in.ndjson',
    [...lines, group].map((one) => JSON.stringify(one)),
  );
  await importAll(pool, [{ kind: 'file', address: path }]);
  const some = await songhua(app, base, ['export', join(base, 'some'), '--type', 'Observation', '--group', 'g', '--json']);
  assert.equal(some.code, 0, some.err);
  const { output } = JSON.parse(some.out) as { output: readonly { type: string; count: number }[] };
  assert.deepEqual(
    output.map(({ type, count }) => [type, count]),
    [['Observation', 1]],
  );
  const wrong: readonly (readonly [readonly string[], RegExp])[] = [
    [['export', join(base, 'some')], /不为空/],
    [['export', join(base, 'x'), '--type', 'Nothing'], /_type Nothing/],
    [['export', join(base, 'x'), '--since', 'once'], /_since once/],
    [['export', join(base, 'x'), '--group', 'none'], /Group\/none/],
    [['export'], /DIR/],
  ];
  for (const [args, pattern] of wrong) {
    const { code, err } = await songhua(app, base, args);
    assert.equal(code, 2, args.join(' '));
    assert.match(err, pattern);
  }
  assert.ok(!existsSync(join(base, 'x')));
  const { rows } = await withTx(pool, 'read', async (tx) => ({
    rows: await tx.query<{ patients: string[] }>(
      `select patients from access.audit where event = 'records-exported' order by entry`,
    ),
  }));
  assert.deepEqual(
    rows.map(({ patients }) => patients),
    [['a']],
  );
});
