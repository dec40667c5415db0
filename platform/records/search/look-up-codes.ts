import type { ValueSet } from '@songhua/engine-fhir/definitions/types.ts';
import type { MatchContext } from '@songhua/engine-fhir/search/matches.ts';
import type { Filter, ParamFilter } from '@songhua/engine-fhir/search/types.ts';
import { type Codes, either, expandUrl, hasCode, type NotListed, sourcesOf } from '@songhua/engine-fhir/terminology/expand.ts';
import type { Hierarchy } from '@songhua/engine-fhir/terminology/hierarchy.ts';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { numbersLiteral, textsLiteral } from '../store/literals.ts';
import { createCodeShelf, type Shelf } from '../store/terminology.ts';
import { findReach, type Reach } from './look-up-reach.ts';
import type { Reached } from './reaching.ts';
import { type Searching, valuesOf } from './searching.ts';

/** Codes and resources that filters with `:in`, `:above` and `:below` stand for, found out before their statement. */
export interface LookedCodes {
  /** The codes that answer a token filter. */
  codes(filter: ParamFilter): Codes | undefined;
  /** Numbers of the resources that answer a reference filter. */
  reach(filter: ParamFilter): readonly bigint[] | undefined;
  readonly terminology: Pick<MatchContext, 'inValueSet' | 'subsumes' | 'isAbove'>;
}

const nothing: LookedCodes = {
  codes: () => undefined,
  reach: () => undefined,
  terminology: { inValueSet: () => false, subsumes: () => false, isAbove: () => false },
};

/** Filters that ask for value sets and hierarchies, wherever they stand. */
function asking(filter: Filter): readonly ParamFilter[] {
  switch (filter.kind) {
    case 'param':
      return filter.modifier === 'in' || filter.modifier === 'above' || filter.modifier === 'below' ? [filter] : [];
    case 'chain':
      return filter.targets.flatMap((target) => asking(target.filter));
    case 'types':
      return filter.types.flatMap((type) => asking(type.filter));
    case 'has':
    case 'not':
      return asking(filter.filter);
    case 'and':
    case 'or':
      return filter.filters.flatMap(asking);
    default:
      return [];
  }
}

/** Of a token filter with above or below: each code with the systems it may be of. */
const codeKey = (system: string | undefined, code: string): string => `${system ?? ''}\0${code}`;

const refusals: Readonly<Record<NotListed['what'], string>> = {
  'value-set': 'records.unknown-value-set',
  'code-system': 'records.unknown-code-system',
  filter: 'records.value-set-not-listed',
  cycle: 'records.value-set-not-listed',
};

const refused = ({ what, name }: NotListed, asked: string): Result<never> => refuse(refusals[what], { name, asked });

/** Loads a value set with everything it is made of onto the shelf, round by round. */
async function load(shelf: Shelf, tx: Tx, urls: readonly string[]): Promise<void> {
  let open: readonly string[] = urls;
  const seen = new Set<string>();
  while (open.length > 0) {
    for (const url of open) seen.add(url);
    const found = await shelf.valueSets(tx, open);
    const sources = found.map(sourcesOf);
    await shelf.codeSystems(
      tx,
      sources.flatMap(({ codeSystems }) => codeSystems),
    );
    open = [...new Set(sources.flatMap(({ valueSets }) => valueSets))].filter((url) => !seen.has(url));
  }
}

const knownCodes = (valueSet: ValueSet): Codes =>
  new Map(Object.entries(valueSet).map(([system, codes]) => [system, new Set(codes)] as const));

/** Systems that a code asked for without one may be of: those of the parameter's dictionary and those its elements imply. */
async function systemsOf(searching: Searching, tx: Tx, { parameter }: ParamFilter): Promise<string[]> {
  const rows = await tx.query<{ system: string }>(
    `select distinct system from records.term where parameter = any($1::smallint[]) and system <> ''`,
    [numbersLiteral(searching.numbersOf(parameter))],
    'records.systems-in-use',
  );
  return [...new Set([...rows.map(({ system }) => system), ...parameter.implied])];
}

