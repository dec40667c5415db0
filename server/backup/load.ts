import { createHash } from 'node:crypto';
import { type StartContext, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Migration } from '../discover.ts';
import { hashOf, migrateWithin } from '../migrate.ts';
import { BackupError } from './backup-error.ts';
import { listHindrances } from './catalog.ts';
import { type Contents, type Header, nameOf, quoted, type Sequence, type Table, type TableEnd } from './contents.ts';
import { type Frame, said } from './frames.ts';

export interface Loading {
  /** A pool on a database that holds nothing. */
  readonly pool: pg.Pool;
  readonly migrations: readonly Migration[];
  readonly now: Date;
  readonly progress: StartContext['progress'];
  /** What to do with the restored data before it stands; nothing where it is only compared. */
  readonly finish?: (tx: Tx, header: Header) => Promise<void>;
}

export interface Loaded {
  readonly header: Header;
  readonly contents: Contents;
}

const label = { zh: '写入数据', en: 'writing the data' };

/** Those of our migrations that had run when the backup was made; refuses a backup that knows one that we do not. */
function migrationsOf({ migrations: known }: Header, ours: readonly Migration[]): readonly Migration[] {
  for (const { unit, name, hash } of known) {
    const own = ours.find((one) => one.unit === unit && one.name === name);
    if (!own) {
      throw new BackupError({
        zh: `备份由更新的版本制作：本程序没有迁移 ${unit}/${name}`,
        en: `the backup was made by a newer version: this program has no migration ${unit}/${name}`,
      });
    }
    if (hashOf(own.sql) !== hash) {
      throw new BackupError({
        zh: `迁移 ${unit}/${name} 与备份时不同`,
        en: `migration ${unit}/${name} is not the one of the backup`,
      });
    }
  }
  const names = new Set(known.map(({ unit, name }) => `${unit}/${name}`));
  return ours.filter(({ unit, name }) => names.has(`${unit}/${name}`));
}

async function refuseFilled(tx: Tx): Promise<void> {
  const [there] = await tx.query<{ name: string }>(
    `select format('%s.%s', schemaname, tablename) as name from pg_tables
      where schemaname not like 'pg\\_%' and schemaname <> 'information_schema' limit 1`,
  );
  if (!there) return;
  throw new BackupError({
    zh: `目标数据库不是空的（有表 ${there.name}）；请恢复到空数据库或新的数据文件夹`,
    en: `the database is not empty (it has ${there.name}); restore into an empty one, or a new data folder`,
  });
}

/** Copies the rows of one table in; ends behind its E frame. */
async function loadTable(tx: Tx, { schema, name, columns }: Table, frames: AsyncIterator<Frame>): Promise<TableEnd> {
  const hash = createHash('sha256');
  let end: TableEnd | undefined;
  async function* rows(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const next = await frames.next();
      if (next.done || (next.value.kind !== 'D' && next.value.kind !== 'E')) throw notWhole();
      if (next.value.kind === 'E') {
        end = said<TableEnd>(next.value);
        return;
      }
      hash.update(next.value.bytes);
      yield next.value.bytes;
    }
  }
  const table = nameOf({ schema, name });
  await tx.copy(`copy ${table} (${columns.map(quoted).join(', ')}) from stdin (format binary)`, rows());
  const [count] = await tx.query<{ rows: number }>(`select count(*)::float8 as rows from ${table}`);
  if (!end || hash.digest('hex') !== end.sha256 || count?.rows !== end.rows) {
    throw new BackupError({
      zh: `表 ${table} 恢复后与备份不符（${count?.rows ?? 0} 行，应为 ${end?.rows ?? 0} 行）`,
      en: `${table} is not what was backed up (${count?.rows ?? 0} rows, ${end?.rows ?? 0} expected)`,
    });
  }
  return end;
}

const notWhole = (): BackupError =>
  new BackupError({ zh: '备份文件不完整：没有结尾', en: 'the backup is not whole: it has no end' });

async function restoreSequence(tx: Tx, sequence: Sequence): Promise<void> {
  await tx.query('select setval($1::regclass, $2::bigint, $3)', [nameOf(sequence), sequence.last, sequence.called]);
}

/**
 * Makes the tables of a backup in an empty database and fills them, all in one transaction: killed at any moment it leaves an empty
 * database behind. Migrations that this program has and the backup had not are applied at the end.
 */
export async function load(frames: AsyncGenerator<Frame>, { pool, migrations, now, progress, finish }: Loading): Promise<Loaded> {
  const first = await frames.next();
  if (first.done || first.value.kind !== 'H') throw notWhole();
  const header = said<Header>(first.value);
  if (header.format !== 1)
    throw new BackupError({ zh: `备份格式 ${header.format} 未知`, en: `unknown format of backup: ${header.format}` });
  const loaded = await withTx(pool, 'write', async (tx) => {
    await tx.query('set local statement_timeout = 0');
    await refuseFilled(tx);
    await migrateWithin(tx, migrationsOf(header, migrations), now);
    const contents = await loadTables(tx, frames, progress);
    await migrateWithin(tx, migrations, now);
    await finish?.(tx, header);
    return contents;
  });
  // What the planner knows of the tables is not part of a backup.
  await withTx(pool, 'write', async (tx) => {
    await tx.query('set local statement_timeout = 0');
    await tx.query('analyze');
  });
  return { header, contents: loaded };
}

async function loadTables(tx: Tx, frames: AsyncGenerator<Frame>, progress: Loading['progress']): Promise<Contents> {
  const seeded = await tx.query<{ schema: string; name: string }>(
    `select schemaname as schema, tablename as name from pg_tables
      where schemaname not like 'pg\\_%' and schemaname <> 'information_schema'`,
  );
  const hindrances = await listHindrances(tx);
  for (const { drop } of hindrances.toReversed()) await tx.query(drop);
  for (const table of seeded) await tx.query(`alter table ${nameOf(table)} disable trigger user`);
  // Migrations fill some tables; the backup has those rows, too.
  await tx.query(`truncate ${seeded.map(nameOf).join(', ')}`);
  const contents: (Contents[number] & TableEnd)[] = [];
  let ended: Contents | undefined;
  for (let next = await frames.next(); !next.done; next = await frames.next()) {
    const { value } = next;
    if (value.kind === 'T') {
      const table = said<Table>(value);
      contents.push({ schema: table.schema, name: table.name, ...(await loadTable(tx, table, frames)) });
      progress(label, contents.length, seeded.length + 1);
    } else if (value.kind === 'S') for (const sequence of said<Sequence[]>(value)) await restoreSequence(tx, sequence);
    else if (value.kind === 'Z') ended = said<Contents>(value);
    else throw notWhole();
  }
  if (!ended || ended.length !== contents.length) throw notWhole();
  for (const { make } of hindrances) await tx.query(make);
  for (const table of seeded) await tx.query(`alter table ${nameOf(table)} enable trigger user`);
  progress(label, seeded.length + 1, seeded.length + 1);
  return contents;
}
