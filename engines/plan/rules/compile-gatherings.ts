import type { Text } from '../evidence.ts';
import {
  type Compilation,
  type Compiled,
  type Context,
  countLeaf,
  identityOf,
  keyOf,
  overridden,
  type Run,
  say,
  writtenOf,
} from './compiled.ts';
import { askerOf, goThrough, type Members, missingOf, namesOf } from './go-through.ts';
import { compare, exactly } from './quantities.ts';
import { unknownName } from './suggest-name.ts';
import type { Expression, Gathering } from './syntax.ts';
import { evidenceOf, type FactUsed, type Leaf, noFacts, noMissing, plainTruth, type Quantity, type Truth } from './values.ts';
import type { TypeSpec, Unit } from './vocabulary.ts';

type Gather = Extract<Expression, { kind: 'gather' }>;
type CompileInner = (type: TypeSpec, expression: Expression) => Compiled;

/** A figure found by going through members: what it is called, and the key it can be overridden by. */
interface Counted {
  readonly members: Members;
  readonly name: string;
  readonly say: Text;
  readonly unit: Unit;
}

function quantityOf(
  counted: Counted,
  item: unknown,
  context: Context,
  lo: number,
  hi: number,
  rank: number,
  more: Partial<FactUsed>,
  missing: Quantity['missing'],
): Quantity {
  if (!context.detail) return { lo, hi, rank, facts: noFacts, missing: noMissing };
  const { owner } = counted.members;
  const key = keyOf(owner, item, counted.name);
  const leaf: Leaf | null =
    key === null ? null : countLeaf(key, lo === hi ? lo : undefined, lo === hi || !Number.isFinite(lo) ? 0 : lo);
  const subject = identityOf(owner, item, context);
  const fact: FactUsed = {
    subject,
    name: lo === hi ? counted.say : { zh: `${counted.say.zh}（至少）`, en: `${counted.say.en} (at least)` },
    value: Number.isFinite(lo) ? lo : null,
    unit: counted.unit.title,
    asOf: owner.asOf?.(item) ?? null,
    evidence: evidenceOf(rank),
    ...more,
    ...(leaf && { leaf }),
  };
  return { lo, hi, rank, facts: [fact], missing };
}

/** What the figure is taken as, when it is overridden. */
function taken(counted: Counted, item: unknown, context: Context): Quantity | null {
  const raw = overridden(counted.members.owner, item, counted.name, context);
  return typeof raw === 'number' ? exactly(raw, 1) : null;
}

function countRun(counted: Counted): Run<Quantity> {
  const { members } = counted;
  return (item, context) => {
    const other = taken(counted, item, context);
    if (other) return other;
    let [lo, more] = [0, 0];
    const { listing, rank } = goThrough(members, item, context, (_, belongs, weight) => {
      if (belongs) lo += weight;
      else more += weight;
    });
    const hi = listing.complete ? lo + more : Infinity;
    return quantityOf(
      counted,
      item,
      context,
      lo,
      hi,
      rank,
      {},
      lo === hi ? noMissing : missingOf(members, item, context, listing, null),
    );
  };
}

function sumRun(counted: Counted, of: Run<Quantity>): Run<Quantity> {
  const { members } = counted;
  return (item, context) => {
    const other = taken(counted, item, context);
    if (other) return other;
    let [lo, hi, rank] = [0, 0, -1];
    const unknown: unknown[] = [];
    const gone = goThrough(members, item, context, (member, belongs, weight) => {
      const q = of(member, context.quiet);
      rank = Math.max(rank, q.rank);
      lo += belongs ? q.lo * weight : Math.min(0, q.lo * weight);
      hi += belongs ? q.hi * weight : Math.max(0, q.hi * weight);
      if (belongs && q.lo !== q.hi && unknown.length < 5) unknown.push(member);
    });
    if (!gone.listing.complete) hi = Infinity;
    let missing = noMissing;
    if (context.detail && lo !== hi) {
      const inner = { ...context, owner: identityOf(members.owner, item, context) };
      missing = [
        ...missingOf(members, item, context, gone.listing, null),
        ...unknown.flatMap((member) => of(member, inner).missing),
      ].slice(0, 5);
    }
    return quantityOf(counted, item, context, lo, hi, Math.max(rank, gone.rank), {}, missing);
  };
}

function existsRun(counted: Counted, count: Run<Quantity>): Run<Truth> {
  const { members } = counted;
  const one = exactly(1);
  return (item, context) => {
    const truth = compare('>=', count(item, context), one);
    if (!truth.value || context.overrides) return truth;
    // One that is well known suffices, however little is known of the others.
    const where = members.where && askerOf(members.type, members.where, context);
    let strongest = 3;
    goThrough(members, item, context, (member, belongs) => {
      if (belongs) strongest = Math.min(strongest, where?.(member).rank ?? strongest);
    });
    return { ...truth, rank: members.where ? strongest : truth.rank };
  };
}

