/** Single questions of the design, each answered on 100,000 to 200,000 resources: formats, compression, directory. */
import { type Batch, gather, homeOf, parse, sorted } from './batch.ts';
import { type Made, makeCity } from './city.ts';
import { copyIn, createRows, textChunks } from './copy.ts';
import { cpuOf, cpuOfNode } from './cpu.ts';
import { typeNumber } from './entries.ts';
import { hash48, keyText, placeOf, ridOf } from './keys.ts';
import type { Server } from './load.ts';
import { print } from './table.ts';

/** CPU ms per item of `work`, which does `items` of them. */
async function cost(
  { backend }: Server,
  items: number,
  work: () => Promise<void>,
): Promise<{ node: number; postgres: number; both: number; wall: number }> {
  const [node, postgres, wall] = [cpuOfNode(), cpuOf(backend), performance.now()];
  await work();
  const [n, p] = [(cpuOfNode() - node) / items, (cpuOf(backend) - postgres) / items];
  return { node: n, postgres: p, both: n + p, wall: (performance.now() - wall) / items };
}

export interface Sample {
  readonly made: readonly Made[];
  readonly batch: Batch;
}

/** The first `count` resources with their entries; addresses are given in the order of their first mention. */
export function sampleOf(folder: string, count: number): Sample {
  const made: Made[] = [];
  for (const one of makeCity(folder)) {
    made.push(one);
    if (made.length === count) break;
  }
  const bodies = parse(made);
  const rids = new Map(bodies.map((body, n) => [`${body.resourceType}/${body.id}`, ridOf(n + 1, homeOf(body))]));
  let last = count;
  const ridFor = (name: string): number => {
    let rid = rids.get(name);
    if (rid === undefined) {
      last += 1;
      rid = ridOf(last, placeOf(name));
      rids.set(name, rid);
    }
    return rid;
  };
  return { made, batch: gather(made, bodies, ridFor, { dated: true, hashed: false }) };
}

const bytesOf = async ({ client }: Server, relation: string): Promise<number> => {
  const { rows } = await client.query<{ bytes: string }>('select pg_total_relation_size($1) as bytes', [relation]);
  return Number(rows[0]?.bytes);
};

/** The same sorted postings into an indexed table, in batches of 20,000 resources' worth, by five ways of writing. */
export async function writeFormats(server: Server, { batch, made }: Sample): Promise<void> {
  const { client } = server;
  const { postings: p } = batch;
  const order = sorted(p);
  const signed = (high: number, low: number): bigint => BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low));
  const slices: Uint32Array[] = [];
  const per = Math.ceil(order.length / 5);
  for (let n = 0; n < order.length; n += per) slices.push(order.subarray(n, n + per));
  const key = (n: number): bigint => signed(p.keyHigh[n] ?? 0, p.keyLow[n] ?? 0);
  const value = (n: number): bigint => signed(p.valueHigh[n] ?? 0, p.valueLow[n] ?? 0);
  const binary = (slice: Uint32Array): Promise<void> => {
    const copy = createRows();
    for (const n of slice) {
      copy.row(3);
      copy.int8(p.keyHigh[n] ?? 0, p.keyLow[n] ?? 0);
      copy.int8(p.valueHigh[n] ?? 0, p.valueLow[n] ?? 0);
      copy.int2(p.place[n] ?? 0);
    }
    return copyIn(client, 'copy written (key, v, place) from stdin (format binary)', copy.end());
  };
  const text = (slice: Uint32Array): Promise<void> => {
    const lines: string[] = [];
    for (const n of slice) lines.push(`${key(n)}\t${value(n)}\t${p.place[n]}`);
    return copyIn(client, 'copy written (key, v, place) from stdin', textChunks(lines));
  };
  const unnest = async (slice: Uint32Array): Promise<void> => {
    const all = [...slice];
    const values = [all.map((n) => `${key(n)}`), all.map((n) => `${value(n)}`), all.map((n) => p.place[n])];
    await client.query('insert into written select * from unnest($1::int8[], $2::int8[], $3::int2[])', values);
  };
  const shuffled = (slice: Uint32Array): Promise<void> =>
    binary(slice.slice().sort((a, b) => Math.imul(a, 2654435761) - Math.imul(b, 2654435761)));
  const ways = {
    'COPY binary, sorted': binary,
    'COPY binary, not sorted': shuffled,
    'COPY text, sorted': text,
    'INSERT … SELECT unnest, sorted': unnest,
  };
  const rows: (string | number)[][] = [];
  for (const [name, way] of Object.entries(ways)) {
    await client.query(
      'create table written (key int8 not null, v int8 not null, place int2 not null); create index on written (key, v)',
    );
    const { node, postgres, both } = await cost(server, made.length, async () => {
      for (const slice of slices) await way(slice);
    });
    rows.push([name, node, postgres, both, (await bytesOf(server, 'written')) / made.length]);
    await client.query('drop table written');
  }
  print(
    `Writing ${(order.length / made.length).toFixed(1)} postings a resource, CPU ms per resource`,
    ['way', 'node', 'postgres', 'both', 'bytes'],
    rows,
  );
}

