import type { Hierarchy } from './hierarchy.ts';

type Json = Readonly<Record<string, unknown>>;

/** Codes by system; `all`: whatever code the system has. */
export type Codes = ReadonlyMap<string, ReadonlySet<string> | 'all'>;

/** What an expansion is made of, loaded beforehand. Addresses are as written in the value set, a version included. */
export interface Sources {
  /** A ValueSet resource, or codes that are known already. */
  valueSet(url: string): object | Codes | undefined;
  codeSystem(url: string): Hierarchy | undefined;
}

/** Why a value set cannot be listed. */
export interface NotListed {
  readonly what: 'value-set' | 'code-system' | 'filter' | 'cycle';
  /** Address of what is missing, or the filter as `property op value`. */
  readonly name: string;
}

export type Expanded = { readonly ok: true; readonly value: Codes } | { readonly ok: false; readonly error: NotListed };

const objects = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter((item): item is Json => typeof item === 'object' && item !== null) : [];
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const withVersion = (url: unknown, version: unknown): string =>
  typeof version === 'string' ? `${text(url)}|${version}` : text(url);

const parts = (valueSet: Json): readonly Json[] => {
  const compose = (valueSet['compose'] ?? {}) as Json;
  return [...objects(compose['include']), ...objects(compose['exclude'])];
};

/** Value sets and code systems that a ValueSet resource is made of and that must be looked up; none when it brings its expansion. */
export function sourcesOf(valueSet: object): { readonly valueSets: readonly string[]; readonly codeSystems: readonly string[] } {
  const resource = valueSet as Json;
  if (resource['expansion']) return { valueSets: [], codeSystems: [] };
  const all = parts(resource);
  return {
    valueSets: all.flatMap(({ valueSet: imported }) => texts(imported)),
    codeSystems: all.flatMap((part) =>
      typeof part['system'] === 'string' && objects(part['concept']).length === 0
        ? [withVersion(part['system'], part['version'])]
        : [],
    ),
  };
}

const refused = (what: NotListed['what'], name: string): Expanded => ({ ok: false, error: { what, name } });
const done = (value: Codes): Expanded => ({ ok: true, value });

function fromExpansion(expansion: Json): Codes {
  const codes = new Map<string, Set<string>>();
  const open = [...objects(expansion['contains'])];
  for (let next = open.pop(); next; next = open.pop()) {
    if (typeof next['code'] === 'string' && next['abstract'] !== true) {
      const system = text(next['system']);
      codes.set(system, (codes.get(system) ?? new Set()).add(next['code']));
    }
    open.push(...objects(next['contains']));
  }
  return codes;
}

/** Codes of a system that pass one filter; undefined for an operation that is not understood. */
function filtered({ concepts, below }: Hierarchy, { property, op, value }: Json): Set<string> | undefined {
  const asked = text(value);
  const every = [...concepts.keys()];
  const values = (code: string): readonly string[] => {
    const concept = concepts.get(code);
    if (property === 'concept' || property === 'code') return [code];
    if (property === 'parent') return concept?.parents ?? [];
    return concept?.properties.get(text(property)) ?? [];
  };
  const list = asked.split(',').map((one) => one.trim());
  switch (op) {
    case 'is-a':
      return new Set([...below(asked)].filter((code) => concepts.has(code)));
    case 'descendent-of':
      return new Set([...below(asked)].filter((code) => code !== asked && concepts.has(code)));
    case 'is-not-a': {
      const inside = below(asked);
      return new Set(every.filter((code) => !inside.has(code)));
    }
    case '=':
      return new Set(every.filter((code) => values(code).includes(asked)));
    case 'in':
      return new Set(every.filter((code) => values(code).some((one) => list.includes(one))));
    case 'not-in':
      return new Set(every.filter((code) => !values(code).some((one) => list.includes(one))));
    case 'exists':
      return new Set(every.filter((code) => values(code).length > 0 === (asked === 'true')));
    default:
      return undefined;
  }
}

