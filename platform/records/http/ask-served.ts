import type { Pair, Search, SearchError } from '@songhua/engine-fhir/search/types.ts';
import {
  ok,
  type Result,
  refuse,
  type ServedCall,
  type ServedCondition,
  type ServedResource,
  type ServedType,
} from '@songhua/kernel';
import type { Outcome } from '../interactions/types.ts';
import { cursorName, mostCount, usualCount } from '../search/cursor.ts';
import { type Ask, checkNames } from './ask.ts';
import { knownOfRead, readResource } from './read-resource.ts';
import { leftOut, linksOf, runSearch, type SearchAsked, shower } from './run-search.ts';
import { servedCondition } from './served-conditions.ts';

/** What says how to answer, not what to look for. */
const controls = new Set(['_count', '_total', '_summary', '_elements', '_sort', '_format', '_pretty', cursorName]);
/** Parameters of every type that whoever answers one must know. */
export const askedOfEvery: ReadonlySet<string> = new Set(['_id', '_lastUpdated']);

/** How far totals are counted unless asked for exactly, and then. */
const countedTo = 10_000;
const countedExactlyTo = 1_000_000;

const wrong = (field: string, rule: string, zh: string, en: string, value?: string): SearchError => ({
  field,
  rule: `search.${rule}`,
  ...(value !== undefined && { value: value.slice(0, 200) }),
  message: { zh, en },
});

/** A change, a version or a history of a type that is answered in the store's place: there is none. */
export const refuseServed = (type: string): Result<never> => refuse('records.kept-elsewhere', { type });

function whoseOf(ask: Ask, { type, whose }: ServedType, letter: 'r' | 's'): Result<ServedCall> {
  const of = whose(ask.actor, letter);
  return of ? ok({ tx: ask.tx, now: ask.now, base: ask.base, whose: of }) : refuse('records.scope-too-small', { type });
}

/**
 * Notes which resources an answer showed. Whom those of a log are about, they say themselves: an entry that names it again would be found by it.
 */
const noteShown = ({ shown }: Ask, { type, isRecord }: ServedType, resource: ServedResource): void => {
  shown.push(JSON.stringify(isRecord ? resource : { resourceType: type, id: resource.id }));
};

/** As `readResource`, of types that others answer, too. */
export async function readAny(ask: Ask, type: string, id: string): Promise<Result<Outcome>> {
  const served = ask.store.served.get(type);
  if (!served) return readResource(ask, type, id);
  const call = whoseOf(ask, served, 'r');
  if (!call.ok) return call;
  const names = checkNames(ask, knownOfRead);
  if (!names.ok) return names;
  const found = await served.read(call.value, id);
  if (!found) return refuse('records.unknown-resource', { resource: `${type}/${id}` });
  const show = shower({ ...ask, shown: [] }, [type], ask.query);
  if (!show.ok) return show;
  noteShown(ask, served, found);
  const updatedAt = new Date(found.meta.lastUpdated);
  return ok({
    status: 200,
    type,
    id,
    version: Number(found.meta.versionId),
    updatedAt,
    text: show.value.show(JSON.stringify(found)),
  });
}

interface Understood {
  readonly search: Search;
  readonly conditions: readonly ServedCondition[];
}

/** Each parameter by itself, so that one which is not answered here is refused, or left out, by its name. */
async function understand(
  ask: Ask,
  { type, parameters, sorts }: ServedType,
  query: readonly Pair[],
): Promise<Result<Understood>> {
  const { store, tx, now } = ask;
  const lenient = ask.prefer.handling === 'lenient';
  const conditions: ServedCondition[] = [];
  const wrongs: SearchError[] = [];
  const accepted: Pair[] = [];
  const known = new Set([...parameters, ...askedOfEvery]);
  for (const pair of query) {
    const [name, value] = pair;
    if (controls.has(name)) {
      accepted.push(pair);
      continue;
    }
    const [plain = ''] = name.split(/[:.]/, 1);
    if (!known.has(plain)) {
      wrongs.push(wrong(name, 'unknown-parameter', `${type} 不能按 ${name} 检索`, `${type} is not searched by ${name}`, value));
      continue;
    }
    const parsed = await store.understand(tx, { type, query: [pair], lenient: false }, now);
    if (!parsed.ok) {
      wrongs.push(...((parsed.error.errors ?? []) as SearchError[]));
      continue;
    }
    const read = parsed.value.filters.map(servedCondition);
    if (read.some((one) => one === null))
      wrongs.push(wrong(name, 'not-supported', `${type} 不支持这种条件`, `${type} takes no such condition`, value));
    else {
      conditions.push(...read.filter((one) => one !== null));
      accepted.push(pair);
    }
  }
  const rest = accepted.filter(([name]) => controls.has(name));
  const search = await store.understand(tx, { type, query: rest, lenient, elsewhere: [cursorName] }, now);
  if (!search.ok) return wrongs.length > 0 && !lenient ? refuse('records.invalid-search', {}, wrongs) : search;
  const unsorted = search.value.sort.find(({ parameter }) => !sorts.includes(parameter.code));
  if (unsorted || search.value.sort.length > 1) {
    const by = unsorted?.parameter.code ?? '_sort';
    wrongs.push(
      wrong(
        '_sort',
        'not-supported',
        `${type} 只能按 ${sorts.join('、')} 之一排序`,
        `${type} is sorted by one of ${sorts.join(', ')}`,
        by,
      ),
    );
  }
  if (wrongs.length > 0 && !lenient) return refuse('records.invalid-search', {}, wrongs);
  const whole = accepted.filter(([name]) => name !== '_sort' || !unsorted);
  return ok({ conditions, search: { ...search.value, accepted: whole, ignored: [...search.value.ignored, ...wrongs] } });
}

