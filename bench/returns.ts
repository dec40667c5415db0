/**
 * A roster of 45,000 people from an XLSX into the registry, by the command people run: read, checked line by line, written as
 * Practitioner and PractitionerRole, counted into each institution's figures. Beside it what cannot be saved: a plain pass of a
 * well-known reader over the same workbook, and the record store's own load of the same resources.
 * `npm run bench returns [-- --people N]`.
 */
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withTx } from '@songhua/kernel';
import { importCommand } from '@songhua/module-returns/http/import-command.ts';
import { readConfig } from '@songhua/server/config.ts';
import { discover } from '@songhua/server/discover.ts';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import { createLogger, openBase, prepare, startContext } from '@songhua/server/runtime.ts';
import excel from 'exceljs';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { people: { type: 'string', default: '45000' } } });
const people = Number(values.people);

const since = (from: number): number => (performance.now() - from) / 1000;

const professions = ['执业（助理）医师', '注册护士', '注册护士', '药师（士）', '工勤技能人员'];

async function writeRoster(path: string, institutions: readonly string[]): Promise<void> {
  const book = new excel.stream.xlsx.WorkbookWriter({ filename: path });
  const sheet = book.addWorksheet('人员');
  sheet.addRow(['机构', '人员编号', '姓名', '性别', '人员类别', '执业类别', '执业资格', '专业', '在编']).commit();
  for (let n = 0; n < people; n += 1) {
    const profession = professions[n % professions.length];
    const doctor = n % professions.length === 0;
    sheet
      .addRow([
        institutions[n % institutions.length],
        `P${n}`,
        `试验${n}`,
        n % 2 ? '男' : '女',
        profession,
        doctor ? '临床' : '',
        doctor ? '执业医师' : '',
        doctor ? '内科' : '',
        '是',
      ])
      .commit();
  }
  await book.commit();
}

/** Seconds a streaming reader of npm takes to look at every cell and keep none. */
async function plainRead(path: string): Promise<number> {
  const from = performance.now();
  for await (const sheet of new excel.stream.xlsx.WorkbookReader(path, { worksheets: 'emit', sharedStrings: 'cache' }))
    for await (const row of sheet) void row.values;
  return since(from);
}

const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-'));
await chmod(folder, 0o755);
const database = await openEmbedded({ folder: join(folder, 'database') });
const config = readConfig({
  DATABASE_URL: database.url,
  SONGHUA_LOG_LEVEL: 'silent',
  SONGHUA_REGISTRY: 'institutions',
  PORT: '0',
});
const base = await openBase(config, await discover(root), () => new Date(), createLogger('silent'));
try {
  await prepare(base, () => {});
  const rows = await withTx(base.pool, 'read', (tx) => tx.query<{ id: string }>('select id from registry.listed order by id'));
  const path = join(folder, 'roster.xlsx');
  await writeRoster(
    path,
    rows.map(({ id }) => id),
  );
  const plain = await plainRead(path);
  let loading = 0;
  let loaded = 0;
  const timed: typeof base.records.load = async (tx, resources, now) => {
    const from = performance.now();
    const result = await base.records.load(tx, resources, now);
    loading += since(from);
    loaded += resources.length;
    return result;
  };
  const steps = new Set<number>();
  const context = startContext(base, (_, done, total) => steps.add(Math.floor((20 * done) / total)));
  const said: string[] = [];
  const from = performance.now();
  const code = await importCommand.run([path, '--kind', 'staff', '--area', '220200', '--as-of', '2024-12-31'], {
    ...context,
    records: { ...base.records, load: timed },
    print: (line) => said.push(line),
  });
  const ours = since(from);
  if (code !== 0) throw new Error(said.slice(0, 20).join('\n'));
  const { model = 'unknown' } = cpus()[0] ?? {};
  const limit = plain + loading;
  console.log(`\n${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`);
  console.log(
    `${people} people, ${((await stat(path)).size / 1e6).toFixed(1)} MB, ${loaded} resources, ${steps.size} steps of progress seen`,
  );
  console.log(said.join('\n'));
  console.log(
    `ours ${ours.toFixed(1)} s  limit ${limit.toFixed(1)} s (plain read ${plain.toFixed(1)}, store's load ${loading.toFixed(1)})  ratio ${(ours / limit).toFixed(2)}`,
  );
} finally {
  await base.close();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
