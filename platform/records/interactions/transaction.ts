import { checkOverlaps, type Place } from '@songhua/engine-fhir/bundle/overlaps.ts';
import { referenceReplacements, rewriteBody, rewriteLinks } from '@songhua/engine-fhir/bundle/rewrite-links.ts';
import type { BundlePlan, Step } from '@songhua/engine-fhir/bundle/step.ts';
import { decideConditionalCreate, decideExactlyOne } from '@songhua/engine-fhir/http/decide-conditional.ts';
import { parseLossless } from '@songhua/engine-fhir/json/lossless.ts';
import { type JsonObject, type Scan, scanJson, scanPart } from '@songhua/engine-fhir/json/scan.ts';
import { replaceReferences } from '@songhua/engine-fhir/json/splice.ts';
import type { Subject } from '@songhua/engine-fhir/search/matches.ts';
import { ok, type Result, refuse } from '@songhua/kernel';
import { deepest } from '../domain/check-resource.ts';
import { mayAsk } from '../reach/ways.ts';
import { nameEntry } from '../write/name-entry.ts';
import type { Write } from '../write/types.ts';
import { decidePatch, locateDelete, locateUpdate, outcomeOf, versionOutcome } from './change.ts';
import { checkContent } from './check-content.ts';
import { findMatches } from './find-matches.ts';
import type { Outcome, Work } from './types.ts';
import { readAs, writeAs } from './write-as.ts';

type WritingStep = Exclude<Step, { kind: 'fetch' | 'operation' }>;

/** What an entry will be: a resource to be written under this id, or one that is there already. */
interface Located extends Place {
  readonly fresh: boolean;
  readonly answer?: Outcome;
}

const isWriting = (step: Step): step is WritingStep => step.kind !== 'fetch' && step.kind !== 'operation';

const at = (index: number): string => `Bundle.entry[${index}]`;

/** The refusal with the entry it belongs to in front of every field. */
export const ofEntry = <T>(result: Result<T>, index: number): Result<T> => nameEntry(result, at(index));

/** What the writing entries are about, by index of the entry. */
interface Whereabouts {
  readonly located: Map<number, Located>;
  readonly deletions: Map<number, readonly Write[]>;
}

/** Ids of a type that this transaction deletes: conditions are judged as if they were gone. */
const goneOf = (type: string, { deletions }: Whereabouts): ReadonlySet<string> =>
  new Set([...deletions.values()].flat().flatMap((write) => (write.type === type ? [write.id] : [])));

/** Where each entry's resource will stand: ids drawn, conditions looked up (each held until the end). Deletions come first. */
async function locate(work: Work, steps: readonly WritingStep[]): Promise<Result<Whereabouts>> {
  const found: Whereabouts = { located: new Map(), deletions: new Map() };
  for (const step of steps) {
    const { index } = step;
    if (step.kind === 'delete') {
      const { target: aim, conditions } = step;
      const going = await locateDelete(work, { type: aim.type, aim, conditions, at: at(index) });
      if (!going.ok) return ofEntry(going, index);
      found.deletions.set(index, going.value);
      continue;
    }
    const place = await locateOne(work, step, found);
    if (!place.ok) return ofEntry(place, index);
    found.located.set(index, place.value);
  }
  return ok(found);
}

async function locateOne(
  work: Work,
  step: Exclude<WritingStep, { kind: 'delete' }>,
  whereabouts: Whereabouts,
): Promise<Result<Located>> {
  if (step.kind === 'create') {
    const { type, conditions, sameAs } = step;
    const same = sameAs === undefined ? undefined : whereabouts.located.get(sameAs);
    if (same) return ok({ ...same, answer: same.answer ?? { status: 200, type, id: same.id } });
    const scope = mayAsk(work.reader, type, 'c');
    if (!scope.ok) return scope;
    if (conditions.ifNoneExist === undefined) return ok({ type, id: work.newId(), fresh: true });
    const matches = await findMatches(work, type, conditions.ifNoneExist, { without: goneOf(type, whereabouts) });
    const decision = matches.ok ? decideConditionalCreate(matches.value) : matches;
    if (!decision.ok) return decision;
    if (decision.value.act === 'create') return ok({ type, id: work.newId(), fresh: true });
    const { id } = decision.value;
    const reading = mayAsk(work.reader, type, 'r');
    if (!reading.ok) return reading;
    const found = await readAs(work, type, id, 'r');
    if (!found) return refuse('records.out-of-reach', { type });
    return ok({ type, id, fresh: false, answer: versionOutcome(found, id) });
  }
  const { target } = step;
  const { type } = target;
  const without = goneOf(type, whereabouts);
  if (step.kind === 'update') {
    const found = await locateUpdate(work, type, target, step.resource, { without });
    return found.ok ? ok({ type, ...found.value }) : found;
  }
  if ('id' in target) return ok({ type, id: target.id, fresh: false });
  const matches = await findMatches(work, type, target.criteria, { without });
  const only = matches.ok ? decideExactlyOne(matches.value) : matches;
  return only.ok ? ok({ type, id: only.value, fresh: false }) : only;
}

