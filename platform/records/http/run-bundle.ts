import { planBundle } from '@songhua/engine-fhir/bundle/plan.ts';
import type { Step } from '@songhua/engine-fhir/bundle/step.ts';
import { isNotModified } from '@songhua/engine-fhir/http/check-preconditions.ts';
import { statusLine } from '@songhua/engine-fhir/http/status-line.ts';
import { parseLossless } from '@songhua/engine-fhir/json/lossless.ts';
import { type Scan, scanPart } from '@songhua/engine-fhir/json/scan.ts';
import { type Language, ok, type Result, refuse } from '@songhua/kernel';
import { carryOut, carryOutDelete, decideCreate, decidePatch, decideUpdate, locateDelete } from '../interactions/change.ts';
import { readText } from '../interactions/check-content.ts';
import { ofEntry, runTransaction } from '../interactions/transaction.ts';
import type { Outcome } from '../interactions/types.ts';
import { type Ask, pairsOf } from './ask.ts';
import { readAny, refuseServed, searchAny } from './ask-served.ts';
import { refusedOutcome } from './operation-outcome.ts';
import { readVersion } from './read-resource.ts';
import { noteWritten } from './reply.ts';
import { runEverything } from './run-everything.ts';
import { runHistory } from './run-history.ts';
import { runValidate } from './run-validate.ts';

type Fetch = Extract<Step, { kind: 'fetch' }>;
type Operation = Extract<Step, { kind: 'operation' }>;

/** Entries of one transaction: all wait in memory and hold their locks together. */
const mostEntries = 50_000;

/** An entry of the answer, its resource put in as text. */
function entryText(ask: Ask, { status, type, id, version, updatedAt, text }: Outcome, withResource: boolean): string {
  const response = {
    status: statusLine(status),
    ...(version !== undefined && { location: `${type}/${id}/_history/${version}`, etag: `W/"${version}"` }),
    ...(updatedAt && { lastModified: updatedAt.toISOString() }),
  };
  const resource = withResource && text !== undefined ? `"fullUrl":"${ask.base}/${type}/${id}","resource":${text},` : '';
  return `{${resource}"response":${JSON.stringify(response)}}`;
}

const foundText = (text: string): string => `{"resource":${text},"response":{"status":"200 OK"}}`;

const refusedText = (refusal: Parameters<typeof refusedOutcome>[0], language: Language): string => {
  const { status, outcome } = refusedOutcome(refusal, language);
  return JSON.stringify({ response: { status: statusLine(status), outcome } });
};

const notModified = ({ type, id, version }: Outcome): string =>
  JSON.stringify({
    response: { status: statusLine(304), location: `${type}/${id}/_history/${version}`, etag: `W/"${version}"` },
  });

/** A read inside a bundle, answered as its address would be. */
async function fetchEntry(ask: Ask, { address, conditions, head }: Fetch): Promise<Result<string>> {
  const inner: Ask = { ...ask, conditions, query: pairsOf(address.query) };
  const told = address.kind === 'version' || address.kind === 'history' ? address.type : undefined;
  if (told !== undefined && ask.store.served.has(told)) return refuseServed(told);
  const asText = (result: Result<Outcome>): Result<string> => {
    if (!result.ok) return result;
    const { version, updatedAt } = result.value;
    const current = { version: String(version), lastUpdated: updatedAt?.getTime() ?? 0 };
    return ok(isNotModified(conditions, current) ? notModified(result.value) : entryText(ask, result.value, !head));
  };
  const asBundle = (result: Result<string>): Result<string> =>
    result.ok ? ok(head ? JSON.stringify({ response: { status: statusLine(200) } }) : foundText(result.value)) : result;
  switch (address.kind) {
    case 'instance':
      return asText(await readAny(inner, address.type, address.id));
    case 'version':
      return asText(await readVersion(inner, address.type, address.id, address.version));
    case 'type':
    case 'system':
      return asBundle(await searchAny(inner, { type: address.kind === 'type' ? address.type : null, query: inner.query }));
    case 'history':
      return asBundle(await runHistory(inner, address));
    case 'compartment': {
      const { type, id, member } = address;
      const compartment = { type, id };
      return asBundle(await searchAny(inner, { type: member === '*' ? null : member, compartment, query: inner.query }));
    }
    case 'operation': {
      const { name, type, id } = address;
      if (name === 'everything' && id !== undefined && (type === 'Patient' || type === 'Encounter'))
        return asBundle(await runEverything({ ...inner, body: '' }, type, id));
      return refuse('records.not-in-bundle', { what: `$${name}` });
    }
    default:
      return refuse('records.not-in-bundle', { what: address.kind });
  }
}

