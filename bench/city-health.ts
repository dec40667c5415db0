/**
 * CPU time to make the health of a town, resource by resource, beside JSON.stringify of the same, which whoever writes them pays in any case.
 * `npm run bench city-health [-- --residents N --rounds N]`.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { seededRandom } from '@songhua/engine-city';
import { smallTown } from '@songhua/engine-city/health/fixtures/small-town.ts';
import { liveHealth } from '@songhua/engine-city/health/live-health.ts';
import { usualRates } from '@songhua/engine-city/health/rates.ts';

const { values } = parseArgs({
  options: { residents: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '7' } },
});
const rounds = Number(values.rounds);
const town = smallTown(Number(values.residents));

const lived = () => liveHealth(town, usualRates, seededRandom('bench'));

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

const resources = [...lived()];
let bytes = 0;
const limit = measure(() => {
  bytes = 0;
  for (const resource of resources) bytes += JSON.stringify(resource).length;
});
const ours = measure(() => {
  for (const resource of lived()) bytes += resource.id.length > 64 ? 1 : 0;
});

const { model = 'unknown' } = cpus()[0] ?? {};
console.log(`${cpus().length} × ${model}, Node ${process.version}, median of ${rounds} rounds, CPU time`);
console.log(
  `${town.place.residents} residents, ${resources.length} resources of ${(bytes / resources.length / 1000).toFixed(2)} kB\n`,
);
const line = (name: string, micros: number) =>
  console.log(
    `${name.padEnd(26)} ${(micros / resources.length).toFixed(2).padStart(7)} µs a resource  ${Math.round(
      (resources.length * 1e6) / micros,
    )
      .toLocaleString('en')
      .padStart(9)} a second`,
  );
line('JSON.stringify (the limit)', limit);
line('made', ours);
console.log(`ratio ${(ours / limit).toFixed(2)}`);
