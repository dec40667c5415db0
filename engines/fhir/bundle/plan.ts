import type { Definitions } from '../definitions/types.ts';
import { isObject } from '../patch/json-value.ts';
import { patchLimits } from '../patch/patch-refusal.ts';
import { type FieldError, fieldError, type Result, refuse } from '../refusal.ts';
import { pathOf } from '../subset/members.ts';
import { findLinks, indexFullUrls } from './find-links.ts';
import { checkOverlaps } from './overlaps.ts';
import { readEntry } from './read-entry.ts';
import type { BundlePlan, Link, Links, RefusedEntry, Step } from './step.ts';

export interface PlanOptions {
  readonly definitions: Definitions;
  /** Addresses by which this server is known, e.g. `https://health.example/fhir/R4`. */
  readonly bases?: readonly string[];
  /** Entries in one bundle: all of a transaction wait in memory and hold their locks together. 10,000 unless given. */
  readonly mostEntries?: number;
  /** Whether a reference by urn that names no entry refuses the entry; it does unless said. */
  readonly keepUnresolved?: boolean;
}

/** DELETE, POST, PUT and PATCH, then reads (http.html#trules). */
const rank: Readonly<Record<Step['kind'], number>> = { delete: 0, create: 1, operation: 1, update: 2, patch: 2, fetch: 3 };

/** More errors than this help nobody. */
const mostErrors = 100;

const refuseEntries = (errors: readonly FieldError[], entries: number) =>
  refuse('records.invalid-bundle', { entries }, errors.slice(0, mostErrors));

const fieldOf = ({ index, steps }: Pick<Link, 'index' | 'steps'>): string => `Bundle.entry[${index}].resource.${pathOf(steps)}`;

/** The steps with each conditional create that repeats an earlier one's condition tied to that one. */
function tieRepeats(steps: readonly Step[]): Step[] {
  const first = new Map<string, number>();
  return steps.map((step) => {
    const condition = step.kind === 'create' ? step.conditions.ifNoneExist : undefined;
    if (step.kind !== 'create' || condition === undefined) return step;
    const key = `${step.type}?${condition}`;
    const sameAs = first.get(key);
    if (sameAs === undefined) first.set(key, step.index);
    return sameAs === undefined ? step : { ...step, sameAs };
  });
}

/** Entries with a fullUrl that an earlier one has: what refers to it would not know which is meant. */
function repeatedFullUrls(steps: readonly Step[]): FieldError[] {
  const seen = new Map<string, number>();
  return steps.flatMap(({ fullUrl, index }) => {
    if (fullUrl === undefined) return [];
    const other = seen.get(fullUrl);
    seen.set(fullUrl, other ?? index);
    if (other === undefined) return [];
    const field = `Bundle.entry[${index}].fullUrl`;
    return [
      fieldError(
        field,
        'unique',
        fullUrl,
        `与 Bundle.entry[${other}] 的 fullUrl 相同`,
        `is the fullUrl of Bundle.entry[${other}] too`,
      ),
    ];
  });
}

const unresolvedError = (
  index: number,
  { steps, value }: { readonly steps: Link['steps']; readonly value: string },
): FieldError =>
  fieldError(
    fieldOf({ index, steps }),
    'reference-in-bundle',
    value,
    '没有哪个条目的 fullUrl 与此引用相同',
    'no entry has this reference as its fullUrl',
  );

interface Linked {
  readonly links: Links;
  readonly refused: readonly RefusedEntry[];
}

/** What the steps' bodies refer to, and the entries that cannot stand with what they refer to. */
function linkSteps(
  steps: readonly Step[],
  kind: BundlePlan['kind'],
  { definitions, keepUnresolved = false }: PlanOptions,
): Linked {
  const places = indexFullUrls(steps);
  const links = new Map<number, readonly Link[]>();
  const refused: RefusedEntry[] = [];
  for (const step of steps) {
    const found = findLinks(step, places, definitions);
    const { index } = step;
    const across = kind === 'batch' ? found.links.filter(({ to }) => to.kind === 'entry' && to.index !== index) : [];
    const errors = [
      ...across.map((link) =>
        fieldError(
          fieldOf(link),
          'independent',
          link.value,
          '批处理中的条目不得引用另一条目，请改用 transaction',
          'an entry of a batch may not refer to another; send a transaction',
        ),
      ),
      ...(keepUnresolved ? [] : found.unresolved.map((reference) => unresolvedError(index, reference))),
    ];
    if (errors.length > 0) refused.push({ index, error: refuseEntries(errors, 1).error });
    else if (found.links.length > 0) links.set(index, found.links);
  }
  return { links, refused };
}

/**
 * What a batch or transaction asks, as data for the store to execute. A transaction with any wrong entry is refused whole, with
 * every wrong entry named; of a batch the wrong entries are set apart.
 */
export function planBundle(bundle: unknown, options: PlanOptions): Result<BundlePlan> {
  const { definitions, bases = [], mostEntries = 10_000 } = options;
  const whole = (field: string, rule: string, value: unknown, zh: string, en: string) =>
    refuse('records.not-a-bundle', { rule }, [fieldError(field, rule, value, zh, en)]);
  if (!isObject(bundle) || bundle['resourceType'] !== 'Bundle')
    return whole(
      'Bundle',
      'resource-type',
      isObject(bundle) ? bundle['resourceType'] : bundle,
      '须为 Bundle',
      'must be a Bundle',
    );
  const { type: kind, entry = [] } = bundle;
  if (kind !== 'batch' && kind !== 'transaction')
    return whole('Bundle.type', 'one-of', kind ?? null, '须为 batch 或 transaction', 'must be batch or transaction');
  if (!Array.isArray(entry)) return whole('Bundle.entry', 'array', entry, '须为数组', 'must be an array');
  if (entry.length > mostEntries) return refuse('records.bundle-too-large', { limit: mostEntries, entries: entry.length });

  const steps: Step[] = [];
  const refused: RefusedEntry[] = [];
  for (const [index, item] of (entry as readonly unknown[]).entries()) {
    const step = readEntry(item, index, { definitions, bases, deepest: patchLimits.depth });
    if (step.ok) steps.push(step.value);
    else refused.push({ index, error: refuseEntries(step.errors, 1).error });
  }
  const linked = linkSteps(steps, kind, options);
  refused.push(...linked.refused);
  const searches = new Map(
    [...linked.links.values()]
      .flat()
      .flatMap(({ to }) =>
        to.kind === 'criteria' ? [[`${to.type}?${to.criteria}`, { type: to.type, criteria: to.criteria }] as const] : [],
      ),
  );
  const plan = {
    kind,
    entries: entry.length,
    refused: refused.sort((a, b) => a.index - b.index),
    links: linked.links,
    searches: [...searches].map(([key, search]) => ({ key, ...search })),
  } as const;
  if (kind === 'batch') {
    const wrong = new Set(refused.map(({ index }) => index));
    return { ok: true, value: { ...plan, steps: steps.filter(({ index }) => !wrong.has(index)) } };
  }
  const errors = [...plan.refused.flatMap(({ error }) => error.errors ?? []), ...repeatedFullUrls(steps)];
  if (errors.length > 0)
    return refuseEntries(errors, new Set(errors.map(({ field }) => /^Bundle\.entry\[\d+\]/.exec(field)?.[0])).size);
  const ordered = tieRepeats(steps).sort((a, b) => rank[a.kind] - rank[b.kind] || a.index - b.index);
  const overlaps = checkOverlaps(ordered, new Map());
  return overlaps.ok ? { ok: true, value: { ...plan, steps: ordered } } : overlaps;
}
