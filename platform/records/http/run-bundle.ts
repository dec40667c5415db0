import { planBundle } from '@songhua/engine-fhir/bundle/plan.ts';
import type { Step } from '@songhua/engine-fhir/bundle/step.ts';
import { scanPart } from '@songhua/engine-fhir/json/scan.ts';
import { type Language, ok, type Result, refuse } from '@songhua/kernel';
import { carryOut, decideCreate, decidePatch, decideUpdate, locateDelete } from '../interactions/change.ts';
import { readText } from '../interactions/check-content.ts';
import { ofEntry, runTransaction } from '../interactions/transaction.ts';
import type { Outcome } from '../interactions/types.ts';
import { type Ask, pairsOf } from './ask.ts';
import { refusedOutcome } from './operation-outcome.ts';
import { readResource, readVersion } from './read-resource.ts';
import { runHistory } from './run-history.ts';
import { runSearch } from './run-search.ts';

type Fetch = Extract<Step, { kind: 'fetch' }>;

/** Entries of one transaction: all wait in memory and hold their locks together. */
const mostEntries = 50_000;

const phrases: Readonly<Record<number, string>> = { 200: 'OK', 201: 'Created', 204: 'No Content', 304: 'Not Modified' };

/** An entry of the answer, its resource put in as text. */
function entryText(ask: Ask, { status, type, id, version, updatedAt, text }: Outcome, withResource: boolean): string {
  const response = {
    status: `${status} ${phrases[status] ?? ''}`,
    ...(version !== undefined && { location: `${type}/${id}/_history/${version}`, etag: `W/"${version}"` }),
    ...(updatedAt && { lastModified: updatedAt.toISOString() }),
  };
  const resource = withResource && text !== undefined ? `"fullUrl":"${ask.base}/${type}/${id}","resource":${text},` : '';
  return `{${resource}"response":${JSON.stringify(response)}}`;
}

const foundText = (text: string): string => `{"resource":${text},"response":{"status":"200 OK"}}`;

const refusedText = (refusal: Parameters<typeof refusedOutcome>[0], language: Language): string => {
  const { status, outcome } = refusedOutcome(refusal, language);
  return JSON.stringify({ response: { status: String(status), outcome } });
};

/** A read inside a bundle, answered as its address would be. */
async function fetchEntry(ask: Ask, { address, conditions }: Fetch): Promise<Result<string>> {
  const inner: Ask = { ...ask, conditions, query: pairsOf(address.query) };
  const asText = (result: Result<Outcome>): Result<string> => (result.ok ? ok(entryText(ask, result.value, true)) : result);
  const asBundle = (result: Result<string>): Result<string> => (result.ok ? ok(foundText(result.value)) : result);
  switch (address.kind) {
    case 'instance':
      return asText(await readResource(inner, address.type, address.id));
    case 'version':
      return asText(await readVersion(inner, address.type, address.id, address.version));
    case 'type':
    case 'system':
      return asBundle(await runSearch(inner, { type: address.kind === 'type' ? address.type : null, query: inner.query }));
    case 'history':
      return asBundle(await runHistory(inner, address));
    case 'compartment': {
      const { type, id, member } = address;
      const compartment = { type, id };
      return asBundle(await runSearch(inner, { type: member === '*' ? null : member, compartment, query: inner.query }));
    }
    default:
      return refuse('records.not-in-bundle', { what: address.kind });
  }
}

/** One entry of a batch, in a part of the transaction of its own. */
async function runAlone(ask: Ask, bundle: Parameters<typeof runTransaction>[1], step: Step): Promise<Result<string>> {
  const { conditions } = step;
  const representation = ask.prefer.return === 'representation';
  const changed = async (decision: Awaited<ReturnType<typeof decideCreate>>): Promise<Result<string>> => {
    const done = decision.ok ? await carryOut(ask, decision.value) : decision;
    return done.ok ? ok(entryText(ask, done.value, representation)) : done;
  };
  switch (step.kind) {
    case 'create':
    case 'update': {
      const span = bundle.entries[step.index];
      if (!span) return refuse('records.invalid-bundle', { entries: 1 });
      const scan = scanPart(bundle, span, step.resource);
      return step.kind === 'create'
        ? changed(await decideCreate(ask, { type: step.type, scan, conditions }))
        : changed(await decideUpdate(ask, { type: step.target.type, aim: step.target, scan, conditions }));
    }
    case 'patch':
      return changed(await decidePatch(ask, { type: step.target.type, aim: step.target, patch: step.patch, conditions }));
    case 'delete': {
      const writes = await locateDelete(ask, { type: step.target.type, aim: step.target, conditions });
      if (!writes.ok) return writes;
      const done = await ask.store.write(ask.tx, writes.value, ask.now);
      return done.ok ? ok(entryText(ask, { status: 204, type: step.target.type, id: '' }, false)) : done;
    }
    case 'fetch':
      return fetchEntry(ask, step);
    case 'operation':
      return refuse('records.not-in-bundle', { what: `$${step.address.name}` });
  }
}

const answer = (kind: string, entries: readonly string[]): string =>
  `{"resourceType":"Bundle","type":"${kind}-response"${entries.length > 0 ? `,"entry":[${entries.join(',')}]` : ''}}`;

/** A batch or transaction, from its text to the text of its answer. */
export async function runBundle(ask: Ask, language: Language): Promise<Result<string>> {
  const scan = readText(ask.body);
  if (!scan.ok) return scan;
  const plan = planBundle(scan.value.value, { definitions: ask.store.definitions, bases: [ask.base], mostEntries });
  if (!plan.ok) return plan;
  const { kind, entries, steps, refused } = plan.value;
  const texts: string[] = Array.from({ length: entries }, () => '');
  if (kind === 'batch') {
    for (const { index, error } of refused) texts[index] = refusedText(error, language);
    for (const step of steps) {
      const done = await ask.tx.attempt(() => runAlone(ask, scan.value, step));
      texts[step.index] = done.ok ? done.value : refusedText(done.error, language);
    }
    return ok(answer(kind, texts));
  }
  const outcomes = await runTransaction(ask, scan.value, plan.value);
  if (!outcomes.ok) return outcomes;
  for (const [index, outcome] of outcomes.value) texts[index] = entryText(ask, outcome, ask.prefer.return === 'representation');
  for (const step of steps) {
    if (step.kind === 'operation') return ofEntry(refuse('records.not-in-bundle', { what: `$${step.address.name}` }), step.index);
    if (step.kind !== 'fetch') continue;
    const found = ofEntry(await fetchEntry(ask, step), step.index);
    if (!found.ok) return found;
    texts[step.index] = found.value;
  }
  return ok(answer(kind, texts));
}
