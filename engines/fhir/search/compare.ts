import type { CompositeEntry, DateEntry, Entry, NumberEntry, QuantityEntry, ReferenceEntry, TokenEntry } from './entries.ts';
import { fold } from './fold.ts';
import { distanceBetween } from './near.ts';
import type {
  DateValue,
  Modifier,
  NumberValue,
  Parameter,
  Prefix,
  QuantityValue,
  ReferenceValue,
  TokenValue,
  Value,
} from './types.ts';

/** What a comparison asks of the world outside: membership, subsumption, hierarchies. */
export interface Terminology {
  /** Whether the code is in the value set. A reference to an unknown value set is for the caller to refuse before. */
  inValueSet(code: { readonly system?: string; readonly code: string }, valueSet: string): boolean;
  /** Whether `general` subsumes `special` (also when they are the same). */
  subsumes(
    general: { readonly system?: string; readonly code: string },
    special: { readonly system?: string; readonly code: string },
  ): boolean;
  /** Whether the resource `above` stands above `below` in its hierarchy (partOf), or is the same. */
  isAbove(above: { readonly type: string; readonly id: string }, below: { readonly type: string; readonly id: string }): boolean;
}

/** Whether one entry of the parameter (`entriesOf`) answers one value. */
export function compare(
  parameter: Parameter,
  modifier: Modifier | undefined,
  entry: Entry,
  value: Value,
  terms: Terminology,
): boolean {
  switch (entry.kind) {
    case 'token':
      return compareToken(modifier, entry, value, terms);
    case 'reference':
      return compareReference(modifier, entry, value, terms);
    case 'string':
      return value.kind === 'string' && compareString(modifier, entry.value, value);
    case 'date':
      return value.kind === 'date' && compareDate(entry, value);
    case 'number':
      return value.kind === 'number' && compareNumber(entry, value);
    case 'quantity':
      return value.kind === 'quantity' && compareQuantity(entry, value);
    case 'uri':
      return value.kind === 'uri' && compareUri(modifier, entry.value, value.value);
    case 'position':
      return value.kind === 'near' && distanceBetween(entry, value) <= value.distance;
    case 'composite':
      return value.kind === 'composite' && compareComposite(parameter, entry, value.parts, terms);
  }
}

function compareComposite(
  { components }: Parameter,
  { parts }: CompositeEntry,
  values: readonly Value[],
  terms: Terminology,
): boolean {
  return components.every(({ parameter }, index) => {
    const entry = parts[index];
    const value = values[index];
    return entry !== undefined && value !== undefined && compare(parameter, undefined, entry, value, terms);
  });
}

const codeOf = (system: string | undefined, code: string) => (system === undefined ? { code } : { system, code });

function compareToken(modifier: Modifier | undefined, entry: TokenEntry, value: Value, terms: Terminology): boolean {
  if (modifier === 'text')
    return value.kind === 'string' && entry.text !== undefined && fold(entry.text).startsWith(value.folded);
  if (modifier === 'in') {
    return value.kind === 'uri' && entry.code !== undefined && terms.inValueSet(codeOf(entry.system, entry.code), value.value);
  }
  if (value.kind !== 'token') return false;
  if (modifier === 'of-type') {
    const { of: type } = value;
    return (
      entry.code === value.code &&
      (entry.of ?? []).some(({ system, code }) => code === type?.code && (type.system ?? system) === system)
    );
  }
  if (modifier === 'above' || modifier === 'below') {
    if (entry.code === undefined || value.code === undefined) return false;
    const [mine, asked] = [codeOf(entry.system, entry.code), codeOf(value.system, value.code)];
    return modifier === 'above' ? terms.subsumes(mine, asked) : terms.subsumes(asked, mine);
  }
  return sameToken(entry, value);
}

function sameToken(entry: { readonly system?: string; readonly code?: string }, { system, code }: TokenValue): boolean {
  if (code !== undefined && entry.code !== code) return false;
  return system === undefined || (entry.system ?? '') === system;
}

