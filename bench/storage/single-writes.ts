/** One create and one update at a time, each one statement, one round trip and one commit; and what HOT needs. */
import { cpuOf, cpuOfNode, cpuOfServer } from './cpu.ts';
import type { Server } from './load.ts';
import { print } from './table.ts';
import type { Sample } from './trials.ts';

const tables = (fill: number): string => `
  create table name (rid int8 not null, type int2 not null, id text collate "C" not null, primary key (type, id));
  create table resource (rid int8 not null, updated_at timestamptz not null, version int4 not null, type int2 not null,
    place int2 not null, deleted bool not null, body text collate "C" not null, primary key (rid, place)) with (fillfactor = ${fill});
  create table version (rid int8 not null, updated_at timestamptz not null, version int4 not null, place int2 not null, body text not null, primary key (rid, version, place));
  create table posting (key int8 not null, v int8 not null, place int2 not null);
  create index on posting (key, v);
  create table amount (key int8 not null, value float8 not null, rid int8 not null, place int2 not null);
  create index on amount (key, value, rid);
  create table moment (low int8 not null, high int8 not null, rid int8 not null, param int2 not null, place int2 not null);
  create index on moment (param, low, rid);
  create table word (rid int8 not null, param int2 not null, place int2 not null, text text collate "C" not null);
  create index on word (param, text, rid)`;

const create = `with n as (insert into name values ($1, $2, $3)),
  r as (insert into resource values ($1, $4, 1, $2, $5, false, $6)),
  a as (insert into amount select key, value, $1, $5 from unnest($9::int8[], $10::float8[]) as new(key, value)),
  m as (insert into moment select low, high, $1, param, $5 from unnest($11::int8[], $12::int8[], $13::int2[]) as new(low, high, param)),
  w as (insert into word select $1, param, $5, text from unnest($14::int2[], $15::text[]) as new(param, text))
  insert into posting select key, v, $5 from unnest($7::int8[], $8::int8[]) as new(key, v)`;

/** Writes only the keys that changed; the old body becomes history. */
const update = `with old as (select rid, updated_at, version, place, body from resource where rid = $1 and place = $2 for update),
  kept as (insert into version select * from old),
  gone as (delete from posting p using unnest($5::int8[], $6::int8[]) as g(key, v) where p.key = g.key and p.v = g.v),
  came as (insert into posting select key, v, $2 from unnest($7::int8[], $6::int8[]) as c(key, v))
  update resource r set version = r.version + 1, updated_at = $3, body = $4 where rid = $1 and place = $2`;

const signed = (high: number, low: number): string => BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)).toString();

/** What one resource adds to amount, moment and word, column by column. */
type Others = [string[], number[], number[], number[], number[], number[], string[]];
const none: Others = [[], [], [], [], [], [], []];

export async function singleWrites(server: Server, { batch, made }: Sample, count = 3000): Promise<void> {
  const { client, backend } = server;
  const { postings: p } = batch;
  const keysOf = (n: number): [keys: string[], values: string[]] => {
    const { from, to } = batch.rows[n] ?? { from: 0, to: 0 };
    const keys: string[] = [];
    const values: string[] = [];
    for (let at = from; at < to; at += 1) {
      keys.push(signed(p.keyHigh[at] ?? 0, p.keyLow[at] ?? 0));
      values.push(signed(p.valueHigh[at] ?? 0, p.valueLow[at] ?? 0));
    }
    return [keys, values];
  };
  const others = new Map<number, Others>();
  const othersOf = (rid: number): Others => {
    const found = others.get(rid) ?? [[], [], [], [], [], [], []];
    others.set(rid, found);
    return found;
  };
  for (const [param, { high, low }, value, rid] of batch.amounts) {
    const [keys, values] = othersOf(rid);
    keys.push(signed(param * 65_536 + high, low));
    values.push(value);
  }
  for (const [param, low, high, rid] of batch.moments) {
    const [, , lows, highs, params] = othersOf(rid);
    lows.push(low);
    highs.push(high);
    params.push(param);
  }
  for (const [param, text, rid] of batch.words) {
    const [, , , , , params, texts] = othersOf(rid);
    params.push(param);
    texts.push(text);
  }
  const rows: (string | number)[][] = [];
  const timed = async (name: string, one: (n: number) => Promise<unknown>, note: string): Promise<void> => {
    const [node, own, all] = [cpuOfNode(), cpuOf(backend), cpuOfServer(server.postmaster)];
    const walls: number[] = [];
    for (let n = 0; n < count; n += 1) {
      const from = performance.now();
      await one(n);
      walls.push(performance.now() - from);
    }
    walls.sort((a, b) => a - b);
    const mine = cpuOf(backend) - own;
    const rest = cpuOfServer(server.postmaster) - all - mine;
    rows.push([
      name,
      (cpuOfNode() - node) / count,
      mine / count,
      rest / count,
      (cpuOfNode() - node + mine + rest) / count,
      walls[count >> 1] ?? 0,
      walls[Math.floor(count * 0.99)] ?? 0,
      note,
    ]);
  };
  const at = '2026-11-22T00:00:00Z';
  await client.query('create table bare (rid int8 primary key, body text not null)');
  await timed(
    'limit: bare insert',
    (n) => client.query({ name: 'bare', text: 'insert into bare values ($1, $2)', values: [n, made[n]?.body] }),
    '',
  );
  await timed(
    'limit: bare update',
    (n) => client.query({ name: 'bare update', text: 'update bare set body = $2 where rid = $1', values: [n, made[n]?.body] }),
    '',
  );
  await client.query('drop table bare');
  await client.query('set plan_cache_mode = force_generic_plan');
  for (const fill of [100, 90, 80]) {
    await client.query(tables(fill));
    const write = (n: number): Promise<unknown> => {
      const row = batch.rows[n];
      return client.query({
        name: `create ${fill}`,
        text: create,
        values: [row?.rid, row?.type, row?.id, at, row?.place, row?.body, ...keysOf(n), ...(others.get(row?.rid ?? 0) ?? none)],
      });
    };
    await timed(`create, fillfactor ${fill}`, write, '');
    for (const [way, changed] of [
      ['changed keys', 1],
      ['all keys', 100],
    ] as const) {
      await client.query('select pg_stat_force_next_flush(), pg_stat_reset_single_table_counters($1::regclass)', ['resource']);
      await timed(
        `update, ${way}, fillfactor ${fill}`,
        (n) => {
          const row = batch.rows[n];
          const [keys, values] = keysOf(n);
          const gone = keys.slice(0, changed);
          return client.query({
            name: `update ${fill}`,
            text: update,
            values: [row?.rid, row?.place, at, row?.body, gone, values.slice(0, changed), gone],
          });
        },
        '',
      );
      await client.query('select pg_stat_force_next_flush()');
      const { rows: stats } = await client.query<{ hot: string; all: string }>(
        `select n_tup_hot_upd as hot, n_tup_upd as all from pg_stat_user_tables where relname = 'resource'`,
      );
      const last = rows.at(-1);
      if (last) last[7] = `${Math.round((100 * Number(stats[0]?.hot)) / Math.max(1, Number(stats[0]?.all)))} % HOT`;
    }
    await client.query('drop table name, resource, version, posting, amount, moment, word');
  }
  print(
    'Single writes, one connection, one commit each (synchronous_commit on): CPU ms',
    ['write', 'node', 'backend', 'background', 'all', 'p50', 'p99', ''],
    rows,
  );
}
