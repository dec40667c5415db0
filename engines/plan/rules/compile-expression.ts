import type { Text } from '../evidence.ts';
import { compileGathering, truthOf } from './compile-gatherings.ts';
import { codeNamed, codeQuestion, compileAttribute, compileHas, compilePath, compileTest } from './compile-leaves.ts';
import {
  type Codable,
  type Compilation,
  type Compiled,
  type Context,
  identityOf,
  type Numeric,
  type Run,
  say,
  type Truthful,
  wrong,
} from './compiled.ts';
import { calculate, compare, exactly, hull, isKnown } from './quantities.ts';
import { unknownName } from './suggest-name.ts';
import type { Comparator, Expression, Name } from './syntax.ts';
import { both, chosen, either, negated, noFacts, noMissing, plainTruth, type Quantity, type Truth } from './values.ts';
import type { TypeSpec, Unit } from './vocabulary.ts';

const ratio: Unit = { code: '', title: { zh: '', en: '' } };
const signs: Readonly<Record<Comparator, Text>> = {
  '=': { zh: '等于', en: 'is' },
  '!=': { zh: '不等于', en: 'is not' },
  '<': { zh: '小于', en: 'below' },
  '<=': { zh: '不超过', en: 'at most' },
  '>': { zh: '大于', en: 'above' },
  '>=': { zh: '不少于', en: 'at least' },
};

const kindNames: Readonly<Record<Compiled['kind'], Text>> = {
  truth: { zh: '是非判断', en: 'a yes-no condition' },
  number: { zh: '数', en: 'a figure' },
  date: { zh: '日期', en: 'a date' },
  code: { zh: '代码', en: 'a code' },
  codes: { zh: '代码集合', en: 'a set of codes' },
  wrong: { zh: '', en: '' },
};

function mismatch(c: Compilation, at: Expression, want: Compiled['kind'], got: Compiled): Compiled {
  if (got.kind === 'wrong') return wrong;
  return say(c, at, 'type', {
    zh: `此处应为${kindNames[want].zh}，却是${kindNames[got.kind].zh}`,
    en: `${kindNames[want].en} is wanted here, not ${kindNames[got.kind].en}`,
  });
}

function numeric(c: Compilation, type: TypeSpec, node: Expression): Numeric | null {
  const compiled = compileNode(c, type, node);
  if (compiled.kind === 'number') return compiled;
  mismatch(c, node, 'number', compiled);
  return null;
}

function truthful(c: Compilation, type: TypeSpec, node: Expression): Truthful | null {
  return truthOf(c, compileNode(c, type, node), node);
}

/** The unit both figures share, undefined when they have different ones. A bare number goes with any. */
function commonUnit(a: Unit | null, b: Unit | null): Unit | null | undefined {
  if (a === null) return b;
  return b === null || a.code === b.code ? a : undefined;
}

function unitMismatch(c: Compilation, at: Expression, a: Unit | null, b: Unit | null): Compiled {
  const [za, zb] = [a?.title.zh || '比值', b?.title.zh || '比值'];
  return say(c, at, 'type', {
    zh: `单位不同：左边是“${za}”，右边是“${zb}”`,
    en: `the units differ: ${a?.title.en || 'a ratio'} on the left, ${b?.title.en || 'a ratio'} on the right`,
  });
}

function productUnit(operator: '*' | '/', a: Unit | null, b: Unit | null): Unit | null {
  if (b === null || b.code === '') return a;
  if (operator === '/') {
    if (a?.code === b.code) return ratio;
    return {
      code: `${a?.code ?? '1'}/${b.code}`,
      title: { zh: `${a?.title.zh ?? '1'}/${b.title.zh}`, en: `${a?.title.en ?? '1'} per ${b.title.en}` },
    };
  }
  return a === null || a.code === ''
    ? b
    : { code: `${a.code}*${b.code}`, title: { zh: `${a.title.zh}·${b.title.zh}`, en: `${a.title.en} × ${b.title.en}` } };
}

