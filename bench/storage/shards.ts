/**
 * What the distribution key costs: the same postings in 32 tables, as 32 shards would hold them, once by the patient's place
 * and once by each resource's own id. A question without the key goes to all of them, each with a statement of its own.
 */
import { sorted } from './batch.ts';
import { copyIn, createRows, type Rows } from './copy.ts';
import { cpuOf, cpuOfNode } from './cpu.ts';
import { paramOf } from './entries.ts';
import { hash48, keyText, pairKey, ridKey } from './keys.ts';
import type { Server } from './load.ts';
import { print } from './table.ts';
import type { Sample } from './trials.ts';

const shards = 32;

/** Fills `prefix`_0 … `prefix`_31 with postings and resources; `shardOf` says where the n-th resource lives. */
async function fill({ client }: Server, { batch }: Sample, prefix: string, shardOf: (n: number) => number): Promise<void> {
  const { postings: p, rows } = batch;
  const owner = new Uint32Array(p.count);
  for (const [n, row] of rows.entries()) owner.fill(shardOf(n), row.from, row.to);
  const copies = Array.from({ length: shards }, () => createRows());
  for (const n of sorted(p)) {
    const copy = copies[owner[n] ?? 0] as Rows;
    copy.row(3);
    copy.int8(p.keyHigh[n] ?? 0, p.keyLow[n] ?? 0);
    copy.int8(p.valueHigh[n] ?? 0, p.valueLow[n] ?? 0);
    copy.int2(p.place[n] ?? 0);
  }
  for (const [n, copy] of copies.entries()) {
    await client.query(`create table ${prefix}_${n} (key int8 not null, v int8 not null, place int2 not null)`);
    await client.query(`create index on ${prefix}_${n} (key, v)`);
    await copyIn(client, `copy ${prefix}_${n} (key, v, place) from stdin (format binary)`, copy.end());
    await client.query(`vacuum analyze ${prefix}_${n}`);
  }
}

export async function distribution(server: Server, sample: Sample): Promise<void> {
  const { client, backend } = server;
  const { rows } = sample.batch;
  await fill(server, sample, 'by_place', (n) => (rows[n]?.place ?? 0) % shards);
  await fill(server, sample, 'by_id', (n) => hash48('id', rows[n]?.id ?? '').low % shards);
  await client.query('set plan_cache_mode = force_generic_plan');
  const patients = rows.filter(({ type }) => type === 1);
  const weight = hash48('http://loinc.org', '8302-2');
  const asked: Record<string, (n: number) => string> = {
    'patient by date': (n) => keyText(paramOf('Observation', 'subject'), ridKey(patients[n % patients.length]?.rid ?? 0)),
    'patient + code': (n) =>
      keyText(paramOf('Observation', 'patient-code'), pairKey(patients[n % patients.length]?.rid ?? 0, weight)),
    'token 1 %, whole city': () => keyText(paramOf('Observation', 'code'), hash48('http://loinc.org', '718-7')),
  };
  const lines: (string | number)[][] = [];
  for (const [name, keyOf] of Object.entries(asked)) {
    const line: (string | number)[] = [name];
    for (const prefix of ['by_place', 'by_id']) {
      const times = 100;
      let [node, postgres, found, statements] = [0, 0, 0, 0];
      for (let n = -5; n < times; n += 1) {
        if (n === 0) [node, postgres, found, statements] = [cpuOfNode(), cpuOf(backend), 0, 0];
        const home = (patients[(n + 5) % patients.length]?.place ?? 0) % shards;
        const targets =
          prefix === 'by_place' && name.startsWith('patient') ? [home] : Array.from({ length: shards }, (_, shard) => shard);
        for (const shard of targets) {
          const text = `select v, place from ${prefix}_${shard} where key = $1 order by v desc limit 20`;
          const answer = await client.query({ name: `${prefix} ${shard}`, text, values: [keyOf(n + 5)], rowMode: 'array' });
          found += answer.rows.length;
          statements += 1;
        }
      }
      line.push(statements / times, (cpuOf(backend) - postgres) / times, (cpuOfNode() - node) / times, found / times);
    }
    lines.push(line);
  }
  const heads = ['question', 'by place: statements', 'postgres', 'node', 'rows', 'by id: statements', 'postgres', 'node', 'rows'];
  print(
    `Distribution key, ${shards} shards emulated on one node, CPU ms per question (first page, without bodies)`,
    heads,
    lines,
  );
  const bundles = new Map<number, [places: Set<number>, ids: Set<number>, count: number]>();
  for (const row of rows) {
    const [places, ids, count] = bundles.get(row.place) ?? [new Set(), new Set(), 0];
    places.add(row.place % shards);
    ids.add(hash48('id', row.id).low % shards);
    bundles.set(row.place, [places, ids, count + 1]);
  }
  const all = [...bundles.values()];
  const mean = (of: (bundle: (typeof all)[number]) => number): number =>
    all.reduce((sum, bundle) => sum + of(bundle), 0) / all.length;
  print(
    'Records of one place (mostly one person)',
    ['', 'records', 'shards by place', 'shards by id'],
    [['mean', mean(([, , count]) => count), mean(([places]) => places.size), mean(([, ids]) => ids.size)]],
  );
  const even: (string | number)[][] = [];
  for (const places of [256, 1024, 2048]) {
    // Shards own equal ranges of the 32-bit hash that PostgreSQL gives the column's type.
    const { rows: spread } = await client.query<{ most: number; least: number }>(
      `select max(n) / avg(n)::float8 as most, min(n) / avg(n)::float8 as least
       from (select (hashint2(place::int2)::int8 + 2147483648) >> 27 as shard, count(*)::float8 as n from generate_series(0, $1) place group by 1) s`,
      [places - 1],
    );
    even.push([`${places} places`, spread[0]?.most ?? 0, spread[0]?.least ?? 0]);
  }
  print(`Places over ${shards} shards`, ['', 'fullest / mean', 'emptiest / mean'], even);
  for (const prefix of ['by_place', 'by_id']) for (let n = 0; n < shards; n += 1) await client.query(`drop table ${prefix}_${n}`);
}
