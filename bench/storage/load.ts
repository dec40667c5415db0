/** Loads the city into one design's tables, batch by batch, and says what it cost beside a plain COPY of the same bytes. */
import type pg from 'pg';
import { type Batch, gather, homeOf, mentioned, type Postings, parse, sorted, together } from './batch.ts';
import type { Made } from './city.ts';
import { copyIn, createRows } from './copy.ts';
import { cpuOf, cpuOfServer, type Spent, spend } from './cpu.ts';
import { type Design, finishSegment, postingTable, startSegment } from './designs.ts';
import { typeNumber } from './entries.ts';
import { placeOf, ridOf } from './keys.ts';

export interface Server {
  readonly client: pg.Client;
  /** Of `client`'s backend. */
  readonly backend: number;
  readonly plain: pg.Client;
  readonly plainBackend: number;
  readonly postmaster: number;
}

/** Milliseconds of CPU and wall time per resource of one stretch of the import. */
export interface Stretch {
  readonly resources: number;
  readonly node: number;
  readonly postgres: number;
  readonly background: number;
  readonly wall: number;
  readonly limit: number;
  readonly limitWall: number;
}

interface Known {
  sequence: number;
}

/** Finds the addresses of all names, giving new ones to names not seen before. */
async function resolveNames(
  client: pg.Client,
  design: Design,
  made: readonly Made[],
  batch: ReturnType<typeof parse>,
  known: Known,
) {
  const names = mentioned(batch);
  const home = new Map<string, number>();
  for (const body of batch) {
    const name = `${body.resourceType}/${body.id}`;
    names.add(name);
    home.set(name, homeOf(body));
  }
  const list = [...names].map((name) => {
    const slash = name.indexOf('/');
    return { name, type: typeNumber(name.slice(0, slash)), id: name.slice(slash + 1) };
  });
  list.sort((a, b) => a.type - b.type || (a.id < b.id ? -1 : 1));
  const rids = new Map<string, number>();
  const { rows } = await client.query<[number, string, string]>({
    text: 'select type, id, rid from unnest($1::int2[], $2::text[]) as asked(type, id) join name using (type, id)',
    values: [list.map(({ type }) => type), list.map(({ id }) => id)],
    rowMode: 'array',
    name: `names-${design.schema}`,
  });
  const byType = new Map(list.map(({ name, type, id }) => [`${type}/${id}`, name]));
  for (const [type, id, rid] of rows) rids.set(byType.get(`${type}/${id}`) ?? '', Number(rid));
  // Addresses follow the order of the batch, so that one person's records lie together.
  const fresh = (name: string): void => {
    if (rids.has(name)) return;
    known.sequence += 1;
    rids.set(name, ridOf(known.sequence, home.get(name) ?? placeOf(name)));
  };
  for (const { type, id } of made) fresh(`${type}/${id}`);
  for (const { name } of list) fresh(name);
  const seen = new Set(rows.map(([type, id]) => `${type}/${id}`));
  const copy = createRows();
  for (const { name, type, id } of list) {
    if (seen.has(`${type}/${id}`)) continue;
    copy.row(3);
    copy.whole(rids.get(name) ?? 0);
    copy.int2(type);
    copy.text(id);
  }
  await copyIn(client, 'copy name (rid, type, id) from stdin (format binary)', copy.end());
  return (name: string): number => rids.get(name) ?? 0;
}

const arrayOf = ({ postings }: Batch, from: number, to: number): [number, number][] =>
  Array.from({ length: to - from }, (_, n) => [postings.keyHigh[from + n] ?? 0, postings.keyLow[from + n] ?? 0]);

