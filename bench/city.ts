/**
 * CPU time to make the people of the synthetic city and write their registrations as packed NDJSON, beside JSON.stringify and gzip of the very same, which
 * whoever writes them pays in any case. `npm run bench city [-- --towns N --rounds N]`: the first N towns at full size.
 */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { layCity } from '@songhua/module-city/domain/order.ts';
import { peopleOf, writeTown } from '@songhua/module-city/domain/write-town.ts';
import { factsOfPlan } from './city/facts-of-plan.ts';

const { values } = parseArgs({ options: { towns: { type: 'string', default: '3' }, rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const facts = factsOfPlan(join(import.meta.dirname, '..'));
const laid = layCity(facts, { seed: 'bench', scale: 1, until: '2025-12-31', registrationsOnly: true });
if (!laid.ok) throw new Error(laid.error.code);
const { plan, places } = laid.value;
const towns = places.slice(0, Number(values.towns));

/** CPU of this process in microseconds, the median of the rounds. */
function measure(work: () => void): number {
  const each: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    each.push(user + system);
  }
  return each.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

/** Packs lines in pieces, as the command does; their bytes, packed. */
function pack(resources: Iterable<object>): number {
  let [text, packed] = ['', 0];
  for (const resource of resources) {
    text += `${JSON.stringify(resource)}\n`;
    if (text.length < 1 << 20) continue;
    packed += gzipSync(text, { level: 6 }).length;
    text = '';
  }
  return packed + gzipSync(text, { level: 6 }).length;
}

const make = (): Iterable<object>[] => towns.map((place) => writeTown(peopleOf(place, plan), plan, true));
const resources = make().flatMap((some) => [...some]);
const limit = measure(() => pack(resources));
const ours = measure(() => {
  for (const town of make()) pack(town);
});

const { model = 'unknown' } = cpus()[0] ?? {};
const residents = towns.reduce((sum, place) => sum + place.residents, 0);
console.log(`${cpus().length} × ${model}, Node ${process.version}, median of ${rounds} rounds, CPU time`);
console.log(`${residents} residents of ${towns.length} towns, ${resources.length} registrations\n`);
const line = (name: string, micros: number) =>
  console.log(
    `${name.padEnd(34)} ${(micros / resources.length).toFixed(2).padStart(7)} µs a registration  ${Math.round(
      (resources.length * 1e6) / micros,
    )
      .toLocaleString('en')
      .padStart(9)} a second`,
  );
line('JSON.stringify and gzip (the limit)', limit);
line('made, written and packed', ours);
console.log(`ratio ${(ours / limit).toFixed(2)}; memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);