function compareReference(modifier: Modifier | undefined, entry: ReferenceEntry, value: Value, terms: Terminology): boolean {
  if (modifier === 'identifier')
    return value.kind === 'token' && entry.identifier !== undefined && sameToken(entry.identifier, value);
  if (value.kind !== 'reference') return false;
  if ((modifier === 'above' || modifier === 'below') && value.id !== undefined) {
    const { type, id } = entry;
    if (type === undefined || id === undefined) return false;
    return (value.types ?? []).some((name) => {
      const asked = { type: name, id: value.id ?? '' };
      return modifier === 'above' ? terms.isAbove({ type, id }, asked) : terms.isAbove(asked, { type, id });
    });
  }
  if (modifier === 'above' || modifier === 'below') return compareVersion(modifier, entry, value);
  if (value.id !== undefined) {
    const isThere = entry.id === value.id && entry.type !== undefined && (value.types ?? []).includes(entry.type);
    return isThere && (value.version === undefined || entry.version === value.version);
  }
  return entry.url === value.url && (value.version === undefined || entry.version === value.version);
}

/** `url|version` with :below is that version and later ones of the same line (1 is above 1.2), :above the lines it belongs to. */
function compareVersion(modifier: 'above' | 'below', entry: ReferenceEntry, value: ReferenceValue): boolean {
  if (value.url === undefined || entry.url === undefined) return false;
  if (value.version === undefined) return compareUri(modifier, entry.url, value.url);
  if (entry.url !== value.url || entry.version === undefined) return false;
  const [outer, inner] = modifier === 'below' ? [value.version, entry.version] : [entry.version, value.version];
  return inner === outer || inner.startsWith(`${outer}.`);
}

function compareString(
  modifier: Modifier | undefined,
  text: string,
  { value, folded }: { readonly value: string; readonly folded: string },
): boolean {
  if (modifier === 'exact') return text === value;
  const mine = fold(text);
  if (modifier === 'contains') return mine.includes(folded);
  if (modifier === 'equals') return mine === folded;
  return modifier === 'ends' ? mine.endsWith(folded) : mine.startsWith(folded);
}

/** :below is what lies under an address segment by segment; :above what it lies under. */
function compareUri(modifier: Modifier | undefined, mine: string, asked: string): boolean {
  if (modifier === 'below') return isUnder(mine, asked);
  return modifier === 'above' ? isUnder(asked, mine) : mine === asked;
}

const isUnder = (inner: string, outer: string): boolean =>
  inner === outer || (inner.startsWith(outer) && (outer.endsWith('/') || inner[outer.length] === '/'));

/** FHIR R4 search, "Prefixes", for ranges: the value asked for is [lo, hi), and so is the resource's. */
function compareDate(entry: DateEntry, { prefix, lo, hi }: DateValue): boolean {
  const within = lo <= entry.lo && entry.hi <= hi;
  const table: Readonly<Record<Prefix, boolean>> = {
    eq: within,
    ne: !within,
    gt: entry.hi > hi,
    lt: entry.lo < lo,
    ge: entry.hi > hi || within,
    le: entry.lo < lo || within,
    sa: entry.lo >= hi,
    eb: entry.hi <= lo,
    ap: entry.lo < hi && lo < entry.hi,
  };
  return table[prefix];
}

/** The same for closed ranges of the resource; all but eq, ne and ap compare with the number itself, whatever its precision. */
function compareNumber(
  entry: Pick<NumberEntry, 'lo' | 'hi'>,
  { prefix, lo, hi }: Pick<NumberValue, 'prefix' | 'lo' | 'hi'>,
): boolean {
  const within = lo <= entry.lo && entry.hi < hi;
  const table: Readonly<Record<Prefix, boolean>> = {
    eq: within,
    ne: !within,
    gt: entry.hi > lo,
    lt: entry.lo < lo,
    ge: entry.hi >= lo,
    le: entry.lo <= lo,
    sa: entry.lo > lo,
    eb: entry.hi < lo,
    ap: entry.lo <= hi && lo <= entry.hi,
  };
  return table[prefix];
}

function compareQuantity(entry: QuantityEntry, value: QuantityValue): boolean {
  const { prefix, system, code, canonical } = value;
  if (canonical && entry.canonical) {
    return canonical.code === entry.canonical.code && compareNumber(entry.canonical, { prefix, ...canonical });
  }
  if (system !== undefined && entry.system !== system) return false;
  if (code !== undefined && entry.code !== code && (system !== undefined || entry.unit !== code)) return false;
  return compareNumber(entry, value);
}
