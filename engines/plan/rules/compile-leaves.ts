import type { Text } from '../evidence.ts';
import {
  type Codable,
  type Compilation,
  type Compiled,
  countLeaf,
  identityOf,
  keyOf,
  overridden,
  type Run,
  say,
  yesNoLeaf,
} from './compiled.ts';
import { unknownName } from './suggest-name.ts';
import type { Name } from './syntax.ts';
import { type FactUsed, type Leaf, noFacts, noMissing, plainTruth, type Quantity, rankOf, type Truth } from './values.ts';
import type { AttributeSpec, Raw, TypeSpec } from './vocabulary.ts';

const dayNumber = (iso: string): number => Date.parse(iso) / 86_400_000;

const words = {
  attribute: { zh: '属性', en: 'attribute' },
  test: { zh: '判断', en: 'test' },
  code: { zh: '代码', en: 'code' },
} as const satisfies Record<string, Text>;

interface Reader {
  readonly type: TypeSpec;
  readonly spec: AttributeSpec;
  readonly name: string;
}

/** What the fact rests on, of an item. */
function rankReader({ type, spec }: Reader): (item: unknown) => number {
  const evidence = spec.evidence ?? type.evidence;
  return (item) => rankOf(evidence(item));
}

function readLeaf(reader: Reader): Run<Raw> {
  const { type, spec, name } = reader;
  return (item, context) => (context.overrides === null ? undefined : overridden(type, item, name, context)) ?? spec.read(item);
}

function leafOf({ type, spec, name }: Reader, item: unknown, raw: Raw): Leaf | undefined {
  const key = keyOf(type, item, name);
  if (key === null || spec.fixed) return undefined;
  if (spec.type.kind === 'number') return countLeaf(key, typeof raw === 'number' ? raw : undefined, 0, spec.most);
  if (spec.type.kind === 'yes-no') return yesNoLeaf(key, raw);
  return spec.type.kind === 'code' ? { key, kind: 'code', value: raw, low: 0, high: 0, list: spec.type.list } : undefined;
}

function shownValue(raw: Raw): FactUsed['value'] {
  if (raw === undefined || raw === null) return null;
  return typeof raw === 'object' ? raw.join(', ') : raw;
}

/** What the fact is called; of a code also what that one is called, for a code itself says nothing to a reader. */
function shownName({ spec }: Reader, raw: Raw): Text {
  const title = spec.type.kind === 'code' && typeof raw === 'string' ? spec.type.list.codes.get(raw) : undefined;
  return title ? { zh: `${spec.title.zh}（${title.zh}）`, en: `${spec.title.en} (${title.en})` } : spec.title;
}

/** The fact itself for an answer, or that it is missing. */
function grounds(reader: Reader, item: unknown, raw: Raw, context: Parameters<Run<Raw>>[1]) {
  const { type, spec } = reader;
  const subject = identityOf(type, item, context);
  const leaf = leafOf(reader, item, raw);
  if (raw === undefined)
    return { facts: noFacts, missing: [{ subject, name: spec.title, why: spec.why?.(item) ?? null, ...(leaf && { leaf }) }] };
  const asOf = (spec.asOf ?? type.asOf)?.(item) ?? null;
  const evidence = (spec.evidence ?? type.evidence)(item);
  const unit = spec.type.kind === 'number' ? spec.type.unit.title : null;
  const fact: FactUsed = {
    subject,
    name: shownName(reader, raw),
    value: shownValue(raw),
    unit,
    asOf,
    evidence,
    ...(leaf && { leaf }),
  };
  return { facts: [fact], missing: noMissing };
}

function numberLeaf(reader: Reader, isDate: boolean): Run<Quantity> {
  const [read, rankAt] = [readLeaf(reader), rankReader(reader)];
  return (item, context) => {
    const raw = read(item, context);
    const value = typeof raw === 'number' ? raw : isDate && typeof raw === 'string' ? dayNumber(raw) : null;
    const [lo, hi] = value === null ? [-Infinity, Infinity] : [value, value];
    const rank = value === null ? -1 : rankAt(item);
    if (!context.detail) return { lo, hi, rank, facts: noFacts, missing: noMissing };
    return { lo, hi, rank, ...grounds(reader, item, value === null ? undefined : raw, context) };
  };
}