/** What is in both. */
function both(a: Codes, b: Codes): Codes {
  const codes = new Map<string, ReadonlySet<string> | 'all'>();
  for (const [system, mine] of a) {
    const theirs = b.get(system);
    if (theirs === undefined) continue;
    codes.set(system, mine === 'all' ? theirs : theirs === 'all' ? mine : mine.intersection(theirs));
  }
  return codes;
}

/** What is in one of them. */
export function either(sets: readonly Codes[]): Codes {
  const codes = new Map<string, ReadonlySet<string> | 'all'>();
  for (const set of sets) {
    for (const [system, mine] of set) {
      const known = codes.get(system);
      codes.set(system, mine === 'all' || known === 'all' ? 'all' : known ? known.union(mine) : mine);
    }
  }
  return codes;
}

/** The codes of a system that one include or exclude names, without its value sets. */
function ofSystem(part: Json, sources: Sources): Expanded | undefined {
  const { system, version } = part;
  if (typeof system !== 'string') return undefined;
  const listed = objects(part['concept']).map(({ code }) => text(code));
  if (listed.length > 0) return done(new Map([[system, new Set(listed)]]));
  const url = withVersion(system, version);
  const hierarchy = sources.codeSystem(url);
  const filters = objects(part['filter']);
  if (filters.length === 0) {
    return done(new Map([[system, hierarchy?.complete ? new Set(hierarchy.concepts.keys()) : 'all']]));
  }
  if (!hierarchy) return refused('code-system', url);
  let codes: Set<string> | undefined;
  for (const filter of filters) {
    const passed = filtered(hierarchy, filter);
    if (!passed) return refused('filter', `${text(filter['property'])} ${text(filter['op'])} ${text(filter['value'])}`);
    codes = codes ? codes.intersection(passed) : passed;
  }
  return done(new Map([[system, codes ?? new Set<string>()]]));
}

function partCodes(part: Json, sources: Sources, within: readonly string[]): Expanded {
  let codes: Codes | undefined;
  const own = ofSystem(part, sources);
  if (own && !own.ok) return own;
  if (own) codes = own.value;
  // Several value sets in one include: what is in all of them (https://hl7.org/fhir/R4/valueset.html#compositions).
  for (const url of texts(part['valueSet'])) {
    const imported = expandUrl(url, sources, within);
    if (!imported.ok) return imported;
    codes = codes ? both(codes, imported.value) : imported.value;
  }
  return done(codes ?? new Map());
}

/** The codes of a value set by its address, with everything it is made of; or what of it is missing. Pure: all is loaded before. */
export function expandUrl(url: string, sources: Sources, within: readonly string[] = []): Expanded {
  if (within.includes(url)) return refused('cycle', url);
  const found = sources.valueSet(url);
  if (!found) return refused('value-set', url);
  return found instanceof Map ? done(found) : expand(found, sources, [...within, url]);
}

function expand(valueSet: object, sources: Sources, within: readonly string[]): Expanded {
  const { expansion, compose } = valueSet as Json;
  if (typeof expansion === 'object' && expansion !== null) return done(fromExpansion(expansion as Json));
  const { include, exclude } = (compose ?? {}) as Json;
  const included: Codes[] = [];
  for (const part of objects(include)) {
    const codes = partCodes(part, sources, within);
    if (!codes.ok) return codes;
    included.push(codes.value);
  }
  const all = new Map(either(included));
  for (const part of objects(exclude)) {
    const codes = partCodes(part, sources, within);
    if (!codes.ok) return codes;
    for (const [system, gone] of codes.value) {
      const mine = all.get(system);
      if (mine === undefined) continue;
      if (gone === 'all') all.delete(system);
      else if (mine === 'all') return refused('code-system', system);
      else all.set(system, mine.difference(gone));
    }
  }
  return done(all);
}

/** Whether a code is among them. One without system is if any of the systems lists it. */
export function hasCode(codes: Codes, system: string | undefined, code: string): boolean {
  if (system !== undefined) {
    const own = codes.get(system);
    return own === 'all' || own?.has(code) === true;
  }
  return [...codes.values()].some((own) => own !== 'all' && own.has(code));
}
