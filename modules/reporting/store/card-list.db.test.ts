import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Tx, withTx } from '@songhua/kernel';
import type { Sight } from '../domain/decide-sight.ts';
import { openReporting } from '../fixtures/open-reporting.ts';
import { type CardFilter, countCards, listCards } from './card-list.ts';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}
const nodesIn = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesIn)];

/** A city's cards of five years in one statement: 12 counties, 200 institutions, 40 diseases. */
const fill = `
  insert into reporting.card (id, state, version, source, name, disease, diagnosed, class, sensitive, due, reported, institution,
         report_county, home_county, town, created, author, classified_by, classified_id, classified_name, classified_at)
  select md5(n::text)::uuid, (array['approved', 'approved', 'approved', 'reported', 'checked'])[1 + n % 5], 1, 'hand', 'n' || n, 'd' || n % 40, at, 'B', false,
         at + interval '24 hours', at + interval '10 hours', 'Organization/h' || n % 200, '22028' || n % 12, '22028' || n % 11, null, at, 'a',
         'person', 'a', 'a', at
    from (select n, timestamptz '2026-01-01 00:00:00Z' - n * interval '1 minute' as at from generate_series(1, 30000) as n) as made`;

test('a page of cards goes along indexes, whoever asks and in whatever order, and reads no table from end to end', async (t) => {
  const { pool } = await openReporting(t);
  await pool.query(fill);
  await pool.query('analyze reporting.card');
  const sights: readonly Sight[] = [
    { of: 'city' },
    { of: 'counties', codes: ['220281', '220282'] },
    { of: 'institution', institution: 'Organization/h7', author: 'a', sensitive: false },
  ];
  const filters: readonly CardFilter[] = [
    {},
    { state: ['reported'] },
    { disease: 'd7' },
    { q: 'n77' },
    { counties: ['220281'] },
    { state: ['reported'], ownOnly: true },
    { lateAt: new Date('2026-02-01T00:00:00Z') },
    { cityAt: new Date('2026-02-01T00:00:00Z') },
    { cityAt: new Date('2026-02-01T00:00:00Z'), counties: ['220281'] },
  ];
  for (const sight of sights)
    for (const filter of filters)
      for (const sort of ['-diagnosed', 'due'] as const) {
        const asked: { sql: string; values: readonly unknown[] }[] = [];
        const query = async (sql: string, values: readonly unknown[]) => {
          asked.push({ sql, values });
          return [];
        };
        const spy = { query } as unknown as Tx;
        await listCards(spy, sight, filter, { sort, limit: 50 });
        const [{ sql, values } = { sql: '', values: [] }] = asked;
        const { rows } = await pool.query(`explain (format json) ${sql}`, [...values]);
        const nodes = nodesIn(rows[0]['QUERY PLAN'][0].Plan as Plan);
        const scans = nodes.filter((one) => one['Node Type'] === 'Seq Scan').map((one) => one['Relation Name']);
        assert.deepEqual(scans, [], JSON.stringify({ sight, filter, sort }));
      }
});

test('pages and counts of a county are those of who reported there and who lives there, none twice', async (t) => {
  const { pool } = await openReporting(t);
  await pool.query(fill.replace('30000', '500'));
  const sight: Sight = { of: 'counties', codes: ['220281', '220285'] };
  await withTx(pool, 'read', async (tx) => {
    const all: string[] = [];
    for (let offset = 0; ; offset += 30) {
      const page = await listCards(tx, sight, {}, { sort: '-diagnosed', limit: 30, offset });
      all.push(...page.map(({ id }) => id));
      if (page.length < 30) break;
    }
    const { rows } = await pool.query<{ id: string }>(
      `select id from reporting.card where report_county = any($1) or home_county = any($1) order by diagnosed desc, id desc`,
      [sight.codes],
    );
    assert.deepEqual(
      all,
      rows.map(({ id }) => id),
    );
    assert.equal(await countCards(tx, sight, {}, 10_001), rows.length);
    assert.equal(await countCards(tx, sight, {}, 7), 7);
  });
});