function arithmetic(c: Compilation, type: TypeSpec, node: Extract<Expression, { kind: 'arithmetic' }>): Compiled {
  const [left, right] = [numeric(c, type, node.left), numeric(c, type, node.right)];
  if (!left || !right) return wrong;
  const { operator } = node;
  const unit =
    operator === '+' || operator === '-' ? commonUnit(left.unit, right.unit) : productUnit(operator, left.unit, right.unit);
  if (unit === undefined) return unitMismatch(c, node, left.unit, right.unit);
  if (operator === '/' && right.constant === 0) return say(c, node.right, 'type', { zh: '不能除以 0', en: 'division by 0' });
  const sign = { '+': '+', '-': '−', '*': '×', '/': '÷' }[operator];
  const said = { zh: `${left.say.zh} ${sign} ${right.say.zh}`, en: `${left.say.en} ${sign} ${right.say.en}` };
  const [a, b] = [left.run, right.run];
  const run: Run<Quantity> =
    operator === '/'
      ? (item, context) => {
          const [top, bottom] = [a(item, context), b(item, context)];
          const q = calculate('/', top, bottom);
          if (!context.detail || !isKnown(bottom) || bottom.lo !== 0) return q;
          const why = { zh: `“${right.say.zh}”为 0，无法计算`, en: `“${right.say.en}” is 0` };
          return { ...q, missing: [...q.missing, { subject: identityOf(type, item, context), name: right.say, why }] };
        }
      : (item, context) => calculate(operator, a(item, context), b(item, context));
  return { kind: 'number', run, say: said, unit };
}

function comparing(c: Compilation, type: TypeSpec, node: Extract<Expression, { kind: 'compare' }>): Compiled {
  const left = compileNode(c, type, node.left);
  const { operator, right: rightNode } = node;
  if (left.kind === 'wrong') return wrong;
  if (left.kind === 'code') return comparingCode(c, left, operator, rightNode);
  if (left.kind === 'codes') return say(c, node.left, 'type', { zh: '代码集合须用 has', en: 'a set of codes is asked with has' });
  if (left.kind === 'truth')
    return say(c, node, 'type', {
      zh: '是非判断不用比较，直接写出或加 not',
      en: 'a yes-no condition is not compared: write it alone, or with not',
    });
  const right = compileNode(c, type, rightNode);
  if (right.kind === 'wrong') return wrong;
  if (right.kind !== 'number' && right.kind !== 'date') return mismatch(c, rightNode, left.kind, right);
  if (left.kind !== right.kind) return mismatch(c, rightNode, left.kind, right);
  if (left.kind === 'number' && right.kind === 'number' && commonUnit(left.unit, right.unit) === undefined)
    return unitMismatch(c, node, left.unit, right.unit);
  const [a, b] = [left.run, right.run];
  const said = {
    zh: `${left.say.zh}${signs[operator].zh} ${right.say.zh}`,
    en: `${left.say.en} ${signs[operator].en} ${right.say.en}`,
  };
  return { kind: 'truth', run: (item, context) => compare(operator, a(item, context), b(item, context)), say: said };
}

function comparingCode(c: Compilation, left: Codable, operator: Comparator, right: Expression): Compiled {
  if (operator !== '=' && operator !== '!=')
    return say(c, right, 'type', { zh: '代码只能用 = 或 != 比较', en: 'codes compare by = or != only' });
  const name: Name | null =
    right.kind === 'name'
      ? right
      : right.kind === 'number'
        ? { kind: 'name', text: c.text.slice(right.start, right.end), start: right.start, end: right.end }
        : null;
  if (!name) return say(c, right, 'type', { zh: '此处应为代码', en: 'a code is wanted here' });
  const found = codeNamed(c, left.list, name);
  if (!found) return wrong;
  const equal = operator === '=';
  const said = {
    zh: `${left.say.zh}${equal ? '为' : '不是'}${found.say.zh}`,
    en: `${left.say.en} ${signs[operator].en} ${found.say.en}`,
  };
  return codeQuestion(left, (raw) => (raw === found.code) === equal, said, equal ? [found.code] : null);
}

function isIn(c: Compilation, type: TypeSpec, node: Extract<Expression, { kind: 'in' }>): Compiled {
  const left = compileNode(c, type, node.operand);
  if (left.kind === 'wrong') return wrong;
  if (left.kind !== 'code') return mismatch(c, node.operand, 'code', left);
  const found = node.codes.map((name) => codeNamed(c, left.list, name)).filter((code) => code !== null);
  if (found.length < node.codes.length) return wrong;
  const codes = new Set<unknown>(found.map(({ code }) => code));
  const said = {
    zh: `${left.say.zh}为${found.map((code) => code.say.zh).join('、')}${found.length > 1 ? '之一' : ''}`,
    en: `${left.say.en} is ${found.map((code) => code.say.en).join(' or ')}`,
  };
  return codeQuestion(
    left,
    (raw) => codes.has(raw),
    said,
    found.map(({ code }) => code),
  );
}

