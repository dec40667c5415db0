/**
 * What lists, work and timeliness of notifiable disease reporting take with so many cards (handlers with their transaction and the answer as
 * text; no HTTP), beside one bare statement that reads the very rows. `npm run bench reporting [-- --cases 1000000 --rounds 20]`. The
 * aims: lists 1 s, dashboards 3 s.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { module } from '@songhua/module-reporting/module.ts';
import { asking, bareOf, dashboard, head, list, measuring, person } from './lists/measure.ts';
import { counties } from './lists/open-store.ts';
import { withHouse } from './records/house.ts';
import { machine } from './records/table.ts';
import { fill } from './reporting/fill.ts';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '20' } },
});
const [cases, rounds] = [Number(values.cases), Number(values.rounds)];

const measure = measuring(rounds);

const actors = {
  city: person({ roles: ['cdc'], area: '220200' }),
  county: person({ roles: ['cdc'], area: counties[0] }),
  doctor: person({
    ...{ roles: ['doctor'], institution: 'Organization/bench-0' },
    permissions: new Set(['reporting.read', 'reporting.report']),
  }),
} as const;

const day = (now: Date, before: number): string => new Date(now.getTime() - before * 86_400_000).toISOString().slice(0, 10);

console.log(machine());
await withHouse({}, async ({ pool }) => {
  const now = new Date();
  const { records, seconds } = await fill(pool, cases, now);
  console.log(
    `${cases} cards in ${seconds.toFixed(0)} s, load ${loadavg()[0]?.toFixed(1)}; PostgreSQL ${(await pool.query<{ server_version: string }>('show server_version')).rows[0]?.server_version}`,
  );
  head();
  const route = asking(module, pool, records, now);
  const ask = (path: string, who: keyof typeof actors, query = {}) => route(`/api/reporting${path}`, actors[who], { query });
  const bare = bareOf(pool);
  const [week, month, year] = [day(now, 7), day(now, 30), day(now, 365)];
  const [from, to] = [year, day(now, 0)];
  await measure(
    '50 rows by SQL along an index',
    null,
    bare('select * from reporting.card order by diagnosed desc, id desc limit 50'),
  );
  for (const who of ['city', 'county', 'doctor'] as const) {
    await measure(`list, newest first, as ${who}`, list, ask('/cards', who));
    await measure(`list, what waits, due first, as ${who}`, list, ask('/cards', who, { waiting: 'true', sort: 'due' }));
    await measure(`list, one disease, as ${who}`, list, ask('/cards', who, { disease: 'd7' }));
    await measure(`list, reported too late, as ${who}`, list, ask('/cards', who, { late: 'true' }));
    await measure(`list, a name from its beginning, as ${who}`, list, ask('/cards', who, { q: '王秀' }));
    await measure(`list, one number, as ${who}`, list, ask('/cards', who, { q: '222222222200777777' }));
    await measure(`list, a disease in the last month, as ${who}`, list, ask('/cards', who, { from: month, disease: 'd0' }));
    await measure(`list, row 9,950 to 10,000, as ${who}`, list, ask('/cards', who, { offset: '9950' }));
    await measure(`what waits, counted, as ${who}`, dashboard, ask('/cards/summary', who));
    await measure(
      `timeliness of a week by county, as ${who}`,
      dashboard,
      ask('/timeliness', who, { by: 'area', from: week, to }),
    );
  }
  await measure(
    'a year of cards counted by SQL',
    null,
    bare('select report_county, count(*) from reporting.card where diagnosed >= $1 group by 1', [year]),
  );
  for (const by of ['area', 'institution', 'disease'])
    await measure(`timeliness of a year by ${by}, as city`, dashboard, ask('/timeliness', 'city', { by, from, to }));
  await measure('list of one county, as city', list, ask('/cards', 'city', { area: counties[1] }));
  await measure('list of one institution, as city', list, ask('/cards', 'city', { institution: 'Organization/bench-9' }));
});