/** The conditions under which a compartment's members are searched: those of a patient alone. */
function inCompartment({ type, parameters }: ServedType, compartment: SearchAsked['compartment']): Result<ServedCondition[]> {
  if (!compartment) return ok([]);
  if (compartment.type === 'Patient' && parameters.includes('patient'))
    return ok([{ code: 'patient', values: [{ kind: 'reference', types: ['Patient'], id: compartment.id }] }]);
  const field = `${compartment.type}/${compartment.id}`;
  return refuse('records.invalid-search', {}, [
    wrong(field, 'not-in-compartment', `${type} 不能在此范围内检索`, `${type} is not searched within this compartment`),
  ]);
}

async function searchServed(ask: Ask, served: ServedType, asked: SearchAsked): Promise<Result<string>> {
  const { type } = served;
  const { base, now } = ask;
  const call = whoseOf(ask, served, 's');
  if (!call.ok) return call;
  const within = inCompartment(served, asked.compartment);
  if (!within.ok) return within;
  const understood = await understand(ask, served, asked.query);
  if (!understood.ok) return understood;
  const { search, conditions } = understood.value;
  const shown = shower({ ...ask, shown: [] }, [type], asked.query);
  if (!shown.ok) return shown;
  const [sort] = search.sort;
  const exactly = search.total === 'accurate' || search.summary === 'count' || search.count === 0;
  const countTo = exactly ? countedExactlyTo : countedTo;
  const after = search.accepted.findLast(([name]) => name === cursorName)?.[1];
  const counted = search.summary === 'count' ? 0 : Math.min(search.count ?? usualCount, mostCount);
  const page = await served.search(call.value, {
    conditions: [...within.value, ...conditions],
    ...(sort && { sort: { code: sort.parameter.code, descending: sort.descending } }),
    limit: counted,
    ...(after !== undefined && { after }),
    countTo,
  });
  if (!page) return refuse('records.invalid-cursor');
  const { resources, next, total = 0 } = page;
  if (exactly && total > countTo) return refuse('records.search-too-costly', { looked: total, limit: countTo });
  const path = [base, asked.compartment && `${asked.compartment.type}/${asked.compartment.id}`, type].filter(Boolean).join('/');
  for (const one of resources) noteShown(ask, served, one);
  const show = (resource: object): unknown => JSON.parse(shown.value.show(JSON.stringify(resource)));
  const outcome = leftOut(search.ignored);
  const entry = [
    ...resources.map((one) => ({ fullUrl: `${base}/${type}/${one.id}`, resource: show(one), search: { mode: 'match' } })),
    ...(outcome ? [{ resource: outcome, search: { mode: 'outcome' } }] : []),
  ];
  const bundle = {
    resourceType: 'Bundle',
    id: ask.newId(),
    meta: { lastUpdated: now.toISOString() },
    type: 'searchset',
    ...(total <= countTo && { total }),
    link: linksOf(path, search.accepted, next),
    ...(entry.length > 0 && { entry }),
  };
  return ok(JSON.stringify(bundle));
}

/** As `runSearch`, of types that others answer, too. */
export async function searchAny(ask: Ask, asked: SearchAsked): Promise<Result<string>> {
  const { served } = ask.store;
  const one = asked.type === null ? undefined : served.get(asked.type);
  if (one) return searchServed(ask, one, asked);
  const among = asked.query.find(([name, value]) => name === '_type' && value.split(',').some((type) => served.has(type)));
  if (asked.type === null && among)
    return refuse('records.invalid-search', {}, [
      wrong(
        '_type',
        'not-supported',
        '其中有类型只能在其自己的地址检索',
        'one of these types is searched at its own address alone',
        among[1],
      ),
    ]);
  return runSearch(ask, asked);
}
