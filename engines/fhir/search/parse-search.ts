import { mostConditions, parseCondition, type QueryContext } from './chains.ts';
import { compartmentFilter } from './compartments.ts';
import { type Complaint, complain, errorOf, type Read, read, unknownModifier, unknownType } from './complaint.ts';
import {
  containedModes,
  containedTypes,
  parseCount,
  parseElements,
  parseSort,
  parseWord,
  summaries,
  totals,
} from './controls.ts';
import { parseFilter } from './filter.ts';
import { parseInclude } from './includes.ts';
import type { Filter, Outcome, Pair, Search, SearchError, TypeFilter } from './types.ts';

export interface SearchRequest {
  /** Null: over all types, or those that `_type` names. */
  readonly type: string | null;
  readonly compartment?: { readonly type: string; readonly id: string };
  /** Percent-decoded, in the order sent. */
  readonly query: readonly Pair[];
  /** `Prefer: handling=lenient`: what is not understood is left out and listed, instead of refused. */
  readonly lenient: boolean;
  /** Names that others read (paging): kept in `accepted`, not looked at. `_format` and `_pretty` are always among them. */
  readonly elsewhere?: readonly string[];
}

type Draft = { -readonly [Key in keyof Search]: Search[Key] };

/** The query as a search, or every reason why not, each by the parameter as it was written. */
export function parseSearch(request: SearchRequest, against: QueryContext): Outcome<Search> {
  const context = { ...against, budget: { conditions: mostConditions } };
  const { type, query, lenient, compartment } = request;
  const errors: SearchError[] = [];
  const ignored: SearchError[] = [];
  const types = typesOf(request, context);
  const known = types.ok ? types.value : [];
  const draft: Draft = { ...empty, type, types: type === null ? known : [], filters: [], accepted: [] };
  const elsewhere = new Set(['_format', '_pretty', ...(request.elsewhere ?? [])]);
  if (compartment) {
    const filter = compartmentFilter(compartment.type, compartment.id, type, context);
    if (filter.ok) draft.filters = [filter.value];
    else errors.push(errorOf(`${compartment.type}/${compartment.id}`, type ?? '', filter.complaint));
  }
  const seen = new Set<string>();
  for (const pair of query) {
    const [name, value] = pair;
    if (elsewhere.has(name)) {
      draft.accepted = [...draft.accepted, pair];
      continue;
    }
    const complaint =
      once.has(name) && seen.has(name)
        ? repeated.complaint
        : name === '_type'
          ? problem(types)
          : take(draft, pair, known, context);
    seen.add(name);
    if (!complaint) draft.accepted = [...draft.accepted, pair];
    else (lenient ? ignored : errors).push(errorOf(name, value, complaint));
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: { ...draft, ignored } };
}

const empty: Omit<Search, 'type' | 'types' | 'filters' | 'accepted'> = {
  sort: [],
  total: 'none',
  summary: 'false',
  elements: [],
  contained: 'false',
  containedType: 'container',
  includes: [],
  revincludes: [],
  ignored: [],
};

const once = new Set(['_sort', '_count', '_total', '_summary', '_contained', '_containedType', '_type']);
const repeated = complain('repeated', '只能出现一次', 'may be given once only');

const problem = (result: Read<unknown>): Complaint | undefined => (result.ok ? undefined : result.complaint);

function typesOf({ type, query }: SearchRequest, { definitions }: QueryContext): Read<readonly string[]> {
  const asked = query.find(([name]) => name === '_type')?.[1];
  if (asked === undefined) return read([]);
  if (type !== null) return complain('not-supported', '只能用于跨类型检索', 'is for searches over several types only');
  const types = [...new Set(asked.split(','))];
  const unknown = types.find((name) => !definitions.resourceTypes.includes(name));
  return unknown === undefined ? read(types) : unknownType(unknown);
}

/** Puts one part of the query into the draft; or says why it cannot. */
function take(draft: Draft, [name, value]: Pair, types: readonly string[], context: QueryContext): Complaint | undefined {
  const { type } = draft;
  if (name === '') return complain('empty', '参数没有名称', 'the parameter has no name').complaint;
  const [plain = ''] = name.split(':', 1);
  if (plain === '_include' || plain === '_revinclude') {
    const key = plain === '_include' ? 'includes' : 'revincludes';
    return put(parseInclude(name, value, type === null ? types : [type], context), (found) => {
      draft[key] = [...draft[key], ...found];
    });
  }
  const control = controls[plain];
  if (control)
    return name === plain
      ? control(draft, value, context)
      : unknownModifier(plain, name.slice(plain.length + 1), 'special').complaint;
  return put(
    conditionFor(type, types, (one) => parseCondition(one, name, value, context)),
    (filter) => {
      draft.filters = [...draft.filters, filter];
    },
  );
}

function put<T>(result: Read<T>, set: (value: T) => void): Complaint | undefined {
  if (!result.ok) return result.complaint;
  set(result.value);
  return undefined;
}

/** Over several named types a parameter must be one that each of them has, if not one that all resources have. */
function conditionFor(type: string | null, types: readonly string[], parse: (type: string | null) => Read<Filter>): Read<Filter> {
  const plain = parse(type);
  if (plain.ok || type !== null || types.length === 0) return plain;
  const filters: TypeFilter[] = [];
  for (const name of types) {
    const one = parse(name);
    if (!one.ok) return one;
    filters.push({ type: name, filter: one.value });
  }
  return read({ kind: 'types', types: filters });
}

const controls: Readonly<Record<string, (draft: Draft, value: string, context: QueryContext) => Complaint | undefined>> = {
  _sort: (draft, value, context) =>
    put(parseSort(draft.type, value, context), (sort) => {
      draft.sort = sort;
    }),
  _count: (draft, value) =>
    put(parseCount(value), (count) => {
      draft.count = count;
    }),
  _total: (draft, value) =>
    put(parseWord(totals, value), (total) => {
      draft.total = total;
    }),
  _summary: (draft, value) =>
    put(parseWord(summaries, value), (summary) => {
      draft.summary = summary;
    }),
  _elements: (draft, value, context) =>
    put(parseElements(draft.type, value, context), (elements) => {
      draft.elements = [...draft.elements, ...elements];
    }),
  _contained: (draft, value) =>
    put(parseWord(containedModes, value), (contained) => {
      draft.contained = contained;
    }),
  _containedType: (draft, value) =>
    put(parseWord(containedTypes, value), (containedType) => {
      draft.containedType = containedType;
    }),
  _filter: (draft, value, context) =>
    put(
      conditionFor(draft.type, draft.types, (type) => parseFilter(type, value, context)),
      (filter) => {
        draft.filters = [...draft.filters, filter];
      },
    ),
  _query: () => complain('not-supported', '没有命名查询', 'there are no named queries').complaint,
};

/** The accepted parts as a query string; for self and next links. Parts by these names are left out, others added at the end. */
export function printSearch({ accepted }: Search, without: readonly string[] = [], added: readonly Pair[] = []): string {
  return [...accepted.filter(([name]) => !without.includes(name)), ...added]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

/** What may stand in a query as it is stays readable. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/%(3A|2C|24|2F|40|7C)/g, (code) => decodeURIComponent(code));