interface Tally {
  yes: number;
  no: number;
  /** Meant, and not known whether it has it. */
  open: number;
  /** Perhaps not meant: those that would have it or may have it, and those that lack it or may lack it. */
  maybeYes: number;
  maybeNo: number;
  rank: number;
  readonly lacking: unknown[];
}

function tally(members: Members, having: Run<Truth>, item: unknown, context: Context) {
  const t: Tally = { yes: 0, no: 0, open: 0, maybeYes: 0, maybeNo: 0, rank: -1, lacking: [] };
  const has = askerOf(members.type, having, context);
  const gone = goThrough(members, item, context, (member, belongs, weight) => {
    const truth = has(member);
    t.rank = Math.max(t.rank, truth.rank);
    if (belongs) {
      if (truth.value) t.yes += weight;
      else if (truth.value === false) {
        t.no += weight;
        if (t.lacking.length < 20) t.lacking.push(member);
      } else t.open += weight;
      return;
    }
    if (truth.value !== false) t.maybeYes += weight;
    if (truth.value !== true) t.maybeNo += weight;
  });
  return { ...t, rank: Math.max(t.rank, gone.rank), listing: gone.listing };
}

const divide = (a: number, b: number): number => (b === 0 ? 0 : a / b);

function shareRun(counted: Counted, total: Counted, having: Run<Truth>): Run<Quantity> {
  const { members } = counted;
  return (item, context) => {
    const t = tally(members, having, item, context);
    const meant = t.yes + t.no + t.open;
    const other = taken(counted, item, context);
    if (other)
      return meant === 0 || other.lo > meant ? exactly(Number.NaN, 1) : { ...other, lo: other.lo / meant, hi: other.lo / meant };
    const known = t.listing.complete && t.open + t.maybeYes + t.maybeNo === 0;
    if (meant + t.maybeYes + t.maybeNo === 0 && t.listing.complete) return nothingToShare(members, item, context);
    const lo = t.listing.complete ? divide(t.yes, meant + t.maybeNo) : 0;
    const hi = t.listing.complete ? Math.min(1, divide(t.yes + t.open + t.maybeYes, meant + t.maybeYes)) : 1;
    if (!context.detail) return { lo, hi, rank: t.rank, facts: noFacts, missing: noMissing };
    const missing = known ? noMissing : missingOf(members, item, context, t.listing, having);
    const lacking = namesOf(members.type, t.lacking);
    const numerator = quantityOf(
      counted,
      item,
      context,
      t.yes,
      known ? t.yes : Infinity,
      t.rank,
      lacking.length > 0 ? { lacking } : {},
      missing,
    );
    const denominator = quantityOf(total, item, context, meant, meant, t.rank, {}, noMissing);
    const facts = [
      ...numerator.facts.map((fact) => (fact.leaf ? { ...fact, leaf: { ...fact.leaf, high: meant } } : fact)),
      ...denominator.facts.map(({ leaf, ...fact }) => fact),
    ];
    return { lo: known ? t.yes / meant : lo, hi: known ? t.yes / meant : hi, rank: t.rank, facts, missing };
  };
}

function nothingToShare(members: Members, item: unknown, context: Context): Quantity {
  const why = { zh: `没有任何“${members.say.zh}”，无从计算比例`, en: `there are no ${members.say.en}, so no share` };
  const missing = context.detail ? [{ subject: identityOf(members.owner, item, context), name: members.say, why }] : noMissing;
  return { lo: -Infinity, hi: Infinity, rank: -1, facts: noFacts, missing };
}

/** Every one of them: the leaf is how many lack it, which is to be none. */
function everyRun(counted: Counted, having: Run<Truth>): Run<Truth> {
  const { members } = counted;
  const none = exactly(0);
  return (item, context) => {
    const other = taken(counted, item, context);
    if (other) return compare('<=', other, none);
    const t = tally(members, having, item, context);
    const known = t.listing.complete && t.open + t.maybeNo === 0;
    const value = t.no > 0 ? false : known ? true : null;
    if (!context.detail) return value === false ? { ...plainTruth(false, t.rank), margin: -t.no } : plainTruth(value, t.rank);
    const missing = value === null ? missingOf(members, item, context, t.listing, having) : noMissing;
    const lacking = namesOf(members.type, t.lacking);
    const q = quantityOf(
      counted,
      item,
      context,
      t.no,
      known ? t.no : Infinity,
      t.rank,
      lacking.length > 0 ? { lacking } : {},
      missing,
    );
    return { value, rank: t.rank, margin: value === false ? -t.no : null, facts: q.facts, missing };
  };
}