function about(c: Compilation, type: TypeSpec, node: Extract<Expression, { kind: 'about' | 'between' }>): Compiled {
  const [first, second] = node.kind === 'about' ? [node.goal, node.within] : [node.low, node.high];
  const [x, p, q] = [numeric(c, type, node.operand), numeric(c, type, first), numeric(c, type, second)];
  if (!x || !p || !q) return wrong;
  for (const other of [p, q]) if (commonUnit(x.unit, other.unit) === undefined) return unitMismatch(c, node, x.unit, other.unit);
  const isAbout = node.kind === 'about';
  const run: Run<Truth> = (item, context) => {
    const [value, a, b] = [x.run(item, context), p.run(item, context), q.run(item, context)];
    const [low, high] = isAbout ? [calculate('-', a, b), calculate('+', a, b)] : [a, b];
    return both(compare('>=', value, low), compare('<=', value, high));
  };
  const said = isAbout
    ? { zh: `${x.say.zh}在 ${p.say.zh} 左右（±${q.say.zh}）`, en: `${x.say.en} about ${p.say.en} (±${q.say.en})` }
    : { zh: `${x.say.zh}在 ${p.say.zh} 与 ${q.say.zh} 之间`, en: `${x.say.en} between ${p.say.en} and ${q.say.en}` };
  return { kind: 'truth', run, say: said };
}

