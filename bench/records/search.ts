/** Workload: the shapes of search, eight clients at once, each request with values of its own. */
import { loadUcum } from '@songhua/engine-fhir/search/ucum.ts';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import type { LookedTerm } from '@songhua/records/search/searching.ts';
import type pg from 'pg';
import type { Sent } from './ask.ts';
import { type Bench, measure, measureHere, together } from './measure.ts';
import { drawSample } from './sample.ts';
import { type Asked, type Shape, shapesOf, totalShapes } from './shapes.ts';
import type { Line } from './table.ts';

const clients = 8;

const sentOf = ({ path, form }: Asked): Sent =>
  form === undefined ? ['GET', `/fhir/R4/${path}`] : ['POST', `/fhir/R4/${path}`, form];

/** The dictionary of units and pairs, which the hand-written SQL has at hand. */
async function termsOf(pool: pg.Pool, store: FhirStore): Promise<LookedTerm[]> {
  const index = store.writing.index('Observation');
  const { rows } = await pool.query<{ key: string; system: string; code: string; more: string }>(
    'select key, system, code, more from records.term where parameter = any($1)',
    [['code-value-quantity', 'value-quantity'].map((parameter) => index.number(parameter))],
  );
  return rows.map(({ key, ...term }) => ({ key: BigInt(key), ...term }));
}

interface Answer {
  readonly total?: number;
  readonly entry?: readonly { readonly resource: { readonly id: string } }[];
}

/** What an answer says that the rows by hand say as well: the ids in order, of what comes along in any; of a sum the number. */
async function saidBy({ server, token }: Bench, asked: Asked): Promise<string> {
  const form = asked.form !== undefined && { method: 'POST', body: new URLSearchParams(asked.form) };
  const answer = await fetch(`${server.address}/fhir/R4/${asked.path}`, {
    ...form,
    headers: { authorization: `Bearer ${token}` },
  });
  const { entry = [], total } = (await answer.json()) as Answer;
  return said(asked, asked.path.includes('_summary=count') ? [String(total)] : entry.map(({ resource }) => resource.id));
}

const said = ({ path }: Asked, ids: readonly string[]): string => String(/include=/.test(path) ? [...ids].sort() : ids);

/** Tells of the first search whose answer is another one than the SQL by hand gives: its ratio would say nothing. */
async function compare(bench: Bench, shape: Shape, asked: readonly Asked[]): Promise<void> {
  for (const one of asked) {
    const { rows } = await bench.house.pool.query<{ body: string }>(shape.sql, [...one.values]);
    const hand = rows.map(({ body }) => (body.startsWith('{') ? (JSON.parse(body) as { id: string }).id : body));
    const answer = await saidBy(bench, one);
    if (answer === said(one, hand)) continue;
    console.error(`${one.path.slice(0, 200)} is answered ${answer.slice(0, 200)}, by hand ${String(hand).slice(0, 200)}`);
    return;
  }
}

async function runShape(bench: Bench, shape: Shape, asked: readonly Asked[], aim: string): Promise<Line> {
  const hands: pg.PoolClient[] = [];
  for (let n = 0; n < clients; n += 1) hands.push(await bench.house.pool.connect());
  try {
    for (const hand of hands) await hand.query('set plan_cache_mode = force_generic_plan');
    const byHand = (some: readonly Asked[]): Promise<number> =>
      measureHere(bench, some.length, () =>
        together(some, clients, async (one, hand) => {
          await hands[hand]?.query({ name: shape.name, text: shape.sql, values: [...one.values] });
        }),
      );
    const sequences = asked.map((one) => [sentOf(one)]);
    // As often as it is then measured: a server at work has been asked before, and compiles no more.
    await measure(bench, { clients, sequences });
    await byHand(asked);
    await compare(bench, shape, asked.slice(0, 20));
    const cost = await measure(bench, { clients, sequences });
    const limit = await byHand(asked);
    return { workload: shape.name, cost, limit, aim, peer: '2.3' };
  } finally {
    for (const hand of hands) hand.release(true);
  }
}

/** Each shape `requests` times. Answers up to 20 kB have an aim of their own. */
export async function searches(
  bench: Bench,
  store: FhirStore,
  requests: number,
  { only = '', totals = false }: { only?: string; totals?: boolean },
  tell: (line: Line) => void,
): Promise<Line[]> {
  const { pool } = bench.house;
  const sample = await drawSample(pool, store);
  const shapes = totals ? totalShapes(store) : shapesOf(store, await termsOf(pool, store), await loadUcum());
  const lines: Line[] = [];
  for (const shape of shapes.filter(({ name }) => name.includes(only))) {
    const asked = Array.from({ length: requests }, () => shape.draw(sample));
    const line = await runShape(bench, shape, asked, totals ? '≤ 3' : '');
    const small = line.cost.bytes <= 20_000;
    const told = totals ? line : { ...line, aim: small ? '≤ 0.35, ≤ 3×' : '≤ 3×' };
    tell(told);
    lines.push(told);
  }
  return lines;
}
