/**
 * What line lists, contacts, chains and curves of field investigations take with a million cases and three million contacts (handlers with their
 * transaction and the answer as text; no HTTP), beside bare statements over the very rows. `npm run bench investigation [-- --cases 1000000
 * --rounds 20]`. The aims: lists 1 s, dashboards 3 s.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { module } from '@songhua/module-investigation/module.ts';
import { asked, fill, investigationId } from './investigation/fill.ts';
import { asking, bareOf, dashboard, head, list, measuring, person } from './lists/measure.ts';
import { counties } from './lists/open-store.ts';
import { withHouse } from './records/house.ts';
import { machine } from './records/table.ts';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '20' } },
});
const measure = measuring(Number(values.rounds));
const city = person({ roles: ['cdc'], area: '220200' });
const county = person({ roles: ['cdc'], area: counties[1] });
const worker = person({ id: 'worker-77', roles: ['nurse'], area: counties[1] });

console.log(machine());
await withHouse({}, async ({ pool }) => {
  const now = new Date();
  const { records, cases, contacts, seconds } = await fill(pool, Number(values.cases), now);
  console.log(`${cases} cases and ${contacts} contacts in ${seconds.toFixed(0)} s, load ${loadavg()[0]?.toFixed(1)}`);
  head();
  const route = asking(module, pool, records, now);
  const bare = bareOf(pool);
  const of = (which: keyof typeof asked, path: string, query: Readonly<Record<string, string>> = {}) =>
    route(`/api/investigation/outbreaks/:id${path}`, city, { params: { id: investigationId(asked[which]) }, query });
  const day = (before: number): string => new Date(now.getTime() - before * 86_400_000).toISOString().slice(0, 10);

  const large = investigationId(asked.large);
  await measure(
    '50 rows by SQL along an index',
    null,
    bare('select * from investigation.person where investigation = $1 order by serial desc limit 50', [large]),
  );
  await measure(
    'cases of the largest by class, by SQL',
    null,
    bare('select classification, count(*) from investigation.person where investigation = $1 group by 1', [large]),
  );
  for (const [who, actor] of [
    ['city', city],
    ['county', county],
  ] as const)
    await measure(`investigations, as ${who}`, list, route('/api/investigation/outbreaks', actor, {}));
  for (const which of ['large', 'middle', 'small'] as const) {
    await measure(`head of an investigation, ${which}`, dashboard, of(which, ''));
    await measure(`line list, newest, ${which}`, list, of(which, '/cases'));
    await measure(`line list, by onset, ${which}`, list, of(which, '/cases', { sort: '-onset' }));
    await measure(
      `line list, confirmed of a month, ${which}`,
      list,
      of(which, '/cases', { classification: 'confirmed', from: day(30), sort: 'onset' }),
    );
    await measure(`line list, one town, ${which}`, list, of(which, '/cases', { town: `${counties[asked[which] % 9]}007` }));
    await measure(`line list, a name from its beginning, ${which}`, list, of(which, '/cases', { q: '王秀' }));
    await measure(`line list, row 9,950 to 10,000, ${which}`, list, of(which, '/cases', { offset: '9950' }));
    await measure(`contacts, ${which}`, list, of(which, '/contacts'));
    await measure(`contacts due today, ${which}`, list, of(which, '/contacts', { waiting: 'due' }));
    await measure(`contacts overdue, ${which}`, list, of(which, '/contacts', { waiting: 'overdue' }));
    await measure(`contacts, a name from its beginning, ${which}`, list, of(which, '/contacts', { q: '孙秀' }));
    await measure(`curve by day and age, ${which}`, dashboard, of(which, '/curve', { group: 'age' }));
    await measure(`curve by week and town, ${which}`, dashboard, of(which, '/curve', { step: 'week', group: 'town' }));
  }
  await measure('whom one follows up today', list, route('/api/investigation/follow-up', worker, {}));
  await measure('how many one follows up today', list, route('/api/investigation/follow-up/waiting', worker, {}));
  await measure('who is behind, as city', dashboard, route('/api/investigation/missed', city, {}));
  await measure('chains of 5,000 cases', dashboard, of('chains', '/chains'));
  await measure('chains, first 5,000 of the largest', dashboard, of('large', '/chains'));
  await measure('export of 30,000 cases', null, of('middle', '/cases/export'));
});