function conditional(c: Compilation, type: TypeSpec, node: Extract<Expression, { kind: 'if' }>): Compiled {
  const condition = truthful(c, type, node.condition);
  const [yes, no] = [compileNode(c, type, node.yes), compileNode(c, type, node.no)];
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
    return { kind: 'truth', run, say: said(yes.say, no.say) };
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

function banded(c: Compilation, type: TypeSpec, node: Extract<Expression, { kind: 'bands' }>): Compiled {
  const operand = numeric(c, type, node.operand);
  const values = node.bands.map((band) => compileNode(c, type, band.value));
  const otherwise = node.otherwise ? compileNode(c, type, node.otherwise) : null;
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
    return { kind: 'truth', run, say: said };
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

/** `first(a, b)`: the first that is known; `least`, `greatest`: of figures that all count. */
function called(c: Compilation, type: TypeSpec, node: Extract<Expression, { kind: 'call' }>): Compiled {
  const { text: name } = node.name;
  const [only] = node.given;
  if (name !== 'first') {
    if (only?.kind === 'name' && node.given.length === 1) return compileTest(c, type, node.name, only);
    if (type.tests && Object.hasOwn(type.tests, name))
      return say(c, node, 'type', { zh: `${name} 须给出一个代码`, en: `${name} takes one code` });
    return say(
      c,
      node.name,
      'unknown-name',
      unknownName({ zh: '函数', en: 'function' }, name, [
        'first',
        'count',
        'exists',
        'every',
        'sum',
        'share',
        ...Object.keys(type.tests ?? {}),
      ]),
    );
  }
  const parts = node.given.map((given) => numeric(c, type, given));
  const known = parts.filter((part) => part !== null);
  if (known.length < parts.length) return wrong;
  if (known.length < 2) return say(c, node, 'type', { zh: 'first 至少要两个数', en: 'first takes two figures or more' });
  let unit: Unit | null | undefined = null;
  for (const part of known) unit = unit === undefined ? undefined : commonUnit(unit, part.unit);
  if (unit === undefined)
    return say(c, node, 'type', { zh: 'first 的各数单位须相同', en: 'the figures of first must have one unit' });
  const run: Run<Quantity> = (item, context) => {
    let missing = noMissing;
    let last: Quantity = exactly(0);
    for (const part of known) {
      last = part.run(item, context);
      if (isKnown(last)) return last;
      missing = [...missing, ...last.missing];
    }
    return { ...last, missing };
  };
  return { kind: 'number', run, say: known[0]?.say ?? { zh: '', en: '' }, unit };
}

function joining(c: Compilation, type: TypeSpec, node: Extract<Expression, { kind: 'and' | 'or' }>): Compiled {
  const [left, right] = [truthful(c, type, node.left), truthful(c, type, node.right)];
  if (!left || !right) return wrong;
  const [a, b] = [left.run, right.run];
  const [join, decisive] = node.kind === 'and' ? [both, false] : [either, true];
  const run: Run<Truth> = (item, context) => {
    const first = a(item, context);
    return context.picking && first.value === decisive ? first : join(first, b(item, context));
  };
  const word = node.kind === 'and' ? { zh: '且', en: ' and ' } : { zh: '或', en: ' or ' };
  // What holds for some codes only, holds for them only together with anything else.
  const pick = node.kind === 'and' ? (left.pick ?? right.pick) : undefined;
  return {
    kind: 'truth',
    run,
    ...(pick && { pick }),
    say: { zh: `${left.say.zh}，${word.zh}${right.say.zh}`, en: `${left.say.en}${word.en}${right.say.en}` },
  };
}

function isKnownFact(c: Compilation, type: TypeSpec, node: Extract<Expression, { kind: 'known' }>): Compiled {
  const compiled = compileNode(c, type, node.operand);
  if (compiled.kind === 'wrong') return wrong;
  const said = { zh: `已知${compiled.say.zh}`, en: `${compiled.say.en} is known` };
  if (compiled.kind === 'truth') {
    const { run } = compiled;
    return { kind: 'truth', run: (item, context) => plainTruth(run(item, context.quiet).value !== null, -1), say: said };
  }
  if (compiled.kind === 'number' || compiled.kind === 'date') {
    const { run } = compiled;
    return { kind: 'truth', run: (item, context) => plainTruth(isKnown(run(item, context.quiet)), -1), say: said };
  }
  const { read } = compiled;
  return { kind: 'truth', run: (item, context) => plainTruth(read(item, context) !== undefined, -1), say: said };
}

/** An expression about an item of the type, checked and compiled; every fault is noted in `c.errors`. */
export function compileNode(c: Compilation, type: TypeSpec, node: Expression): Compiled {
  switch (node.kind) {
    case 'name':
      return compileAttribute(c, type, node);
    case 'path':
      return compilePath(c, type, node.link, node.rest);
    case 'number': {
      const q = exactly(node.value);
      const text = c.text.slice(node.start, node.end);
      return { kind: 'number', run: () => q, say: { zh: text, en: text }, unit: null, constant: node.value };
    }
    case 'date': {
      const days = Date.parse(node.value) / 86_400_000;
      // 31 February would be read as a day of March.
      const real = Number.isFinite(days) && new Date(node.value).toISOString().startsWith(node.value);
      if (!real) return say(c, node, 'type', { zh: '没有这一天', en: 'there is no such day' });
      const q = exactly(days);
      return { kind: 'date', run: () => q, say: { zh: node.value, en: node.value } };
    }
    case 'yes-no': {
      const truth = plainTruth(node.value, -1);
      return { kind: 'truth', run: () => truth, say: node.value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' } };
    }
    case 'not': {
      const inner = truthful(c, type, node.operand);
      if (!inner) return wrong;
      return {
        kind: 'truth',
        run: (item, context) => negated(inner.run(item, context)),
        say: { zh: `并非（${inner.say.zh}）`, en: `not (${inner.say.en})` },
      };
    }
    case 'negative': {
      const inner = numeric(c, type, node.operand);
      if (!inner) return wrong;
      const zero: Quantity = { lo: 0, hi: 0, rank: -1, facts: noFacts, missing: noMissing };
      const run: Run<Quantity> = (item, context) => calculate('-', zero, inner.run(item, context));
      return { kind: 'number', run, say: { zh: `−${inner.say.zh}`, en: `−${inner.say.en}` }, unit: inner.unit };
    }
    case 'and':
    case 'or':
      return joining(c, type, node);
    case 'arithmetic':
      return arithmetic(c, type, node);
    case 'compare':
      return comparing(c, type, node);
    case 'about':
    case 'between':
      return about(c, type, node);
    case 'in':
      return isIn(c, type, node);
    case 'has': {
      const set = compileNode(c, type, node.operand);
      if (set.kind === 'wrong') return wrong;
      if (set.kind !== 'codes') return mismatch(c, node.operand, 'codes', set);
      return compileHas(c, type, set, node.operand.kind === 'name' ? node.operand.text : null, node.code);
    }
    case 'known':
      return isKnownFact(c, type, node);
    case 'if':
      return conditional(c, type, node);
    case 'bands':
      return banded(c, type, node);
    case 'gather':
      return compileGathering(c, type, node, (inner, expression) => compileNode(c, inner, expression));
    case 'call':
      return called(c, type, node);
  }
}