/** The codes above or below one that is asked for. */
async function ranked(
  searching: Searching,
  shelf: Shelf,
  tx: Tx,
  filter: ParamFilter,
  { system, code }: { readonly system?: string; readonly code: string },
): Promise<Result<Codes>> {
  const systems = system ? [system] : await systemsOf(searching, tx, filter);
  await shelf.codeSystems(tx, systems);
  const sets: Codes[] = [];
  for (const one of systems) {
    const hierarchy: Hierarchy | undefined = shelf.codeSystem(one);
    if (!hierarchy && system) return refused({ what: 'code-system', name: one }, `${one}|${code}`);
    const codes = filter.modifier === 'above' ? hierarchy?.above(code) : hierarchy?.below(code);
    sets.push(new Map([[one, codes ?? new Set([code])]]));
  }
  return ok(sets.length > 0 ? either(sets) : new Map([['', new Set([code])]]));
}

/** Looks up everything that the filters' `:in`, `:above` and `:below` ask; nothing when none does. */
export async function lookUpCodes(
  tx: Tx,
  searching: Searching,
  filters: readonly Filter[],
  {
    valueSets,
    shelfOf = createCodeShelf,
  }: { readonly valueSets: ReadonlyMap<string, ValueSet>; shelfOf?: typeof createCodeShelf },
  reached?: Reached,
): Promise<Result<LookedCodes>> {
  const all = filters.flatMap(asking);
  if (all.length === 0) return ok(nothing);
  const shelf = shelfOf(
    (type) => searching.of(type).index.stored('url')[0] ?? 0,
    (url) => {
      const known = valueSets.get(url.split('|')[0] ?? '');
      return known && knownCodes(known);
    },
    reached?.condition,
  );
  const byUrl = new Map<string, Codes>();
  const byCode = new Map<string, { above?: Codes; below?: Codes }>();
  const codes = new Map<ParamFilter, Codes>();
  const reaches = new Map<ParamFilter, Reach>();
  await load(
    shelf,
    tx,
    all.flatMap((filter) => (filter.modifier === 'in' ? valuesOf(filter, 'uri').map(({ value }) => value) : [])),
  );
  for (const filter of all) {
    const sets: Codes[] = [];
    if (filter.modifier === 'in') {
      for (const { value } of valuesOf(filter, 'uri')) {
        const expanded = expandUrl(value, shelf);
        if (!expanded.ok) return refused(expanded.error, value);
        byUrl.set(value, expanded.value);
        sets.push(expanded.value);
      }
    }
    const modifier = filter.modifier === 'above' ? 'above' : 'below';
    for (const { system, code } of valuesOf(filter, 'token')) {
      if (code === undefined) continue;
      const found = await ranked(searching, shelf, tx, filter, { ...(system !== undefined && { system }), code });
      if (!found.ok) return found;
      byCode.set(codeKey(system, code), { ...byCode.get(codeKey(system, code)), [modifier]: found.value });
      sets.push(found.value);
    }
    if (filter.parameter.type === 'token') codes.set(filter, either(sets));
    if (filter.parameter.type === 'reference') reaches.set(filter, await findReach(tx, searching, filter, reached));
  }
  return ok({
    codes: (filter) => codes.get(filter),
    reach: (filter) => reaches.get(filter),
    terminology: {
      inValueSet: ({ system, code }, url) => hasCode(byUrl.get(url) ?? new Map(), system, code),
      subsumes: (general, special) => {
        const below = byCode.get(codeKey(general.system, general.code))?.below;
        const above = byCode.get(codeKey(special.system, special.code))?.above;
        return (
          (below !== undefined && hasCode(below, special.system, special.code)) ||
          (above !== undefined && hasCode(above, general.system, general.code))
        );
      },
      isAbove: () => false,
    },
  });
}

/** The same as texts for a statement: systems and codes side by side, and the systems of which every code counts. */
export function codeTexts(codes: Codes): { readonly systems: string; readonly codes: string; readonly whole: string } {
  const listed = [...codes].flatMap(([system, own]) => (own === 'all' ? [] : [...own].map((code) => [system, code] as const)));
  return {
    systems: textsLiteral(listed.map(([system]) => system)),
    codes: textsLiteral(listed.map(([, code]) => code)),
    whole: textsLiteral([...codes].flatMap(([system, own]) => (own === 'all' ? [system] : []))),
  };
}