/** An operation that changes nothing, as an entry. */
async function operate(ask: Ask, { address, resource }: Operation): Promise<Result<string>> {
  const { name, type, id, query } = address;
  if (name !== 'validate' || type === undefined) return refuse('records.not-in-bundle', { what: `$${name}` });
  const inner = { ...ask, query: pairsOf(query) };
  const outcome = await runValidate(inner, { type, ...(id !== undefined && { id }) }, resource);
  return outcome.ok ? ok(foundText(JSON.stringify(outcome.value))) : outcome;
}

/** Refuses to change what is answered in the store's place. */
function servedBy({ store }: Ask, step: Step): Result<null> {
  if (step.kind === 'fetch' || step.kind === 'operation') return ok(null);
  const type = step.kind === 'create' ? step.type : step.target.type;
  return store.served.has(type) ? refuseServed(type) : ok(null);
}

/** One entry of a batch, in a part of the transaction of its own. */
async function runAlone(ask: Ask, bundle: Parameters<typeof runTransaction>[1], step: Step): Promise<Result<string>> {
  const { conditions } = step;
  const kept = servedBy(ask, step);
  if (!kept.ok) return kept;
  const representation = ask.prefer.return === 'representation';
  const answered = (done: Result<Outcome>): Result<string> => {
    if (done.ok) noteWritten(ask, done.value);
    return done.ok ? ok(entryText(ask, done.value, representation)) : done;
  };
  const changed = async (decision: Awaited<ReturnType<typeof decideCreate>>): Promise<Result<string>> =>
    answered(decision.ok ? await carryOut(ask, decision.value) : decision);
  switch (step.kind) {
    case 'create':
    case 'update': {
      const span = bundle.entries[step.index];
      if (!span) throw new Error(`entry ${step.index} has a resource without a place`);
      const scan = scanPart(bundle, span, step.resource);
      return step.kind === 'create'
        ? changed(await decideCreate(ask, { type: step.type, scan, conditions }))
        : changed(await decideUpdate(ask, { type: step.target.type, aim: step.target, scan, conditions }));
    }
    case 'patch':
      return changed(await decidePatch(ask, { type: step.target.type, aim: step.target, patch: step.patch, conditions }));
    case 'delete': {
      const writes = await locateDelete(ask, { type: step.target.type, aim: step.target, conditions });
      return writes.ok ? answered(await carryOutDelete(ask, step.target.type, writes.value)) : writes;
    }
    case 'fetch':
      return fetchEntry(ask, step);
    case 'operation':
      return operate(ask, step);
  }
}

const answer = (kind: string, entries: readonly string[]): string =>
  `{"resourceType":"Bundle","type":"${kind}-response"${entries.length > 0 ? `,"entry":[${entries.join(',')}]` : ''}}`;

/** A patch with its numbers as they were written, which the parsed bundle no longer knows. */
function keepNumbers(bundle: Scan, step: Step): Step {
  const span = bundle.entries[step.index];
  if (step.kind !== 'patch' || step.patch.kind !== 'fhirpath' || !bundle.inexact || !span) return step;
  return { ...step, patch: { kind: 'fhirpath', body: parseLossless(bundle.text.slice(span.start, span.end)) } };
}

/** A batch or transaction, from its text to the text of its answer. */
export async function runBundle(ask: Ask): Promise<Result<string>> {
  const { language } = ask;
  const scan = readText(ask.body);
  if (!scan.ok) return scan;
  const plan = planBundle(scan.value.value, { definitions: ask.store.definitions, bases: [ask.base], mostEntries });
  if (!plan.ok) return plan;
  const { kind, entries, refused } = plan.value;
  const steps = plan.value.steps.map((step) => keepNumbers(scan.value, step));
  const texts: string[] = Array.from({ length: entries }, () => '');
  if (kind === 'batch') {
    for (const { index, error } of refused) texts[index] = refusedText(error, language);
    for (const step of steps) {
      const done = await ask.tx.attempt(() => runAlone(ask, scan.value, step));
      texts[step.index] = done.ok ? done.value : refusedText(done.error, language);
    }
    return ok(answer(kind, texts));
  }
  for (const step of steps) {
    const kept = ofEntry(servedBy(ask, step), step.index);
    if (!kept.ok) return kept;
  }
  const outcomes = await runTransaction(ask, scan.value, { ...plan.value, steps });
  if (!outcomes.ok) return outcomes;
  for (const [index, outcome] of outcomes.value) {
    noteWritten(ask, outcome);
    texts[index] = entryText(ask, outcome, ask.prefer.return === 'representation');
  }
  for (const step of steps) {
    if (step.kind !== 'fetch' && step.kind !== 'operation') continue;
    const found = ofEntry(await (step.kind === 'fetch' ? fetchEntry(ask, step) : operate(ask, step)), step.index);
    if (!found.ok) return found;
    texts[step.index] = found.value;
  }
  return ok(answer(kind, texts));
}
