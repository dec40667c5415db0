/** What requests cost with auditing, with policy and with neither: the same requests in turns, so that what else goes on falls on all. */
import { setTimeout as wait } from 'node:timers/promises';
import { startClients } from '../records/ask.ts';
import { createFamilies, each, type Known, read, warmUp } from '../records/crud.ts';
import { signInAsDoctor, treat } from '../records/doctor.ts';
import { cpuNow, type House, type Running, signIn } from '../records/house.ts';
import type { Bench } from '../records/measure.ts';

/** CPU ms of one request: while it is asked, and behind it until the log is chained. */
export interface Part {
  readonly node: number;
  readonly postgres: number;
  readonly behind: number;
}

/** Who asks: everything reached and nothing written down, audited alone, a reader bound by relations alone, both. */
export type Kind = 'bare' | 'audited' | 'bound' | 'both';

export type Work = 'read' | 'search' | 'create';

/** Of each kind of work what it cost each kind of asker, a figure a turn. */
export type Costs = Readonly<Record<Work, Readonly<Record<Kind, readonly Part[]>>>>;

/** Rest in which the chainer comes behind and the tables are tidied, ms; it looks twice a second. */
const rest = 1_300;

/** What a doctor may read of what the families are made of. */
const readable = new Set([
  'Organization',
  'Location',
  'Practitioner',
  'Patient',
  'Encounter',
  'Observation',
  'MedicationRequest',
]);

const wholeCpu = (house: House, servers: readonly Running[]): number => {
  const { server, postgres } = cpuNow(house, servers);
  return server + postgres;
};

/** Runs `work`, which asks `operations` times; both servers' time counts, whoever was asked, less what they cost at rest. */
async function cost(house: House, servers: readonly Running[], work: () => Promise<{ operations: number }>): Promise<Part> {
  const before = wholeCpu(house, servers);
  await wait(rest);
  const idle = wholeCpu(house, servers) - before;
  const from = cpuNow(house, servers);
  const { operations } = await work();
  const done = cpuNow(house, servers);
  await wait(rest);
  const end = wholeCpu(house, servers);
  return {
    node: (done.server - from.server) / operations,
    postgres: (done.postgres - from.postgres) / operations,
    behind: (end - done.server - done.postgres - idle) / operations,
  };
}

export interface CostOptions {
  /** Families of nine resources that are there to be read, and that each turn of creating makes. */
  readonly families: number;
  readonly turns: number;
  /** How often each resource is read in a turn. */
  readonly times?: number;
}

/** Two servers on one database, one of them with auditing taken out of it, asked by a client that reaches everything and by a doctor. */
export async function costs(house: House, { families, turns, times = 10 }: CostOptions): Promise<Costs> {
  const settings = { SONGHUA_FULL_TEXT: 'off' };
  const audited = await house.serve(settings);
  const without = await house.serve(settings, [`--import=${import.meta.dirname}/without.ts`]);
  const servers = [audited, without];
  const clients = startClients();
  const bench = async (server: Running, token = signIn(server)): Promise<Bench> => ({
    house,
    server,
    token: await token,
    clients,
  });
  const byKind: Readonly<Record<Kind, Bench>> = {
    bare: await bench(without),
    audited: await bench(audited),
    bound: await bench(without, signInAsDoctor(house, without)),
    both: await bench(audited, signInAsDoctor(house, audited)),
  };
  const empty = (): Record<Kind, Part[]> => ({ bare: [], audited: [], bound: [], both: [] });
  const found: Record<Work, Record<Kind, Part[]>> = { read: empty(), search: empty(), create: empty() };
  try {
    await warmUp(byKind.bare);
    await warmUp(byKind.audited);
    const { known } = await createFamilies(byKind.bare, families);
    const people = known.filter(({ type }) => type === 'Patient');
    await treat(
      house,
      people.map(({ id }) => id),
    );
    await house.pool.query('analyze');
    const many = (items: readonly Known[], n: number): Known[] => Array.from({ length: n }, () => items).flat();
    const [shown, asked] = [
      many(
        known.filter(({ type }) => readable.has(type)),
        times,
      ),
      many(people, times * 3),
    ];
    const works: Readonly<Record<Work, (one: Bench) => Promise<{ operations: number }>>> = {
      read: (one) => each(one, shown, read),
      search: (one) => each(one, asked, ({ id }) => ['GET', `/fhir/R4/Observation?patient=${id}`]),
      create: async (one) => (await createFamilies(one, families)).cost,
    };
    for (let turn = -1; turn < turns; turn += 1)
      for (const work of ['read', 'search', 'create'] as const)
        for (const kind of ['bare', 'audited', 'bound', 'both'] as const) {
          // A family holds entries of registers (institutions, practitioners), which no clinician's account writes.
          if (work === 'create' && (kind === 'bound' || kind === 'both')) continue;
          const part = await cost(house, servers, () => works[work](byKind[kind]));
          // The first turn compiles and plans.
          if (turn >= 0) found[work][kind].push(part);
        }
    return found;
  } finally {
    clients.stop();
    for (const server of servers) await server.stop();
  }
}
