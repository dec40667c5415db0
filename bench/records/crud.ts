/** Workload: nine linked resources created, read, updated and deleted by 16 clients at once. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Sent } from './ask.ts';
import { makePeople } from './city.ts';
import type { Running } from './house.ts';
import { type Bench, measure, measureHere, together, total } from './measure.ts';
import type { Line } from './table.ts';

const clients = 16;
const peer = '5.5';

/** In the order in which they refer to each other. */
const order = [
  'Organization',
  'Location',
  'Practitioner',
  'Patient',
  'Encounter',
  'Observation',
  'MedicationRequest',
  'Claim',
  'ExplanationOfBenefit',
];

const location = {
  resourceType: 'Location',
  status: 'active',
  name: 'Ward 3',
  address: { line: ['1 River Road'], city: 'Jilin' },
  managingOrganization: { reference: 'Organization/@@0@@' },
};

/** So many people without one of the nine types are not a city of Synthea's. */
const mostStrangers = 1_000;

/** The nine bodies of each person, referring to each other by the ids that the server gives. */
function families(count: number): string[][] {
  const firsts = new Map<string, string>([['Location', JSON.stringify(location)]]);
  const made: string[][] = [];
  let people = 0;
  for (const person of makePeople(77)) {
    const own = new Map(firsts);
    for (const { type, body } of person) if (!own.has(type)) own.set(type, body);
    // Staff and institutions come with some people only.
    for (const type of ['Organization', 'Practitioner']) if (!firsts.has(type)) firsts.set(type, own.get(type) ?? '');
    const bodies = order.map((type) => own.get(type));
    if (!bodies.every((body) => body !== undefined)) {
      people += 1;
      if (made.length === 0 && people > mostStrangers)
        throw new Error('nobody has all nine types: this needs the Synthea bundles');
      continue;
    }
    made.push(
      bodies.map((body, at) =>
        body.replace(/"reference":"([A-Za-z]+)\/[^"]+"/g, (whole, type: string) => {
          const target = order.indexOf(type);
          return target >= 0 && target < at ? `"reference":"${type}/@@${target}@@"` : whole;
        }),
      ),
    );
    if (made.length === count) break;
  }
  return made;
}

export interface Known {
  readonly type: string;
  readonly id: string;
  readonly body: string;
}

