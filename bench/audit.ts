/**
 * What auditing and policy cost a request, and how fast the log is written, chained and verified:
 * `npm run bench audit [-- --part costs,rates --families 60 --turns 5 --entries 200000]`. The real server over a PostgreSQL of its own,
 * as it is and, beside it, with auditing taken out (bench/audit/without.ts); a request's share of the chainer's work is part of its cost.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { type Costs, costs, type Kind, type Part, type Work } from './audit/costs.ts';
import { rates } from './audit/rates.ts';
import { withHouse } from './records/house.ts';
import { machine } from './records/table.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'costs,rates' },
    families: { type: 'string', default: '60' },
    turns: { type: 'string', default: '5' },
    entries: { type: 'string', default: '200000' },
  },
});
const parts = values.part.split(',');

const mean = (parts: readonly Part[], of: (part: Part) => number): number =>
  parts.reduce((sum, part) => sum + of(part), 0) / parts.length;
const whole = ({ node, postgres, behind }: Part): number => node + postgres + behind;

const titles: Readonly<Record<Kind, string>> = {
  bare: 'everything reached, not audited',
  audited: 'everything reached, audited',
  bound: 'bound by relations, not audited',
  both: 'policy + audit together',
};

function print(found: Costs, work: Work): void {
  const bare = mean(found[work].bare, whole);
  for (const kind of ['bare', 'audited', 'bound', 'both'] as const) {
    const all = found[work][kind];
    if (all.length === 0) continue;
    const cost = mean(all, whole);
    const cells = [
      work,
      titles[kind],
      `**${cost.toFixed(3)}**`,
      ...(['node', 'postgres', 'behind'] as const).map((part) => mean(all, (one) => one[part]).toFixed(3)),
      // Of a few turns their extremes say how far to trust the mean.
      `${Math.min(...all.map(whole)).toFixed(3)}–${Math.max(...all.map(whole)).toFixed(3)}`,
      kind === 'bare' ? '' : `${((1 - bare / cost) * 100).toFixed(1)} %`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

await withHouse({}, async (house) => {
  const load = (): string =>
    loadavg()
      .map((one) => one.toFixed(1))
      .join(' ');
  console.log(`${machine()}, load ${load()}`);
  if (parts.includes('costs')) {
    console.log('CPU ms of one request at 16 clients; behind: in the 1.3 s after the last answer, the chain among it');
    console.log('| request | who asks | all | node | PostgreSQL | behind | turns | share of the request |');
    console.log('|---|---|--:|--:|--:|--:|--:|--:|');
    const found = await costs(house, { families: Number(values.families), turns: Number(values.turns) });
    for (const work of ['read', 'search', 'create'] as const) print(found, work);
  } else await (await house.serve({ SONGHUA_FULL_TEXT: 'off' })).stop();
  if (parts.includes('rates')) {
    console.log(`load ${load()}`);
    console.log('| | entries/s | CPU µs of an entry: node | PostgreSQL |');
    console.log('|---|--:|--:|--:|');
    for (const { what, rate, node, postgres } of await rates(house, Number(values.entries)))
      console.log(`| ${what} | ${Math.round(rate)} | ${node.toFixed(1)} | ${postgres.toFixed(1)} |`);
  }
});
