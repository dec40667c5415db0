import { randomBytes } from 'node:crypto';
import type { StartContext } from '@songhua/kernel';
import pg from 'pg';
import type { Migration } from '../discover.ts';
import { BackupError } from './backup-error.ts';
import { type Contents, differences, type Header, quoted } from './contents.ts';
import { dump } from './dump.ts';
import type { Frame } from './frames.ts';
import { load } from './load.ts';

export interface Comparing {
  /** A server on which a database may be made and dropped. */
  readonly url: string;
  readonly migrations: readonly Migration[];
  readonly now: Date;
  readonly progress: StartContext['progress'];
}

export interface Compared {
  readonly header: Header;
  readonly contents: Contents;
  /** Tables whose rows are not what was backed up; empty when all is well. */
  readonly differences: readonly string[];
}

/** Reads everything and keeps hashes only. */
async function readAll(pool: pg.Pool, now: Date, progress: StartContext['progress']): Promise<Contents> {
  const client = await pool.connect();
  try {
    const reading = dump({ client, now, progress, keepsRows: false });
    for (;;) {
      const next = await reading.next();
      if (next.done) return next.value;
    }
  } finally {
    client.release();
  }
}

/** Opens a pool on a database made for `work` alone, and drops it whatever happens. */
async function inOwnDatabase<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const name = `songhua_check_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(`create database ${quoted(name)} template template0`).catch((cause: Error) => {
      throw new BackupError(
        { zh: `无法建立校验用的数据库：${cause.message}`, en: `no database can be made to check in: ${cause.message}` },
        {
          cause,
        },
      );
    });
    const own = new URL(url);
    own.pathname = `/${name}`;
    const pool = new pg.Pool({ connectionString: own.href, max: 2 });
    pool.on('error', () => {});
    try {
      return await work(pool);
    } finally {
      await pool.end();
      await admin.query(`drop database ${quoted(name)} with (force)`);
    }
  } finally {
    await admin.end();
  }
}

/**
 * Restores a backup into a database of its own and reads it again: each table must have the rows, and the bytes, that were backed up.
 * Tables that a newer program's migrations add or fill are not compared.
 */
export const compare = (frames: AsyncGenerator<Frame>, { url, migrations, now, progress }: Comparing): Promise<Compared> =>
  inOwnDatabase(url, async (pool) => {
    const { header, contents } = await load(frames, { pool, migrations, now, progress });
    const known = new Set(contents.map(({ schema, name }) => `${schema}.${name}`));
    const again = (await readAll(pool, now, progress)).filter(({ schema, name }) => known.has(`${schema}.${name}`));
    const isOlder = header.migrations.length < migrations.length;
    const bookkeeping = ({ schema, name }: { schema: string; name: string }) => schema === 'songhua' && name === 'migration';
    const compared = (all: Contents): Contents => (isOlder ? all.filter((table) => !bookkeeping(table)) : all);
    return { header, contents, differences: differences(compared(contents), compared(again)) };
  });