function truthLeaf(reader: Reader): Run<Truth> {
  const [read, rankAt] = [readLeaf(reader), rankReader(reader)];
  return (item, context) => {
    const raw = read(item, context);
    const value = typeof raw === 'boolean' ? raw : null;
    const rank = value === null ? -1 : rankAt(item);
    if (!context.detail) return plainTruth(value, rank);
    return { value, rank, margin: null, ...grounds(reader, item, value === null ? undefined : raw, context) };
  };
}

/** An attribute of the type, or the fault that there is none. */
export function compileAttribute(c: Compilation, type: TypeSpec, name: Name): Compiled {
  const spec = Object.hasOwn(type.attributes, name.text) ? type.attributes[name.text] : undefined;
  if (!spec) {
    if (type.collections && Object.hasOwn(type.collections, name.text)) {
      return say(c, name, 'type', {
        zh: `“${name.text}”是集合，须写在 count(…)、exists(…)、every(…)、sum(…) 或 share(…) 中`,
        en: `“${name.text}” is a collection: it stands inside count(…), exists(…), every(…), sum(…) or share(…)`,
      });
    }
    return say(c, name, 'unknown-name', unknownName(words.attribute, name.text, Object.keys(type.attributes)));
  }
  const reader: Reader = { type, spec, name: name.text };
  switch (spec.type.kind) {
    case 'number':
      return { kind: 'number', run: numberLeaf(reader, false), say: spec.title, unit: spec.type.unit };
    case 'date':
      return { kind: 'date', run: numberLeaf(reader, true), say: spec.title };
    case 'yes-no':
      return { kind: 'truth', run: truthLeaf(reader), say: spec.title };
    default: {
      const [read, rankAt] = [readLeaf(reader), rankReader(reader)];
      return {
        kind: spec.type.kind,
        attribute: name.text,
        own: spec.read,
        read,
        rank: rankAt,
        ground: (item, context) => {
          const raw = read(item, context);
          return { raw, rank: rankAt(item), ...grounds(reader, item, raw, context) };
        },
        say: spec.title,
        list: spec.type.list,
      };
    }
  }
}

/** `area.population`: an attribute of what the item belongs to. */
export function compilePath(c: Compilation, type: TypeSpec, link: Name, rest: Name): Compiled {
  const spec = type.links && Object.hasOwn(type.links, link.text) ? type.links[link.text] : undefined;
  if (!spec)
    return say(c, link, 'unknown-name', unknownName({ zh: '关联', en: 'link' }, link.text, Object.keys(type.links ?? {})));
  const target = c.vocabulary.types[spec.of];
  if (!target) throw new Error(`the vocabulary has no type ${spec.of}`);
  const inner = compileAttribute(c, target, rest);
  if (inner.kind === 'wrong') return inner;
  const said: Text = { zh: `${spec.title.zh}的${inner.say.zh}`, en: `${inner.say.en} of the ${spec.title.en}` };
  const missingLink = (item: unknown, context: Parameters<Run<Raw>>[1]) =>
    context.detail ? [{ subject: identityOf(type, item, context), name: said, why: null }] : noMissing;
  if (inner.kind === 'truth') {
    const run: Run<Truth> = (item, context) => {
      const other = spec.follow(item);
      return other === undefined ? { ...plainTruth(null, -1), missing: missingLink(item, context) } : inner.run(other, context);
    };
    return { kind: 'truth', run, say: said };
  }
  if (inner.kind === 'number' || inner.kind === 'date') {
    const run: Run<Quantity> = (item, context) => {
      const other = spec.follow(item);
      if (other !== undefined) return inner.run(other, context);
      return { lo: -Infinity, hi: Infinity, rank: -1, facts: noFacts, missing: missingLink(item, context) };
    };
    return { ...inner, run, say: said };
  }
  return {
    ...inner,
    attribute: null,
    read: (item, context) => {
      const other = spec.follow(item);
      return other === undefined ? undefined : inner.read(other, context);
    },
    rank: (item) => {
      const other = spec.follow(item);
      return other === undefined ? -1 : inner.rank(other);
    },
    ground: (item, context) => {
      const other = spec.follow(item);
      return other === undefined
        ? { raw: undefined, rank: -1, facts: noFacts, missing: missingLink(item, context) }
        : inner.ground(other, context);
    },
    say: said,
  };
}

