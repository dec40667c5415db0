import type { Text } from '../evidence.ts';
import { commonUnit, mismatch, numeric, truthful, unitMismatch } from './compile-figures.ts';
import {
  type Compilation,
  type Compiled,
  type Context,
  type Inner,
  identityOf,
  type Run,
  say,
  unitsOf,
  wrong,
} from './compiled.ts';
import { hull, isKnown } from './quantities.ts';
import type { Expression } from './syntax.ts';
import { chosen, noMissing, plainTruth, type Quantity, type Truth } from './values.ts';
import type { TypeSpec, Unit } from './vocabulary.ts';

export function conditional(c: Compilation, node: Extract<Expression, { kind: 'if' }>, inner: Inner): Compiled {
  const condition = truthful(c, inner, node.condition);
  const [yes, no] = [inner(node.yes), inner(node.no)];
  if (!condition || yes.kind === 'wrong' || no.kind === 'wrong') return wrong;
  const said = (a: Text, b: Text): Text => ({
    zh: `如果${condition.say.zh}，则${a.zh}，否则${b.zh}`,
    en: `if ${condition.say.en} then ${a.en}, otherwise ${b.en}`,
  });
  if (yes.kind === 'truth' && no.kind === 'truth') {
    const run: Run<Truth> = (item, context) =>
      chosen(
        condition.run(item, context),
        () => yes.run(item, context),
        () => no.run(item, context),
      );
    return { kind: 'truth', run, ...unitsOf([yes, no]), say: said(yes.say, no.say) };
  }
  if (yes.kind !== 'number' || no.kind !== 'number')
    return mismatch(
      c,
      node.no,
      yes.kind === 'truth' ? 'truth' : 'number',
      yes.kind === 'truth' ? no : yes.kind === 'number' ? no : yes,
    );
  const unit = commonUnit(yes.unit, no.unit);
  if (unit === undefined) return unitMismatch(c, node, yes.unit, no.unit);
  const run: Run<Quantity> = (item, context) => {
    const truth = condition.run(item, context);
    if (truth.value === null) {
      const q = hull([yes.run(item, context), no.run(item, context)], truth.rank);
      return { ...q, facts: [...truth.facts, ...q.facts], missing: isKnown(q) ? noMissing : [...truth.missing, ...q.missing] };
    }
    const q = (truth.value ? yes : no).run(item, context);
    return { ...q, rank: Math.max(q.rank, truth.rank), facts: [...truth.facts, ...q.facts] };
  };
  return { kind: 'number', run, say: said(yes.say, no.say), unit };
}

function checkBands(c: Compilation, node: Extract<Expression, { kind: 'bands' }>): boolean {
  let fine = true;
  for (const [i, band] of node.bands.entries()) {
    const before = node.bands[i - 1];
    if (band.low >= band.high) {
      say(c, band, 'bands', { zh: '下限须小于上限', en: 'the lower edge must be below the upper one' });
      fine = false;
    } else if (before && (band.low < before.high || (band.low === before.high && before.closed))) {
      say(c, band, 'bands', {
        zh: '与上一档重叠；上限不含时写 ..<',
        en: 'overlaps the band before; write ..< where the upper edge is left out',
      });
      fine = false;
    }
  }
  return fine;
}

/** Which bands a figure may fall into, and whether it may fall outside of all. */
function bandsOf(
  node: Extract<Expression, { kind: 'bands' }>,
  q: Quantity,
): { readonly indexes: readonly number[]; readonly outside: boolean } {
  const indexes = node.bands.flatMap((band, i) =>
    q.hi >= band.low && (band.closed ? q.lo <= band.high : q.lo < band.high) ? [i] : [],
  );
  if (isKnown(q)) return { indexes, outside: indexes.length === 0 };
  const [first, last] = [node.bands[indexes[0] ?? 0], node.bands[indexes.at(-1) ?? 0]];
  const gap = indexes.some((i, k) => k > 0 && node.bands[i - 1]?.high !== node.bands[i]?.low);
  return { indexes, outside: indexes.length === 0 || gap || !first || !last || q.lo < first.low || q.hi > last.high };
}

