/**
 * Packed lists: for keys with many postings the sequences as bits, so many to a row as fill a page, so that counting a large
 * list or intersecting two reads kilobytes instead of a hundred thousand index entries.
 */
import type pg from 'pg';
import { copyIn, createRows } from './copy.ts';

const blockSize = 61_440;

/** Bits as they are, or compressed within the row where that helps. */
export type Kind = 'plain' | 'compressed';

export interface PackedCost {
  readonly keys: number;
  readonly entries: number;
}

/** Builds packed lists of every key with at least `least` postings, from the postings as they are. */
export async function pack(client: pg.Client, least: number, kind: Kind): Promise<PackedCost> {
  await client.query(`create table packed (key int8 not null, block int4 not null, n int4 not null, data varbit not null);
    alter table packed alter column data set storage ${kind === 'plain' ? 'plain' : 'main'};
    alter table packed set (toast_tuple_target = ${kind === 'plain' ? 8160 : 256})`);
  const { rows: keys } = await client.query<{ key: string }>(
    'select key from posting group by key having count(*) >= $1 order by key',
    [least],
  );
  let entries = 0;
  for (let from = 0; from < keys.length; from += 50) {
    const copy = createRows();
    for (const { key } of keys.slice(from, from + 50)) {
      const { rows } = await client.query<{ block: string; offsets: Buffer }>({
        text: `select (v & 137438953471) / ${blockSize} as block, string_agg(int4send(((v & 137438953471) % ${blockSize})::int4), '') as offsets
          from posting where key = $1 group by 1 order by 1`,
        values: [key],
        name: 'pack',
      });
      const unsigned = BigInt.asUintN(64, BigInt(key));
      for (const { block, offsets } of rows) {
        const bits = Buffer.alloc(blockSize / 8);
        for (let at = 0; at < offsets.length; at += 4) {
          const offset = offsets.readUInt32BE(at);
          bits[offset >> 3] = (bits[offset >> 3] as number) | (128 >> (offset & 7));
        }
        entries += offsets.length / 4;
        copy.row(4);
        copy.int8(Number(unsigned >> 32n), Number(unsigned & 0xffffffffn));
        copy.int4(Number(block));
        copy.int4(offsets.length / 4);
        copy.bits(bits);
      }
    }
    await copyIn(client, 'copy packed (key, block, n, data) from stdin (format binary)', copy.end());
  }
  await client.query('create index on packed (key, block) include (n)');
  return { keys: keys.length, entries };
}

export const countOfBoth =
  'select coalesce(sum(bit_count(a.data & b.data)), 0) as body from packed a join packed b on b.key = $2 and b.block = a.block where a.key = $1';
export const countOfOne = 'select coalesce(sum(n), 0) as body from packed where key = $1';
