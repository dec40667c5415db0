/** Workload: each person's records as one transaction bundle with urn:uuid references, as Synthea writes them. */

import { copyIn } from '@songhua/kernel/copy-in.ts';
import type { Made } from '../storage/city.ts';
import type { Sent } from './ask.ts';
import { makePeople } from './city.ts';
import { type Bench, type Cost, measure, measureHere } from './measure.ts';
import type { Line } from './table.ts';

const seed = 1_000_003;
const clients = 4;

/** References to what stands in the bundle are by urn:uuid; those to staff and institutions stay. */
function bundleOf(person: readonly Made[]): string {
  const here = new Set(person.map(({ type, id }) => `${type}/${id}`));
  const entries = person.map(({ type, id, body }) => {
    const resource = body.replace(/"reference":"([A-Za-z]+\/([^"]+))"/g, (whole, name: string, target: string) =>
      here.has(name) ? `"reference":"urn:uuid:${target}"` : whole,
    );
    return `{"fullUrl":"urn:uuid:${id}","resource":${resource},"request":{"method":"POST","url":"${type}"}}`;
  });
  return `{"resourceType":"Bundle","type":"transaction","entry":[${entries.join(',')}]}`;
}

/** The least that storing these texts can cost: a COPY into a table without index. */
export async function measureCopy({ house }: Pick<Bench, 'house'>, bodies: readonly string[]): Promise<number> {
  const client = await house.pool.connect();
  await client.query('create table if not exists public.bench_copy (body text not null)');
  const escaped = (body: string): string => body.replace(/\\/g, '\\\\');
  const cost = await measureHere({ house }, bodies.length, async () => {
    const lines: Buffer[] = [];
    for (let from = 0; from < bodies.length; from += 500)
      lines.push(
        Buffer.from(
          `${bodies
            .slice(from, from + 500)
            .map(escaped)
            .join('\n')}\n`,
        ),
      );
    await copyIn(client, 'copy public.bench_copy from stdin', lines);
  });
  await client.query('drop table public.bench_copy');
  client.release();
  return cost;
}

/** Posts the bundles of so many people, a few at a time. */
export async function transactionBundles(bench: Bench, people: number): Promise<Line> {
  const made = makePeople(seed)
    .take(people + 10)
    .toArray();
  const sent = (some: readonly (readonly Made[])[]): Sent[][] => some.map((person) => [['POST', '/fhir/R4', bundleOf(person)]]);
  await measure(bench, { clients, sequences: sent(made.slice(0, 10)) });
  const measured = made.slice(10);
  const bodies = measured.flat().map(({ body }) => body);
  const half = Math.ceil(bodies.length / 2);
  const before = await measureCopy(bench, bodies.slice(0, half));
  const cost: Cost = await measure(bench, { clients, sequences: sent(measured) }, { each: bodies.length / measured.length });
  const limit = (before + (await measureCopy(bench, bodies.slice(half)))) / 2;
  return { workload: `transaction bundles, each resource (${clients} clients)`, cost, limit, aim: '≤ 0.35', peer: '6.2' };
}
