import { createHash } from 'node:crypto';
import { chainHeadOf } from '@songhua/access';
import type { StartContext } from '@songhua/kernel';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { listMigrations, listSequences, listTables } from './catalog.ts';
import { type Contents, type Header, nameOf, quoted, type TableEnd } from './contents.ts';
import { frame } from './frames.ts';

export interface Dumping {
  readonly client: pg.ClientBase;
  readonly now: Date;
  readonly progress: StartContext['progress'];
  /** Of a backup the bytes leave; for a comparison their hashes are enough. */
  readonly keepsRows: boolean;
  /** Told where the audit log stood. */
  readonly onHead?: (audit: { readonly number: number; readonly hash: string } | null) => void;
}

const label = { zh: '读取数据', en: 'reading the data' };

/**
 * Everything the database holds, as frames, from one snapshot: others go on reading and writing meanwhile. Returns what was read of each
 * table. The connection must do nothing else.
 */
export async function* dump({ client, now, progress, keepsRows, onHead }: Dumping): AsyncGenerator<Uint8Array, Contents> {
  await client.query('begin isolation level repeatable read, read only');
  // Reading takes as long as it takes, and always from the first row on: two readings of the same rows give the same bytes.
  await client.query('set local statement_timeout = 0');
  await client.query('set local synchronize_seqscans = off');
  const { rows: version } = await client.query<{ server_version_num: string }>('show server_version_num');
  const audit = await chainHeadOf(client);
  onHead?.(audit);
  const header: Header = {
    format: 1,
    at: now.toISOString(),
    postgres: Number(version[0]?.server_version_num),
    migrations: await listMigrations(client),
    audit,
  };
  yield* frame('H', header);
  const tables = await listTables(client);
  const expected = tables.reduce((sum, { estimate }) => sum + estimate, 0);
  const contents: (Contents[number] & TableEnd)[] = [];
  let done = 0;
  for (const { schema, name, columns, estimate } of tables) {
    yield* frame('T', { schema, name, columns });
    const rows = client.query(
      copyTo(`copy ${nameOf({ schema, name })} (${columns.map(quoted).join(', ')}) to stdout (format binary)`),
    );
    const hash = createHash('sha256');
    for await (const chunk of rows as AsyncIterable<Buffer>) {
      hash.update(chunk);
      if (keepsRows) yield* frame('D', chunk);
    }
    const end: TableEnd = { rows: rows.rowCount, sha256: hash.digest('hex') };
    yield* frame('E', end);
    contents.push({ schema, name, ...end });
    done += estimate;
    // The end is not said before it is: rows that came since the last estimate would be beyond it.
    progress(label, Math.min(done, expected - 1), expected);
  }
  yield* frame('S', await listSequences(client));
  yield* frame('Z', contents);
  await client.query('commit');
  progress(label, expected, expected);
  return contents;
}
