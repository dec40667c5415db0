/** The designs under comparison: their tables, and what differs in how they are filled. */
import type pg from 'pg';

export interface Design {
  /** The PostgreSQL schema it lives in. */
  readonly schema: string;
  readonly title: string;
  readonly store: 'posting' | 'array' | 'segments';
  readonly dated: boolean;
  readonly hashed: boolean;
  /** Whether a posting carries the place it is distributed by. */
  readonly place: boolean;
  readonly batch: number;
  /** How many batches have their postings sorted and written together, in one transaction; 1 unless said. */
  readonly run?: number;
  /** Hash partitions of the postings; 0 = one table. */
  readonly partitions?: number;
  readonly storage?: 'extended' | 'external' | 'plain';
}

const base: Design = {
  schema: 'd1',
  title: 'D1 postings, dated',
  store: 'posting',
  dated: true,
  hashed: false,
  place: true,
  batch: 100_000,
};

export const designs: readonly Design[] = [
  base,
  { ...base, schema: 'd1_20k', title: 'D1, batches of 20,000', batch: 20_000 },
  { ...base, schema: 'd1_bare', title: 'D1 without place', place: false },
  { ...base, schema: 'd1_hash', title: 'D1, references hashed', hashed: true },
  { ...base, schema: 'd1_run', title: 'D1, postings in runs of 500,000', run: 5 },
  { ...base, schema: 'd1_rid', title: 'D1 in order of address', dated: false },
  { ...base, schema: 'd1_part', title: 'D1 in 16 partitions', partitions: 16 },
  { ...base, schema: 'd1_plain', title: 'D1, bodies not compressed', storage: 'external' },
  { ...base, schema: 'd2', title: 'D2 int8[] with GIN', store: 'array' },
  { ...base, schema: 'd4', title: 'D4 segments, index after', store: 'segments' },
];

const postingColumns = 'key int8 not null, v int8 not null';

/** Creates the tables of a design in its schema and makes that schema the client's. */
export async function createTables(client: pg.Client, design: Design): Promise<void> {
  const { schema, store, place, partitions = 0, storage = 'extended' } = design;
  await client.query(`create schema ${schema}`);
  await client.query(`set search_path to ${schema}`);
  await client.query(`
    create table name (rid int8 not null, type int2 not null, id text collate "C" not null, primary key (type, id));
    create table resource (rid int8 not null, updated_at timestamptz not null, version int4 not null, type int2 not null,
      place int2 not null, deleted bool not null, body text collate "C" not null${store === 'array' ? ', date int8 not null, keys int8[] not null' : ''}, primary key (rid, place));
    alter table resource alter column body set storage ${storage};
    create table amount (key int8 not null, value float8 not null, rid int8 not null, place int2 not null);
    create index on amount (key, value, rid);
    create table moment (low int8 not null, high int8 not null, rid int8 not null, param int2 not null, place int2 not null);
    create index on moment (param, low, rid);
    create table word (rid int8 not null, param int2 not null, place int2 not null, text text collate "C" not null);
    create index on word (param, text, rid)`);
  if (store === 'array') {
    await client.query('create index on resource using gin (keys) with (fastupdate = on)');
    return;
  }
  const columns = `${postingColumns}${place ? ', place int2 not null' : ''}`;
  if (store === 'segments')
    await client.query(`create table posting (${columns}, segment int4 not null) partition by list (segment)`);
  else if (partitions > 0) {
    await client.query(`create table posting (${columns}) partition by hash (key)`);
    for (let n = 0; n < partitions; n += 1) {
      await client.query(
        `create table posting_${n} partition of posting for values with (modulus ${partitions}, remainder ${n})`,
      );
    }
    await client.query('create index on posting (key, v)');
  } else {
    await client.query(`create table posting (${columns})`);
    await client.query('create index on posting (key, v)');
  }
}

const perSegment = 500_000;
const segmentOf = (loaded: number): number => Math.floor(loaded / perSegment);

/** The table that postings go to now. */
export const postingTable = (design: Design, loaded: number): string =>
  design.store === 'segments' ? `posting_${segmentOf(loaded)}` : 'posting';

/** Begins a segment without an index when `loaded` resources lie behind. */
export async function startSegment(client: pg.Client, { store }: Design, loaded: number): Promise<void> {
  if (store !== 'segments') return;
  const n = segmentOf(loaded);
  await client.query(`create table if not exists posting_${n} partition of posting (segment default ${n}) for values in (${n})`);
}

/** Builds the index of the segment that has become full; one that is not has none yet. */
export async function finishSegment(client: pg.Client, { store }: Design, loaded: number): Promise<void> {
  if (store !== 'segments' || loaded % perSegment !== 0) return;
  await client.query(`create index on posting_${segmentOf(loaded - 1)} (key, v)`);
}