/** The code of a list that a name stands for, or the fault that it is none. */
export function codeNamed(
  c: Compilation,
  list: Codable['list'],
  name: Name,
): { readonly code: string; readonly say: Text } | null {
  const title = list.codes.get(name.text);
  if (title) return { code: name.text, say: title };
  const what = { zh: `“${list.title.zh}”代码`, en: `code of “${list.title.en}”` };
  say(c, name, 'unknown-name', unknownName(what, name.text, [...list.codes.keys()]));
  return null;
}

/** A yes-no question of a code or set: does `holds` hold for what is read? */
export function codeQuestion(
  coded: Codable,
  holds: (raw: string | readonly string[] | null) => boolean,
  said: Text,
  /** The codes with which alone it holds, when they can be told. */
  codes: readonly string[] | null,
): Compiled {
  const judge = (raw: Raw): boolean | null =>
    raw === undefined || typeof raw === 'number' || typeof raw === 'boolean' ? null : holds(raw);
  const run: Run<Truth> = (item, context) => {
    if (!context.detail) {
      const value = judge(coded.read(item, context));
      return plainTruth(value, value === null ? -1 : coded.rank(item));
    }
    const { raw, rank, facts, missing } = coded.ground(item, context);
    const value = judge(raw);
    return { value, rank: value === null ? -1 : rank, margin: null, facts, missing };
  };
  const { attribute, own, rank } = coded;
  const pick = attribute !== null && codes ? { attribute, codes, read: own, rank } : null;
  return { kind: 'truth', run, say: said, ...(pick && { pick }) };
}

/** `offers(fever-clinic)`: a test of the type with a code of its list. */
export function compileTest(c: Compilation, type: TypeSpec, name: Name, code: Name): Compiled {
  const spec = type.tests && Object.hasOwn(type.tests, name.text) ? type.tests[name.text] : undefined;
  if (!spec) return say(c, name, 'unknown-name', unknownName(words.test, name.text, [...Object.keys(type.tests ?? {}), 'first']));
  const found = codeNamed(c, spec.codes, code);
  if (!found) return { kind: 'wrong' };
  const leafName = `${name.text}(${found.code})`;
  const title: Text = { zh: `${spec.title.zh}：${found.say.zh}`, en: `${spec.title.en}: ${found.say.en}` };
  const reader: Reader = {
    type,
    name: leafName,
    spec: {
      title,
      type: { kind: 'yes-no' },
      read: (item) => spec.read(item, found.code),
      ...(spec.evidence && { evidence: (item: unknown) => spec.evidence?.(item, found.code) ?? type.evidence(item) }),
    },
  };
  const { holds } = spec;
  const pick = holds && {
    attribute: `${name.text}()`,
    codes: [found.code],
    read: holds,
    rank: (item: unknown) => rankOf((spec.absence ?? type.evidence)(item)),
  };
  return { kind: 'truth', run: truthLeaf(reader), say: title, ...(pick && { pick }) };
}

/** `designations has central-township-centre`: of a set, one member; of an identified item a yes-no fact of its own. */
export function compileHas(c: Compilation, type: TypeSpec, set: Codable, attribute: string | null, code: Name): Compiled {
  const found = codeNamed(c, set.list, code);
  if (!found) return { kind: 'wrong' };
  const said: Text = { zh: `${set.say.zh}含${found.say.zh}`, en: `${set.say.en} include ${found.say.en}` };
  const asked = codeQuestion(set, (raw) => typeof raw === 'object' && raw !== null && raw.includes(found.code), said, [
    found.code,
  ]);
  if (asked.kind !== 'truth' || attribute === null) return asked;
  const leafName = `${attribute} has ${found.code}`;
  const run: Run<Truth> = (item, context) => {
    const other = overridden(type, item, leafName, context);
    if (typeof other === 'boolean') return plainTruth(other, 1);
    const truth = asked.run(item, context);
    if (!context.detail) return truth;
    const key = keyOf(type, item, leafName);
    const leaf = key === null ? undefined : yesNoLeaf(key, truth.value ?? undefined);
    const facts = truth.facts.map((fact) => ({ ...fact, name: said, value: truth.value, ...(leaf && { leaf }) }));
    const missing = truth.missing.map((fact) => ({ ...fact, name: said, ...(leaf && { leaf }) }));
    return { ...truth, facts, missing };
  };
  return { ...asked, run };
}