/** The resources of a type as the entries that carry content will leave them. */
const comingOf = (work: Work, type: string, steps: readonly WritingStep[], { located }: Whereabouts): Subject[] =>
  steps.flatMap((step) => {
    const place = located.get(step.index);
    if ((step.kind !== 'create' && step.kind !== 'update') || !place || place.answer || place.type !== type) return [];
    const resource = { ...step.resource, resourceType: type, id: place.id };
    return [{ type, id: place.id, resource, entries: work.store.extract(type, resource) }];
  });

/** Places of what conditional references name when all entries are carried out (http.html#trules); each must find exactly one. */
async function findReferred(
  work: Work,
  plan: BundlePlan,
  steps: readonly WritingStep[],
  whereabouts: Whereabouts,
): Promise<Result<Map<string, Place>>> {
  const places = new Map<string, Place>();
  const byType = new Map<string, readonly Subject[]>();
  for (const { key, type, criteria } of plan.searches) {
    const coming = byType.get(type) ?? comingOf(work, type, steps, whereabouts);
    byType.set(type, coming);
    const without = new Set([...goneOf(type, whereabouts), ...coming.map(({ id }) => id)]);
    const matches = await findMatches(work, type, criteria, { coming, without });
    const only = matches.ok ? decideExactlyOne(matches.value) : matches;
    if (!only.ok) {
      const holder = [...plan.links].find(([, links]) =>
        links.some(({ to }) => to.kind === 'criteria' && to.type === type && to.criteria === criteria),
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
  // Links in narratives and addresses are changed in the values; numbers are read anew from the text to stay as written.
  const { resource } = step;
  const whole = span && bundle.inexact ? parseLossless(bundle.text.slice(span.start, span.end)) : resource;
  const rewritten = rewriteBody(whole, plan.links.get(step.index) ?? [], places);
  const scanned = scanJson(JSON.stringify(rewritten), { deepest });
  return scanned.ok ? scanned : refuse('records.invalid-resource');
}

async function writesOf(
  work: Work,
  bundle: Scan,
  plan: BundlePlan,
  steps: readonly WritingStep[],
  { located, deletions }: Whereabouts,
  searches: ReadonlyMap<string, Place>,
): Promise<Result<Write[]>> {
  const places = { entries: located, searches };
  const writes: Write[] = [];
  for (const step of steps) {
    const { index, conditions } = step;
    const place = located.get(index);
    if (place?.answer) continue;
    if (step.kind === 'delete') {
      writes.push(...(deletions.get(index) ?? []));
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
    const scope = mayAsk(work.reader, type, step.kind === 'create' ? 'c' : 'u');
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
  const { located: places, deletions } = located.value;
  const searches = await findReferred(work, plan, steps, located.value);
  if (!searches.ok) return searches;
  const found = new Map<number, readonly Place[]>(deletions);
  for (const [index, place] of places) if (!place.answer) found.set(index, [place]);
  const overlaps = checkOverlaps(steps, found);
  if (!overlaps.ok) return overlaps;
  const writes = await writesOf(work, bundle, plan, steps, located.value, searches.value);
  if (!writes.ok) return writes;
  const done = await writeAs(work, writes.value);
  if (!done.ok) return done;
  const byPlace = new Map(
    done.value.flatMap((written) => (written ? [[`${written.type}/${written.id}`, outcomeOf(written)] as const] : [])),
  );
  const outcomes = new Map<number, Outcome>();
  for (const { index } of steps) {
    const [gone, ...more] = deletions.get(index) ?? [];
    const place = places.get(index) ?? (gone && more.length === 0 ? gone : undefined);
    const written = place && byPlace.get(`${place.type}/${place.id}`);
    const answer = places.get(index)?.answer;
    if (answer) outcomes.set(index, answer.version === undefined && written ? { ...written, status: 200 } : answer);
    else if (written) outcomes.set(index, written);
    else if (deletions.has(index)) outcomes.set(index, { status: 204, type: '', id: '' });
    else throw new Error(`${at(index)} was not written`);
  }
  return ok(outcomes);
}
