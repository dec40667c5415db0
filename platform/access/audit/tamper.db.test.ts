import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@songhua/testing';
import fc from 'fast-check';
import type pg from 'pg';
import { makeLog, meansOf } from './fixtures/log.ts';
import { changeLinks } from './fixtures/repack.ts';
import { createHasher } from './hash.ts';
import { readSigned } from './heads.ts';
import { lineOf } from './line.ts';
import { verifyLog } from './verify-log.ts';

const size = 600;
const tables = ['audit', 'audit_run', 'audit_node', 'audit_head', 'audit_state'] as const;

/** All that a person with every right in the database can do, between two entries a < b. */
interface Tamper {
  readonly says: string;
  readonly kinds: readonly string[];
  /** The number that must be named; a range must hold it. */
  readonly first: (a: number, b: number) => number;
  readonly do: (pool: pg.Pool, a: number, b: number) => Promise<unknown>;
}

const entryOf = (n: string): string => `(select entry from access.audit_chain where number = ${n})`;
const shift = async (pool: pg.Pool, from: number, by: number): Promise<void> => {
  await pool.query('update links set number = number + $2 where number >= $1', [from, by]);
};

/** Makes the chain hold again from here to its end, as only somebody who knows how can. */
async function rechain(pool: pg.Pool, from: number): Promise<void> {
  const hasher = createHasher('sha256');
  const { rows } = await pool.query<{ number: string; hash: Buffer; line: string }>(
    `select c.number, c.hash, ${lineOf('a')} as line from access.audit_chain c join access.audit a on a.entry = c.entry
      where c.number >= $1 order by c.number`,
    [from - 1],
  );
  let hash = from === 1 ? hasher.empty : (rows.shift()?.hash ?? hasher.empty);
  await changeLinks(pool, async () => {
    for (const { number, line } of rows) {
      hash = hasher.chain(hash, hasher.leaf(Number(number), line));
      await pool.query('update links set hash = $1 where number = $2', [hash, number]);
    }
  });
}

const tampers: readonly Tamper[] = [
  ...(['actor_id', 'path', 'note', 'request_id', 'resources'] as const).map(
    (column): Tamper => ({
      says: `flip ${column}`,
      kinds: ['altered'],
      first: (a) => a,
      do: (pool, a) =>
        pool.query(`update access.audit set ${column} = coalesce(${column}, '') || 'x' where entry = ${entryOf('$1')}`, [a]),
    }),
  ),
  {
    says: 'flip the time by a microsecond',
    kinds: ['altered'],
    first: (a) => a,
    do: (pool, a) => pool.query(`update access.audit set at = at + interval '1 us' where entry = ${entryOf('$1')}`, [a]),
  },
  {
    says: 'take a patient out of the list',
    kinds: ['altered'],
    first: (a) => a,
    do: (pool, a) => pool.query(`update access.audit set patients = null where entry = ${entryOf('$1')}`, [a]),
  },
  {
    says: 'flip a bit of a hash',
    kinds: ['altered'],
    first: (a) => a,
    do: (pool, a) =>
      changeLinks(pool, () =>
        pool.query('update links set hash = set_bit(hash, 7, 1 - get_bit(hash, 7)) where number = $1', [a]),
      ),
  },
  {
    says: 'drop an entry',
    kinds: ['dropped'],
    first: (a) => a,
    do: (pool, a) => pool.query(`delete from access.audit where entry = ${entryOf('$1')}`, [a]),
  },
  {
    says: 'drop an entry and its link',
    kinds: ['dropped'],
    first: (a) => a,
    do: async (pool, a) => {
      await pool.query(`delete from access.audit where entry = ${entryOf('$1')}`, [a]);
      await changeLinks(pool, () => pool.query('delete from links where number = $1', [a]));
    },
  },
  {
    says: 'drop an entry and close the gap',
    kinds: ['dropped'],
    first: (a) => a,
    do: async (pool, a) => {
      await pool.query(`delete from access.audit where entry = ${entryOf('$1')}`, [a]);
      await changeLinks(pool, async () => {
        await pool.query('delete from links where number = $1', [a]);
        await shift(pool, a + 1, -1);
      });
    },
  },
  {
    says: 'exchange two entries',
    kinds: ['reordered'],
    first: (a) => a,
    do: (pool, a, b) =>
      changeLinks(pool, () =>
        pool.query(
          `update links c set entry = o.entry from links o
            where (c.number = $1 and o.number = $2) or (c.number = $2 and o.number = $1)`,
          [a, b],
        ),
      ),
  },
  {
    says: 'exchange two links with their hashes',
    kinds: ['reordered'],
    first: (a) => a,
    do: (pool, a, b) =>
      changeLinks(pool, () =>
        pool.query('update links set number = case number when $1::bigint then $2 else $1 end where number in ($1, $2)', [a, b]),
      ),
  },
  {
    says: 'cut off the end',
    kinds: ['truncated'],
    first: (a) => a,
    do: async (pool, a) => {
      await pool.query(`delete from access.audit where entry >= ${entryOf('$1')}`, [a]);
      await changeLinks(pool, () => pool.query('delete from links where number >= $1', [a]));
      await pool.query('update access.audit_state set number = $1 - 1', [a]);
      await pool.query('delete from access.audit_head where size >= $1', [a]);
    },
  },
  {
    says: 'put an entry in',
    kinds: ['inserted'],
    first: (a) => a,
    do: async (pool, a) => {
      await changeLinks(pool, async () => {
        await shift(pool, a, 1);
        await pool.query(
          'insert into links (number, entry, hash) select $1::bigint, 9000000, hash from links where number = $1::bigint + 1',
          [a],
        );
      });
      await pool.query(
        `insert into access.audit (entry, form, at, event, actor_kind, actor_id, method, path, route, status, request_id, resource_count,
           patient_count, emergency) overriding system value
         values (9000000, 1, now(), 'request', 'person', 'forged', 'GET', '/', '/', 200, 'r', 0, 0, false)`,
      );
    },
  },
  {
    says: 'cut a run of links short',
    kinds: ['dropped', 'truncated'],
    first: (a) => a,
    do: async (pool, a) => {
      await pool.query('update access.audit_run set count = $1 - number where number < $1 and number + count > $1', [a]);
      await pool.query('delete from access.audit_run where number = $1', [a]);
    },
  },
  {
    says: 'let a run of links begin at another entry',
    kinds: ['altered', 'dropped', 'reordered'],
    first: (a) => a,
    do: (pool, a) =>
      changeLinks(pool, () => pool.query('update links set entry = entry + 1 where number between $1 and $1 + 2', [a])),
  },
  {
    says: 'let a run hold fewer hashes than it counts',
    kinds: ['altered'],
    first: (a) => a,
    do: (pool, a) =>
      pool.query(
        `update access.audit_run set hashes = substr(hashes, 1, ($1 - number)::int * 32 + 31) where number <= $1 and number + count > $1`,
        [a],
      ),
  },
  {
    says: 'alter an entry and make the whole chain hold again',
    kinds: ['rewritten'],
    first: (a) => a,
    do: async (pool, a) => {
      await pool.query(`update access.audit set actor_id = 'somebody else' where entry = ${entryOf('$1')}`, [a]);
      await rechain(pool, a);
      await pool.query('delete from access.audit_head');
    },
  },
];

