import { checkOverlaps, type Place } from '@songhua/engine-fhir/bundle/overlaps.ts';
import { referenceReplacements, rewriteLinks } from '@songhua/engine-fhir/bundle/rewrite-links.ts';
import type { BundlePlan, Step } from '@songhua/engine-fhir/bundle/step.ts';
import { decideConditionalCreate, decideExactlyOne } from '@songhua/engine-fhir/http/decide-conditional.ts';
import { type JsonObject, type Scan, scanJson, scanPart } from '@songhua/engine-fhir/json/scan.ts';
import { replaceReferences } from '@songhua/engine-fhir/json/splice.ts';
import { ok, type Result, refuse } from '@songhua/kernel';
import { deepest } from '../domain/check-resource.ts';
import { checkScope } from '../http/scopes.ts';
import type { Write } from '../write/types.ts';
import { decidePatch, locateDelete, locateUpdate, outcomeOf, versionOutcome } from './change.ts';
import { checkContent } from './check-content.ts';
import { findMatches } from './find-matches.ts';
import type { Outcome, Work } from './types.ts';

type WritingStep = Exclude<Step, { kind: 'fetch' | 'operation' }>;

/** What an entry will be: a resource to be written under this id, or one that is there already. */
interface Located extends Place {
  readonly fresh: boolean;
  readonly answer?: Outcome;
}

const isWriting = (step: Step): step is WritingStep => step.kind !== 'fetch' && step.kind !== 'operation';

const at = (index: number): string => `Bundle.entry[${index}]`;

/** The refusal with the entry it belongs to in front of every field. */
export function ofEntry<T>(result: Result<T>, index: number): Result<T> {
  if (result.ok) return result;
  const { code, params, errors = [] } = result.error;
  const named = errors.map((error) =>
    error.field.startsWith('Bundle.') ? error : { ...error, field: `${at(index)}.${error.field}` },
  );
  const message = {
    zh: `条目 ${index + 1} 未能执行，整个事务已撤销`,
    en: `entry ${index + 1} could not be carried out; nothing was`,
  };
  return refuse(code, params, named.length > 0 ? named : [{ field: at(index), rule: code, message }]);
}

/** Where each entry's resource will stand: ids drawn, conditions looked up (each held until the end). */
async function locate(work: Work, steps: readonly WritingStep[]): Promise<Result<Map<number, Located>>> {
  const located = new Map<number, Located>();
  for (const step of steps) {
    const { index } = step;
    const found = await locateOne(work, step, located);
    if (!found.ok) return ofEntry(found, index);
    if (found.value) located.set(index, found.value);
  }
  return ok(located);
}

async function locateOne(
  work: Work,
  step: WritingStep,
  located: ReadonlyMap<number, Located>,
): Promise<Result<Located | undefined>> {
  if (step.kind === 'create') {
    const { type, conditions, sameAs } = step;
    const same = sameAs === undefined ? undefined : located.get(sameAs);
    if (same) return ok({ ...same, answer: same.answer ?? { status: 200, type, id: same.id } });
    const scope = checkScope(work.actor, type, 'c');
    if (!scope.ok) return scope;
    if (conditions.ifNoneExist === undefined) return ok({ type, id: work.newId(), fresh: true });
    const matches = await findMatches(work, type, conditions.ifNoneExist);
    const decision = matches.ok ? decideConditionalCreate(matches.value) : matches;
    if (!decision.ok) return decision;
    if (decision.value.act === 'create') return ok({ type, id: work.newId(), fresh: true });
    const { id } = decision.value;
    const found = await work.store.readCurrent(work.tx, type, id);
    return ok({ type, id, fresh: false, answer: found ? versionOutcome(found, id) : { status: 200, type, id } });
  }
  const { target } = step;
  const { type } = target;
  if (step.kind === 'update') {
    const found = await locateUpdate(work, type, target, step.resource);
    return found.ok ? ok({ type, ...found.value }) : found;
  }
  if (step.kind === 'patch' && 'criteria' in target) {
    const matches = await findMatches(work, type, target.criteria);
    const only = matches.ok ? decideExactlyOne(matches.value) : matches;
    return only.ok ? ok({ type, id: only.value, fresh: false }) : only;
  }
  return ok('id' in target ? { type, id: target.id, fresh: false } : undefined);
}