const among = (from: Text, where: Text | null): Text =>
  where ? { zh: `${from.zh}（${where.zh}）`, en: `${from.en} (${where.en})` } : from;

function membersOf(c: Compilation, owner: TypeSpec, from: Gathering, inner: CompileInner): Members | null {
  const { collection: name } = from;
  const collection = owner.collections && Object.hasOwn(owner.collections, name.text) ? owner.collections[name.text] : undefined;
  if (!collection) {
    say(c, name, 'unknown-name', unknownName({ zh: '集合', en: 'collection' }, name.text, Object.keys(owner.collections ?? {})));
    return null;
  }
  const type = c.vocabulary.types[collection.of];
  if (!type) throw new Error(`the vocabulary has no type ${collection.of}`);
  if (!from.where) return { owner, collection, type, where: null, pick: null, say: collection.title };
  const where = truthOf(c, inner(type, from.where), from.where);
  if (!where) return null;
  const { run, pick = null } = where;
  return { owner, collection, type, where: run, pick, say: among(collection.title, where.say) };
}

/** The compiled yes-no expression, or null after saying that it is none. */
export function truthOf(c: Compilation, compiled: Compiled, at: Expression): Extract<Compiled, { kind: 'truth' }> | null {
  if (compiled.kind === 'truth') return compiled;
  if (compiled.kind !== 'wrong') say(c, at, 'type', { zh: '此处应为是非判断', en: 'a yes-no condition is wanted here' });
  return null;
}

/** `count(…)`, `exists(…)`, `every(…)`, `sum(…)`, `share(…)` over a collection of the type. */
export function compileGathering(c: Compilation, owner: TypeSpec, node: Gather, inner: CompileInner): Compiled {
  const members = membersOf(c, owner, node.from, inner);
  const wrong: Compiled = { kind: 'wrong' };
  if (!members) return wrong;
  const { unit } = members.collection;
  const name = writtenOf(c, node);
  const number: Text = { zh: `${members.say.zh}的数量`, en: `number of ${members.say.en}` };
  const counted: Counted = { members, name, say: number, unit };
  if (node.quantifier === 'count') return { kind: 'number', run: countRun(counted), say: number, unit };
  if (node.quantifier === 'exists') {
    // The same leaf as the count of the same members, wherever that stands.
    const same = { ...counted, name: `count(${writtenOf(c, node.from)})` };
    return {
      kind: 'truth',
      run: existsRun(same, countRun(same)),
      say: { zh: `有${members.say.zh}`, en: `there are ${members.say.en}` },
      units: new Set([unit.code]),
    };
  }
  if (!node.of) return wrong;
  const of = inner(members.type, node.of);
  if (node.quantifier === 'sum') {
    if (of.kind !== 'number')
      return of.kind === 'wrong' ? of : say(c, node.of, 'type', { zh: '求和须对数', en: 'only figures can be summed' });
    const total: Text = { zh: `${members.say.zh}的${of.say.zh}合计`, en: `${of.say.en} of ${members.say.en} in all` };
    const what = of.unit ?? unit;
    return { kind: 'number', run: sumRun({ ...counted, say: total, unit: what }, of.run), say: total, unit: what };
  }
  const having = truthOf(c, of, node.of);
  if (!having) return wrong;
  if (node.quantifier === 'every') {
    const lack: Text = {
      zh: `${members.say.zh}中不满足“${having.say.zh}”的数量`,
      en: `number of ${members.say.en} for which not: ${having.say.en}`,
    };
    const all: Text = { zh: `${members.say.zh}都满足：${having.say.zh}`, en: `all ${members.say.en}: ${having.say.en}` };
    return { kind: 'truth', run: everyRun({ ...counted, say: lack }, having.run), say: all, units: new Set([unit.code]) };
  }
  const has: Text = {
    zh: `${members.say.zh}中“${having.say.zh}”的数量`,
    en: `number of ${members.say.en} with ${having.say.en}`,
  };
  const said: Text = {
    zh: `${members.say.zh}中“${having.say.zh}”的比例`,
    en: `share of ${members.say.en} with ${having.say.en}`,
  };
  const run = shareRun({ ...counted, say: has }, { ...counted, name: `${name} #all` }, having.run);
  return { kind: 'number', run, say: said, unit: { code: '', title: { zh: '', en: '' } } };
}