test('whatever is altered, dropped, exchanged, cut off or put in with every right in the database is found and named', async (t) => {
  const pool = await testDatabase(t);
  const means = await meansOf(t, pool);
  await makeLog(means, size);
  const signed = await readSigned(means.folder);
  for (const table of tables) await pool.query(`create table public.kept_${table} as select * from access.${table}`);
  const admin = await pool.connect();
  const hands = { query: (text: string, values?: unknown[]) => admin.query(text, values) } as unknown as pg.Pool;
  await admin.query('set session_replication_role = replica');
  const restore = async (): Promise<void> => {
    await admin.query(`truncate ${tables.map((table) => `access.${table}`).join(', ')}`);
    for (const table of tables)
      await admin.query(
        `insert into access.${table} ${table === 'audit' ? 'overriding system value' : ''} select * from public.kept_${table}`,
      );
  };
  await restore();
  assert.equal((await verifyLog(pool, { signed })).ok, true, 'restored, it holds');
  const last = Math.max(...signed.map(({ text }) => Number(/^size (\d+)$/m.exec(text)?.[1])));
  const arbitrary = fc.record({
    tamper: fc.constantFrom(...tampers),
    a: fc.integer({ min: 1, max: last - 70 }),
    gap: fc.integer({ min: 1, max: 60 }),
  });
  try {
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ tamper, a, gap }) => {
        await tamper.do(hands, a, a + gap);
        const { ok, fault } = await verifyLog(pool, { signed });
        await restore();
        assert.equal(ok, false, `${tamper.says} at ${a}`);
        assert.ok(fault && tamper.kinds.includes(fault.kind), `${tamper.says} at ${a}: ${fault?.kind}`);
        const first = tamper.first(a, a + gap);
        assert.ok(
          fault.number === first || (fault.number <= first && first <= (fault.to ?? fault.number)),
          `${tamper.says} at ${a}: ${fault.number}`,
        );
      }),
      {
        endOnFailure: true,
        numRuns: Number(process.env['SONGHUA_TEST_CASES'] ?? 60),
        examples: tampers.map((tamper) => [{ tamper, a: 300, gap: 5 }]),
      },
    );
  } finally {
    admin.release();
  }
});