/** Writes one batch, and `postings` if they are due, by binary COPY, each table's rows in the order of its index. */
async function write(
  client: pg.Client,
  design: Design,
  batch: Batch,
  postings: Postings | undefined,
  table: string,
): Promise<void> {
  const copy = createRows();
  const columns = design.store === 'array' ? 9 : 7;
  for (const row of batch.rows) {
    copy.row(columns);
    copy.whole(row.rid);
    // Microseconds since 2000.
    copy.whole(845_000_000_000_000);
    copy.int4(1);
    copy.int2(row.type);
    copy.int2(row.place);
    copy.flag(false);
    copy.text(row.body);
    if (design.store === 'array') {
      copy.whole(row.date);
      copy.pairs(arrayOf(batch, row.from, row.to));
    }
  }
  const extra = design.store === 'array' ? ', date, keys' : '';
  await copyIn(
    client,
    `copy resource (rid, updated_at, version, type, place, deleted, body${extra}) from stdin (format binary)`,
    copy.end(),
  );
  if (design.store !== 'array' && postings) await writePostings(client, design, postings, table);
  const numbers = createRows();
  const amounts = batch.amounts.sort((a, b) => a[0] - b[0] || a[1].high - b[1].high || a[1].low - b[1].low || a[2] - b[2]);
  for (const [param, { high, low }, value, rid] of amounts) {
    numbers.row(4);
    numbers.int8(param * 65_536 + high, low);
    numbers.float(value);
    numbers.whole(rid);
    numbers.int2(rid % 1024);
  }
  await copyIn(client, 'copy amount (key, value, rid, place) from stdin (format binary)', numbers.end());
  const times = createRows();
  for (const [param, low, high, rid] of batch.moments.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    times.row(5);
    times.whole(low);
    times.whole(high);
    times.whole(rid);
    times.int2(param);
    times.int2(rid % 1024);
  }
  await copyIn(client, 'copy moment (low, high, rid, param, place) from stdin (format binary)', times.end());
  const texts = createRows();
  for (const [param, text, rid] of batch.words.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))) {
    texts.row(4);
    texts.whole(rid);
    texts.int2(param);
    texts.int2(rid % 1024);
    texts.text(text);
  }
  await copyIn(client, 'copy word (rid, param, place, text) from stdin (format binary)', texts.end());
}

async function writePostings(client: pg.Client, { place }: Design, p: Postings, table: string): Promise<void> {
  const copy = createRows();
  let last = -1;
  for (const n of sorted(p)) {
    const again =
      last >= 0 &&
      p.keyHigh[n] === p.keyHigh[last] &&
      p.keyLow[n] === p.keyLow[last] &&
      p.valueHigh[n] === p.valueHigh[last] &&
      p.valueLow[n] === p.valueLow[last];
    last = n;
    if (again) continue;
    copy.row(place ? 3 : 2);
    copy.int8(p.keyHigh[n] ?? 0, p.keyLow[n] ?? 0);
    copy.int8(p.valueHigh[n] ?? 0, p.valueLow[n] ?? 0);
    if (place) copy.int2(p.place[n] ?? 0);
  }
  await copyIn(client, `copy ${table} (key, v${place ? ', place' : ''}) from stdin (format binary)`, copy.end());
}

/** Imports until `until` resources are in; `every` n-th batch is also copied into a plain table, the limit. */
export async function load(
  server: Server,
  design: Design,
  city: Iterator<Made>,
  known: Known & { loaded: number },
  until: number,
): Promise<Stretch> {
  const { client, plain } = server;
  const [ours, limit]: [Spent, Spent] = [
    { node: 0, wall: 0 },
    { node: 0, wall: 0 },
  ];
  const [backend, plainBackend, all] = [cpuOf(server.backend), cpuOf(server.plainBackend), cpuOfServer(server.postmaster)];
  const start = known.loaded;
  const waiting: Postings[] = [];
  let limited = 0;
  for (let batches = 0; known.loaded < until; batches += 1) {
    const made: Made[] = [];
    const size = Math.min(design.batch, until - known.loaded);
    for (let next = city.next(); !next.done; next = city.next()) {
      made.push(next.value);
      if (made.length === size) break;
    }
    await spend(ours, async () => {
      const bodies = parse(made);
      if (waiting.length === 0) await client.query('begin');
      const ridFor = await resolveNames(client, design, made, bodies, known);
      const batch = gather(made, bodies, ridFor, design);
      await startSegment(client, design, known.loaded);
      waiting.push(batch.postings);
      const due = waiting.length >= (design.run ?? 1) || known.loaded + made.length >= until;
      await write(client, design, batch, due ? together(waiting) : undefined, postingTable(design, known.loaded));
      await finishSegment(client, design, known.loaded + made.length);
      if (!due) return;
      waiting.length = 0;
      await client.query('commit');
    });
    known.loaded += made.length;
    if (batches % Math.max(1, Math.floor(100_000 / design.batch)) !== 0) continue;
    await spend(limit, async () => {
      const copy = createRows();
      for (const { body } of made) {
        copy.row(1);
        copy.text(body);
      }
      await copyIn(plain, 'copy public.plain (body) from stdin (format binary)', copy.end());
    });
    limited += made.length;
    await plain.query('truncate public.plain');
  }
  const resources = known.loaded - start;
  const postgres = cpuOf(server.backend) - backend;
  const ofPlain = cpuOf(server.plainBackend) - plainBackend;
  return {
    resources,
    node: ours.node / resources,
    postgres: postgres / resources,
    background: (cpuOfServer(server.postmaster) - all - postgres - ofPlain) / resources,
    wall: ours.wall / resources,
    limit: (limit.node + ofPlain) / limited,
    limitWall: limit.wall / limited,
  };
}