export function banded(c: Compilation, type: TypeSpec, node: Extract<Expression, { kind: 'bands' }>, inner: Inner): Compiled {
  const operand = numeric(c, inner, node.operand);
  const values = node.bands.map((band) => inner(band.value));
  const otherwise = node.otherwise ? inner(node.otherwise) : null;
  if (!operand || !checkBands(c, node)) return wrong;
  const all = otherwise ? [...values, otherwise] : values;
  const nodes = [...node.bands.map((band) => band.value), ...(node.otherwise ? [node.otherwise] : [])];
  const truths = all.filter((value) => value.kind === 'truth');
  const numbers = all.filter((value) => value.kind === 'number');
  const [head] = all;
  if (!head || all.some((value) => value.kind === 'wrong')) return wrong;
  if (truths.length < all.length && numbers.length < all.length) {
    const odd = all.findIndex((value) => value.kind !== head.kind);
    const at = nodes[Math.max(0, odd)];
    return at ? mismatch(c, at, head.kind === 'truth' ? 'truth' : 'number', all[Math.max(0, odd)] ?? head) : wrong;
  }
  const said: Text = { zh: `按${operand.say.zh}分档`, en: `by bands of ${operand.say.en}` };
  const uncovered = (q: Quantity, item: unknown, context: Context): Quantity['missing'] => {
    if (!isKnown(q)) return q.missing;
    const why = { zh: '规定的各档没有涵盖这个数', en: 'no band covers this figure' };
    return context.detail ? [{ subject: identityOf(type, item, context), name: operand.say, why }] : noMissing;
  };
  if (truths.length === all.length) {
    const run: Run<Truth> = (item, context) => {
      const q = operand.run(item, context);
      const { indexes, outside } = bandsOf(node, q);
      const picked = [...indexes.map((i) => truths[i]), ...(outside && otherwise ? [truths.at(-1)] : [])];
      const parts = picked.flatMap((part) => (part ? [part.run(item, context)] : []));
      if (outside && !otherwise) parts.push({ ...plainTruth(null, -1), missing: uncovered(q, item, context) });
      const open: Truth = { ...plainTruth(null, q.rank), facts: q.facts, missing: q.missing };
      const sure: Truth = { ...plainTruth(true, q.rank), facts: q.facts };
      return parts.reduceRight(
        (rest, part) =>
          chosen(
            parts.length > 1 ? open : sure,
            () => part,
            () => rest,
          ),
        parts.at(-1) ?? plainTruth(null, -1),
      );
    };
    return { kind: 'truth', run, ...unitsOf(truths), say: said };
  }
  let unit: Unit | null | undefined = null;
  for (const value of numbers) unit = unit === undefined ? undefined : commonUnit(unit, value.unit);
  if (unit === undefined) return say(c, node, 'type', { zh: '各档单位不同', en: 'the bands have different units' });
  const run: Run<Quantity> = (item, context) => {
    const q = operand.run(item, context);
    const { indexes, outside } = bandsOf(node, q);
    const picked = [...indexes.map((i) => numbers[i]), ...(outside && otherwise ? [numbers.at(-1)] : [])];
    const parts = picked.flatMap((part) => (part ? [part.run(item, context)] : []));
    if ((outside && !otherwise) || parts.length === 0)
      return { lo: -Infinity, hi: Infinity, rank: q.rank, facts: q.facts, missing: uncovered(q, item, context) };
    const found = hull(parts, q.rank);
    return {
      ...found,
      facts: [...q.facts, ...found.facts],
      missing: isKnown(found) ? noMissing : [...q.missing, ...found.missing],
    };
  };
  return { kind: 'number', run, say: said, unit };
}
