import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { insertJob } from '../store/index-jobs.ts';
import {
  type Added,
  drawEpoch,
  drawNumbers,
  insertAdded,
  lockIndexState,
  readIndexState,
  retireAdded,
} from '../store/index-state.ts';
import type { ViewMaker } from '../view.ts';
import type { Write } from '../write/types.ts';
import { decideParameters, type ParameterChanges } from './decide-parameters.ts';

/**
 * How long after a parameter is retired its rows are left, ms: longer than any search lasts that began before, so that a search which
 * asks in several snapshots does not meet half of them.
 */
const afterwards = 30_000;

/** Numbers that can still be given out are counted by PostgreSQL; more types than this are not one parameter's. */
const mostNumbers = 2_000;

/**
 * Puts in force what SearchParameter resources among the writes say, in the writes' own transaction: new numbers in state building,
 * the work of indexing what is there, the work of removing what is retired, a new epoch. Refuses what cannot work, by its elements.
 * Changes of parameters follow each other; other writes do not wait.
 */
export async function keepParameters(
  { definitions, viewOf }: { readonly definitions: Definitions; readonly viewOf: ViewMaker },
  tx: Tx,
  writes: readonly Write[],
  now: Date,
): Promise<Result<null>> {
  const offered = writes
    .filter(({ type }) => type === 'SearchParameter')
    .map(({ id, scan, at }) => ({ id, ...(scan && { resource: scan.value }), ...(at !== undefined && { at }) }));
  if (offered.length === 0) return ok(null);
  await lockIndexState(tx);
  const { added } = await readIndexState(tx);
  const inForce = [...new Map(added.map((one) => [one.source, one] as const)).values()];
  const decided = decideParameters(offered, inForce, viewOf({ epoch: -1, added }).catalogue, definitions);
  if (!decided.ok) return decided;
  const { retire, add } = decided.value;
  if (retire.length === 0 && add.length === 0) return ok(null);
  return change(viewOf, tx, added, decided.value, now);
}

async function change(
  viewOf: ViewMaker,
  tx: Tx,
  added: readonly Added[],
  { retire, add }: ParameterChanges,
  now: Date,
): Promise<Result<null>> {
  const gone = added.filter(({ source }) => retire.includes(source));
  const standing = added.filter((one) => !gone.includes(one));
  const fresh = add.map((one): Added => ({ ...one, number: 0, type: '', code: one.definition.code, state: 'building', job: '' }));
  const { types } = viewOf({ epoch: -1, added: [...standing, ...fresh] }).catalogue;
  const rows = add.flatMap((one) =>
    [...types]
      .filter(([, parameters]) => parameters.get(one.definition.code)?.url === one.definition.url)
      .map(([type]) => ({ ...one, type })),
  );
  const nowhere = add.find(({ source }) => !rows.some((row) => row.source === source));
  if (nowhere) {
    const message = { zh: '在其资源类型中不指向任何元素', en: 'points to no element of its types' };
    const { expression = '' } = nowhere.definition;
    return refuse('records.unusable-parameter', {}, [
      { field: 'SearchParameter.expression', rule: 'search.parameter', value: expression.slice(0, 200), message },
    ]);
  }
  if (rows.length > mostNumbers) return refuse('records.too-many-parameters', { limit: mostNumbers });
  const epoch = await drawEpoch(tx);
  if (gone.length > 0) {
    const numbers = gone.map(({ number }) => number);
    await retireAdded(tx, numbers);
    await insertJob(tx, { kind: 'remove', type: '', numbers, epoch, dueAt: new Date(now.getTime() + afterwards) }, now);
  }
  const drawn = await drawNumbers(tx, rows.length);
  const numbered = rows.map((row, at) => ({ ...row, number: drawn[at] ?? 0 }));
  for (const [type, of] of Map.groupBy(numbered, (row) => row.type)) {
    const numbers = of.map(({ number }) => number);
    const job = await insertJob(tx, { kind: 'add', type, numbers, epoch, dueAt: now }, now);
    await insertAdded(
      tx,
      of.map(({ number, source, definition }) => {
        const { code, url } = definition;
        return { number, type, code, source, url, definition, job };
      }),
    );
  }
  return ok(null);
}