/** Places of what conditional references name; each must find exactly one. */
async function findReferred(work: Work, plan: BundlePlan): Promise<Result<Map<string, Place>>> {
  const places = new Map<string, Place>();
  for (const { key, type, criteria } of plan.searches) {
    const matches = await findMatches(work, type, criteria);
    const only = matches.ok ? decideExactlyOne(matches.value) : matches;
    if (!only.ok) {
      const holder = [...plan.links].find(([, links]) =>
        links.some(({ to }) => to.kind === 'criteria' && to.criteria === criteria),
      );
      return ofEntry(only, holder?.[0] ?? 0);
    }
    places.set(key, { type, id: only.value });
  }
  return ok(places);
}

/** An entry's content with its links rewritten: in the client's own text where only references change. */
function contentOf(
  bundle: Scan,
  plan: BundlePlan,
  step: WritingStep & { resource: JsonObject },
  places: Parameters<typeof rewriteLinks>[2],
): Result<Scan> {
  const span = bundle.entries[step.index];
  const replacements = referenceReplacements(step.index, plan.links, places);
  if (span && replacements) return ok(replaceReferences(scanPart(bundle, span, step.resource), replacements));
  const rewritten = rewriteLinks(step, plan.links, places);
  const scanned = scanJson(JSON.stringify('resource' in rewritten ? rewritten.resource : step.resource), { deepest });
  return scanned.ok ? scanned : refuse('records.invalid-resource');
}

async function writesOf(
  work: Work,
  bundle: Scan,
  plan: BundlePlan,
  steps: readonly WritingStep[],
  located: ReadonlyMap<number, Located>,
  searches: ReadonlyMap<string, Place>,
): Promise<Result<Write[]>> {
  const places = { entries: located, searches };
  const writes: Write[] = [];
  for (const step of steps) {
    const { index, conditions } = step;
    const place = located.get(index);
    if (place?.answer) continue;
    if (step.kind === 'delete') {
      const aim = step.target;
      const going = await locateDelete(work, { type: aim.type, aim, conditions, at: at(index) });
      if (!going.ok) return ofEntry(going, index);
      writes.push(...going.value);
      continue;
    }
    if (!place) throw new Error(`${at(index)} has no place`);
    const { type, id, fresh } = place;
    if (step.kind === 'patch') {
      const rewritten = rewriteLinks(step, plan.links, places);
      const patch = rewritten.kind === 'patch' ? rewritten.patch : step.patch;
      const decision = await decidePatch(work, { type, aim: { id }, patch, conditions, at: at(index) });
      if (!decision.ok) return ofEntry(decision, index);
      if ('write' in decision.value) writes.push(decision.value.write);
      continue;
    }
    const scope = checkScope(work.actor, type, step.kind === 'create' ? 'c' : 'u');
    if (!scope.ok) return ofEntry(scope, index);
    const content = contentOf(bundle, plan, step, places);
    if (!content.ok) return ofEntry(content, index);
    const wanted = step.kind === 'update' && 'id' in step.target ? { type, id } : { type };
    const checked = checkContent(work.store, content.value, { ...wanted, at: `${at(index)}.resource` });
    if (!checked.ok) return checked;
    const method = step.kind === 'create' ? 'POST' : 'PUT';
    writes.push({ type, id, method, scan: checked.value, conditions, fresh, at: at(index) });
  }
  return ok(writes);
}

/**
 * Carries out the writing entries of a transaction, all in one go through the pipeline; reads come after, by the caller. Answers
 * by index of the entry.
 */
export async function runTransaction(work: Work, bundle: Scan, plan: BundlePlan): Promise<Result<Map<number, Outcome>>> {
  const steps = plan.steps.filter(isWriting);
  const located = await locate(work, steps);
  if (!located.ok) return located;
  const searches = await findReferred(work, plan);
  if (!searches.ok) return searches;
  const found = new Map([...located.value].flatMap(([index, place]) => (place.answer ? [] : [[index, [place]] as const])));
  const overlaps = checkOverlaps(steps, found);
  if (!overlaps.ok) return overlaps;
  const writes = await writesOf(work, bundle, plan, steps, located.value, searches.value);
  if (!writes.ok) return writes;
  const done = await work.store.write(work.tx, writes.value, work.now);
  if (!done.ok) return done;
  const byPlace = new Map(
    done.value.flatMap((written) => (written ? [[`${written.type}/${written.id}`, outcomeOf(written)] as const] : [])),
  );
  const outcomes = new Map<number, Outcome>();
  for (const { index, kind } of steps) {
    const place = located.value.get(index);
    const outcome = place && (place.answer ?? byPlace.get(`${place.type}/${place.id}`));
    outcomes.set(index, outcome ?? { status: 204, type: place?.type ?? '', id: place?.id ?? '' });
    if (!outcome && kind !== 'delete') throw new Error(`${at(index)} was not written`);
  }
  return ok(outcomes);
}