/** Bodies under each storage of PostgreSQL's: writing, size, reading one by its key. */
export async function compression(server: Server, { made }: Sample): Promise<void> {
  const { client } = server;
  const kinds: [string, string][] = [
    ['extended (compresses above 2 kB)', 'alter table stored alter column body set storage extended'],
    ['external (never compresses)', 'alter table stored alter column body set storage external'],
    [
      'main, target 512 (compresses above 512 B)',
      'alter table stored alter column body set storage main; alter table stored set (toast_tuple_target = 512)',
    ],
    [
      'main, target 1024',
      'alter table stored alter column body set storage main; alter table stored set (toast_tuple_target = 1024)',
    ],
    [
      'extended, target 8160 (compresses above a page)',
      'alter table stored alter column body set storage extended; alter table stored set (toast_tuple_target = 8160)',
    ],
  ];
  const rows: (string | number)[][] = [];
  for (const [name, sql] of kinds) {
    await client.query(`create table stored (rid int8 primary key, body text not null); ${sql}`);
    const wrote = await cost(server, made.length, async () => {
      const copy = createRows();
      made.forEach(({ body }, n) => {
        copy.row(2);
        copy.whole(n);
        copy.text(body);
      });
      await copyIn(client, 'copy stored (rid, body) from stdin (format binary)', copy.end());
    });
    await client.query('vacuum analyze stored');
    const read = await cost(server, 2000, async () => {
      for (let n = 0; n < 2000; n += 1) {
        await client.query({
          name: `stored ${name}`,
          text: 'select body from stored where rid = $1',
          values: [(n * 7919) % made.length],
        });
      }
    });
    const page = await cost(server, 300, async () => {
      for (let n = 0; n < 300; n += 1) {
        const from = (n * 7919) % (made.length - 500);
        const values = [Array.from({ length: 20 }, (_, i) => from + i * 25)];
        await client.query({
          name: `page ${name}`,
          text: 'select body from unnest($1::int8[]) as rid cross join lateral (select body from stored where rid = rid.rid limit 1) b',
          values,
        });
      }
    });
    rows.push([name, wrote.both, (await bytesOf(server, 'stored')) / made.length, read.postgres, page.postgres]);
    await client.query('drop table stored');
  }
  print('Bodies', ['storage', 'write, CPU ms', 'bytes', 'read one, PostgreSQL ms', 'read 20, PostgreSQL ms'], rows);
}

/** A directory of its own, one table keyed by type and id, and a directory keyed by a 128-bit hash. */
export async function directories(server: Server, { batch, made }: Sample): Promise<void> {
  const { client } = server;
  const body = 'type int2 not null, place int2 not null, body text not null';
  const half = (text: string): string =>
    (keyText(0, hash48('', text)) + keyText(0, hash48('x', text))).padStart(32, '0').slice(-32);
  const ways = {
    'name (type, id) + resource (rid, place)': {
      sql: `create table name (rid int8 not null, type int2 not null, id text collate "C" not null, primary key (type, id)); create table resource (rid int8 not null, ${body}, primary key (rid, place))`,
      read: 'select body from name n cross join lateral (select body from resource where rid = n.rid limit 1) r where type = $1 and id = $2',
    },
    'name (128-bit hash) + resource (rid, place)': {
      sql: `create table name (hash uuid primary key, rid int8 not null); create table resource (rid int8 not null, id text not null, ${body}, primary key (rid, place))`,
      read: 'select body from name n cross join lateral (select body from resource where rid = n.rid limit 1) r where hash = $1',
    },
    'resource (type, id), unique rid': {
      sql: `create table resource (rid int8 not null unique, id text collate "C" not null, ${body}, primary key (type, id))`,
      read: 'select body from resource where type = $1 and id = $2',
    },
  };
  const rows: (string | number)[][] = [];
  for (const [name, { sql, read }] of Object.entries(ways)) {
    await client.query(sql);
    const hashed = name.includes('hash');
    const single = name.startsWith('resource');
    const wrote = await cost(server, made.length, async () => {
      for (let from = 0; from < made.length; from += 20_000) {
        const slice = batch.rows.slice(from, from + 20_000);
        const byName = slice.map((row, n) => ({ row, id: row.id, hash: hashed ? half(made[from + n]?.id ?? '') : '' }));
        byName.sort((a, b) => (hashed ? (a.hash < b.hash ? -1 : 1) : a.row.type - b.row.type || (a.id < b.id ? -1 : 1)));
        const [names, resources] = [createRows(), createRows()];
        for (const { row, hash } of byName) {
          names.row(hashed ? 2 : 3);
          names.whole(row.rid);
          if (hashed) names.bytes(Buffer.from(hash, 'hex'));
          else {
            names.int2(row.type);
            names.text(row.id);
          }
        }
        for (const row of slice) {
          resources.row(single || hashed ? 5 : 4);
          resources.whole(row.rid);
          resources.int2(row.type);
          resources.int2(row.place);
          resources.text(row.body);
          if (single || hashed) resources.text(row.id);
        }
        if (!single)
          await copyIn(client, `copy name (rid, ${hashed ? 'hash' : 'type, id'}) from stdin (format binary)`, names.end());
        await copyIn(
          client,
          `copy resource (rid, type, place, body${single || hashed ? ', id' : ''}) from stdin (format binary)`,
          resources.end(),
        );
      }
    });
    for (const table of single ? ['resource'] : ['name', 'resource']) await client.query(`vacuum analyze ${table}`);
    const readOne = await cost(server, 2000, async () => {
      for (let n = 0; n < 2000; n += 1) {
        const { type, id } = made[(n * 7919) % made.length] as Made;
        const hash = hashed ? half(id) : '';
        await client.query({ name: `read ${name}`, text: read, values: hashed ? [hash] : [typeNumber(type), id] });
      }
    });
    const size = (await bytesOf(server, 'resource')) + (single ? 0 : await bytesOf(server, 'name'));
    rows.push([name, wrote.both, size / made.length, readOne.postgres, readOne.both]);
    await client.query(`drop table resource${single ? '' : ', name'}`);
  }
  print('Directory', ['tables', 'write, CPU ms', 'bytes', 'read by id, PostgreSQL ms', 'with node'], rows);
}
