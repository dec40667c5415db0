import { compare, type Terminology } from './compare.ts';
import { readDate } from './dates.ts';
import type { Entry } from './entries.ts';
import { fold } from './fold.ts';
import { occursIn } from './grams.ts';
import { contentText, plainText } from './plain-text.ts';
import type { CompartmentFilter, Filter, Parameter, ParamFilter, TypeFilter } from './types.ts';

/** One resource with what it is found by. */
export interface Subject {
  readonly type: string;
  readonly id: string;
  /** As stored, with meta. */
  readonly resource: object;
  readonly entries: readonly Entry[];
}

/** What lies outside the resource that is looked at. */
export interface MatchContext extends Terminology {
  /** Minutes east of UTC, as the entries were made with. */
  readonly zone: number;
  /** The resource a reference is to; undefined where it is not here. */
  find(type: string, id: string): Subject | undefined;
  /** The resources of a type. */
  all(type: string): Iterable<Subject>;
}

/**
 * Whether the resource satisfies the condition: the meaning of a search, evaluated plainly. Slow over many (a `has` looks at every
 * resource of its type); it is what faster ways are held to.
 */
export function matches(filter: Filter, subject: Subject, context: MatchContext): boolean {
  switch (filter.kind) {
    case 'param':
      return matchesParameter(filter, subject, context);
    case 'missing':
      return (entriesOf(filter.parameter, subject, context.zone).length === 0) === filter.missing;
    case 'and':
      return filter.filters.every((part) => matches(part, subject, context));
    case 'or':
      return filter.filters.some((part) => matches(part, subject, context));
    case 'not':
      return !matches(filter.filter, subject, context);
    case 'types':
      return filter.types.some(({ type, filter: inner }) => type === subject.type && matches(inner, subject, context));
    case 'chain':
      return referred(filter.parameter, subject, context).some((target) => ofTypes(filter.targets, target, context));
    case 'has':
      return matchesHas(filter, subject, context);
    case 'list':
      return matchesList(filter.id, subject, context);
    case 'text':
      return hasWords(plainText(subject.resource), filter.words);
    case 'content':
      return hasWords(contentText(subject.resource), filter.words);
    case 'compartment':
      return inCompartment(filter, subject, context);
  }
}

const ofTypes = (targets: readonly TypeFilter[], subject: Subject, context: MatchContext): boolean =>
  targets.some(({ type, filter }) => type === subject.type && matches(filter, subject, context));

/** The entries that answer a parameter, the two that are in the resource's row made on the spot. */
export function entriesOf(
  { code, storedAs, restrictTo }: Parameter,
  { id, resource, entries }: Subject,
  zone: number,
): readonly Entry[] {
  if (code === '_id') return [{ kind: 'token', param: code, code: id }];
  if (code === '_lastUpdated') {
    const { meta } = resource as { readonly meta?: { readonly lastUpdated?: unknown } };
    const span = typeof meta?.lastUpdated === 'string' ? readDate(meta.lastUpdated, zone) : undefined;
    return span ? [{ kind: 'date', param: code, ...span }] : [];
  }
  const found = entries.filter(({ param }) => storedAs.includes(param));
  return restrictTo
    ? found.filter((entry) => entry.kind === 'reference' && entry.type !== undefined && restrictTo.includes(entry.type))
    : found;
}

function matchesParameter(
  { parameter, modifier, values, differs }: ParamFilter,
  subject: Subject,
  context: MatchContext,
): boolean {
  const isLike = (entry: Entry): boolean => values.some((value) => compare(parameter, modifier, entry, value, context));
  return entriesOf(parameter, subject, context.zone).some((entry) => isLike(entry) !== (differs ?? false));
}

function referred(parameter: Parameter, subject: Subject, context: MatchContext): Subject[] {
  return entriesOf(parameter, subject, context.zone).flatMap((entry) => {
    if (entry.kind !== 'reference') return [];
    const { type, id, url, version } = entry;
    if (type !== undefined && id !== undefined) return context.find(type, id) ?? [];
    return url === undefined ? [] : byUrl(parameter, url, version, context);
  });
}

/** A canonical refers to the resources of its target types that have this url, and this version if it names one. */
function byUrl({ targets }: Parameter, url: string, version: string | undefined, context: MatchContext): Subject[] {
  return targets.flatMap((type) =>
    [...context.all(type)].filter(({ resource }) => {
      const own = resource as { readonly url?: unknown; readonly version?: unknown };
      return own.url === url && (version === undefined || own.version === version);
    }),
  );
}

function matchesHas(
  { type, parameter, filter }: Extract<Filter, { kind: 'has' }>,
  subject: Subject,
  context: MatchContext,
): boolean {
  for (const other of context.all(type)) {
    const refersHere = referred(parameter, other, context).some(
      (target) => target.type === subject.type && target.id === subject.id,
    );
    if (refersHere && matches(filter, other, context)) return true;
  }
  return false;
}

function matchesList(list: string, { type, id }: Subject, context: MatchContext): boolean {
  const items = context.find('List', list)?.entries ?? [];
  return items.some((entry) => entry.kind === 'reference' && entry.param === 'item' && entry.type === type && entry.id === id);
}

function hasWords(text: string, words: readonly string[]): boolean {
  const folded = fold(text);
  return words.every((word) => occursIn(folded, word));
}

function inCompartment({ compartment, id, by }: CompartmentFilter, subject: Subject, { zone }: MatchContext): boolean {
  return by.some(({ type, self, parameters }) => {
    if (type !== subject.type) return false;
    if (self && subject.id === id) return true;
    return parameters.some((parameter) =>
      entriesOf(parameter, subject, zone).some(
        (entry) => entry.kind === 'reference' && entry.type === compartment && entry.id === id,
      ),
    );
  });
}
