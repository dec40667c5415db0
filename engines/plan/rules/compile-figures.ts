import type { Text } from '../evidence.ts';
import { truthOf } from './compile-gatherings.ts';
import { codeNamed, codeQuestion } from './compile-leaves.ts';
import {
  type Codable,
  type Compilation,
  type Compiled,
  type Inner,
  identityOf,
  type Numeric,
  type Run,
  say,
  type Truthful,
  wrong,
} from './compiled.ts';
import { calculate, compare, isKnown } from './quantities.ts';
import type { Comparator, Expression, Name } from './syntax.ts';
import { both, type Quantity, type Truth } from './values.ts';
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

export function mismatch(c: Compilation, at: Expression, want: Compiled['kind'], got: Compiled): Compiled {
  if (got.kind === 'wrong') return wrong;
  return say(c, at, 'type', {
    zh: `此处应为${kindNames[want].zh}，却是${kindNames[got.kind].zh}`,
    en: `${kindNames[want].en} is wanted here, not ${kindNames[got.kind].en}`,
  });
}

export function numeric(c: Compilation, inner: Inner, node: Expression): Numeric | null {
  const compiled = inner(node);
  if (compiled.kind === 'number') return compiled;
  mismatch(c, node, 'number', compiled);
  return null;
}

export function truthful(c: Compilation, inner: Inner, node: Expression): Truthful | null {
  return truthOf(c, inner(node), node);
}

/** The unit both figures share, undefined when they have different ones. A bare number goes with any. */
export function commonUnit(a: Unit | null, b: Unit | null): Unit | null | undefined {
  if (a === null) return b;
  return b === null || a.code === b.code ? a : undefined;
}

export function unitMismatch(c: Compilation, at: Expression, a: Unit | null, b: Unit | null): Compiled {
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

export function arithmetic(
  c: Compilation,
  type: TypeSpec,
  node: Extract<Expression, { kind: 'arithmetic' }>,
  inner: Inner,
): Compiled {
  const [left, right] = [numeric(c, inner, node.left), numeric(c, inner, node.right)];
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

export function comparing(c: Compilation, node: Extract<Expression, { kind: 'compare' }>, inner: Inner): Compiled {
  const left = inner(node.left);
  const { operator, right: rightNode } = node;
  if (left.kind === 'wrong') return wrong;
  if (left.kind === 'code') return comparingCode(c, left, operator, rightNode);
  if (left.kind === 'codes') return say(c, node.left, 'type', { zh: '代码集合须用 has', en: 'a set of codes is asked with has' });
  if (left.kind === 'truth')
    return say(c, node, 'type', {
      zh: '是非判断不用比较，直接写出或加 not',
      en: 'a yes-no condition is not compared: write it alone, or with not',
    });
  const right = inner(rightNode);
  if (right.kind === 'wrong') return wrong;
  if (right.kind !== 'number' && right.kind !== 'date') return mismatch(c, rightNode, left.kind, right);
  if (left.kind !== right.kind) return mismatch(c, rightNode, left.kind, right);
  if (left.kind === 'number' && right.kind === 'number' && commonUnit(left.unit, right.unit) === undefined)
    return unitMismatch(c, node, left.unit, right.unit);
  const [a, b] = [left.run, right.run];
  const unit = left.kind === 'number' && right.kind === 'number' ? commonUnit(left.unit, right.unit) : { code: 'days' };
  const said = {
    zh: `${left.say.zh}${signs[operator].zh} ${right.say.zh}`,
    en: `${left.say.en} ${signs[operator].en} ${right.say.en}`,
  };
  const run: Run<Truth> = (item, context) => compare(operator, a(item, context), b(item, context));
  return { kind: 'truth', run, say: said, units: new Set([unit?.code ?? '']) };
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

export function isIn(c: Compilation, node: Extract<Expression, { kind: 'in' }>, inner: Inner): Compiled {
  const left = inner(node.operand);
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

export function about(c: Compilation, node: Extract<Expression, { kind: 'about' | 'between' }>, inner: Inner): Compiled {
  const [first, second] = node.kind === 'about' ? [node.goal, node.within] : [node.low, node.high];
  const [x, p, q] = [numeric(c, inner, node.operand), numeric(c, inner, first), numeric(c, inner, second)];
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
  return { kind: 'truth', run, say: said, units: new Set([(x.unit ?? p.unit ?? q.unit)?.code ?? '']) };
}