const withId = (body: string, id: string): string =>
  body.replace(/("resourceType":"\w+",?)("id":"[^"]*",?)?/, (_, type: string) => `${type.replace(/,?$/, ',')}"id":"${id}",`);

/** The same rows written and read by bare prepared statements, each its own transaction. */
async function limits(
  bench: Bench,
  known: readonly Known[],
): Promise<{ create: number; read: number; update: number; remove: number }> {
  const { pool } = bench.house;
  await pool.query(`create table public.bench_row (id uuid primary key, version int not null, at timestamptz not null, body text not null);
    create table public.bench_old (id uuid not null, version int not null, at timestamptz not null, body text not null, primary key (id, version))`);
  const hands: pg.PoolClient[] = [];
  for (let n = 0; n < clients; n += 1) hands.push(await pool.connect());
  const rows = known.map(({ body }) => ({ id: randomUUID(), body }));
  const each = (name: string, text: string, values: (row: { id: string; body: string }) => unknown[]): Promise<number> =>
    measureHere(bench, rows.length, () =>
      together(rows, clients, async (row, hand) => {
        await hands[hand]?.query({ name, text, values: values(row) });
      }),
    );
  const now = new Date();
  const kept = 'with old as (insert into public.bench_old select * from public.bench_row where id = $1)';
  const create = await each('create', 'insert into public.bench_row values ($1, 1, $2, $3)', ({ id, body }) => [id, now, body]);
  const read = await each('read', 'select body, version, at from public.bench_row where id = $1', ({ id }) => [id]);
  const update = await each(
    'update',
    `${kept} update public.bench_row set version = version + 1, at = $2, body = $3 where id = $1`,
    (row) => [row.id, now, row.body],
  );
  const remove = await each('delete', `${kept} delete from public.bench_row where id = $1`, ({ id }) => [id]);
  for (const hand of hands) hand.release();
  await pool.query('drop table public.bench_row, public.bench_old');
  return { create, read, update, remove };
}

/** One field changes. */
const changed = (body: string): string => body.replace(/^\{"resourceType":"\w+",/, (head) => `${head}"language":"en",`);

const creation = (family: readonly string[]): Sent[] => family.map((body, at): Sent => ['POST', `/fhir/R4/${order[at]}`, body]);

/** All that is done with one family, by one client after the other. */
function life(family: readonly string[]): Sent[] {
  const places = family.map((body, at) => ({ body, at, path: `/fhir/R4/${order[at]}/@@${at}@@` }));
  return [
    ...creation(family),
    ...places.map(({ path }): Sent => ['GET', path]),
    ...places.map(({ body, at, path }): Sent => ['PUT', path, changed(withId(body, `@@${at}@@`))]),
    ...places.toReversed().map(({ path }): Sent => ['DELETE', path]),
  ];
}

/** Families in a turn of warming up, and the most turns. */
const [turn, mostTurns] = [80, 8];

/**
 * Lives whole lives until a turn costs no less than the one before: a server just started compiles its program while it answers, and
 * PostgreSQL plans each statement once on each connection.
 */
export async function warmUp(bench: Bench, servers?: readonly Running[]): Promise<void> {
  const sequences = families(turn).map(life);
  for (let n = 0, before = Number.POSITIVE_INFINITY; n < mostTurns; n += 1) {
    const cost = total(await measure(bench, { clients, sequences }, servers && { servers }));
    if (n > 2 && cost > before * 0.97) return;
    before = cost;
  }
}

/** Creates families of nine with these servers; what they cost and what is there now. */
export async function createFamilies(bench: Bench, rounds: number, servers?: readonly Running[]) {
  const bodies = families(rounds);
  const cost = await measure(bench, { clients, sequences: bodies.map(creation) }, servers && { servers });
  const known = bodies.flatMap((family, n) =>
    family.map((body, at): Known => {
      const ids = cost.answered.ids[n] ?? [];
      const filled = body.replace(/@@(\d+)@@/g, (_, target) => ids[Number(target)] ?? '');
      return { type: order[at] ?? '', id: ids[at] ?? '', body: withId(filled, ids[at] ?? '') };
    }),
  );
  return { cost, known };
}

export const read = ({ type, id }: Known): Sent => ['GET', `/fhir/R4/${type}/${id}`];

/** Sends one request for each, many at once. */
export const each = (bench: Bench, known: readonly Known[], sent: (one: Known) => Sent, servers?: readonly Running[]) =>
  measure(bench, { clients, sequences: known.map((one) => [sent(one)]) }, servers && { servers });

/** Creates `rounds` families of nine, then reads, updates and deletes them, each phase a line of its own; then all of it mixed. */
export async function crud(bench: Bench, rounds: number): Promise<Line[]> {
  const update = ({ type, id, body }: Known): Sent => ['PUT', `/fhir/R4/${type}/${id}`, changed(body)];
  const remove = ({ type, id }: Known): Sent => ['DELETE', `/fhir/R4/${type}/${id}`];
  await warmUp(bench);
  const { cost: create, known } = await createFamilies(bench, rounds);
  const limit = await limits(bench, known);
  const lines: Line[] = [
    { workload: `create (${clients} clients)`, cost: create, limit: limit.create, aim: '≤ 0.8', peer },
    { workload: 'read', cost: await each(bench, known, read), limit: limit.read, aim: '≤ 0.2', peer },
    { workload: 'update', cost: await each(bench, known, update), limit: limit.update, aim: '≤ 0.8', peer },
    { workload: 'delete', cost: await each(bench, known.toReversed(), remove), limit: limit.remove, aim: '≤ 0.8', peer },
  ];
  const mixed = await measure(bench, { clients, sequences: families(rounds).map(life) });
  const mean = (limit.create + limit.read + limit.update + limit.remove) / 4;
  return [...lines, { workload: 'create, read, update, delete: mix', cost: mixed, limit: mean, aim: '≤ 0.6', peer }];
}
