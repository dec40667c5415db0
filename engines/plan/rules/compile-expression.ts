import { banded, conditional } from './compile-choices.ts';
import { about, arithmetic, commonUnit, comparing, isIn, mismatch, numeric, truthful } from './compile-figures.ts';
import { compileGathering } from './compile-gatherings.ts';
import { compileAttribute, compileHas, compilePath, compileTest } from './compile-leaves.ts';
import { type Compilation, type Compiled, type Inner, type Run, say, unitsOf, wrong } from './compiled.ts';
import { calculate, exactly, isKnown } from './quantities.ts';
import { unknownName } from './suggest-name.ts';
import type { Expression } from './syntax.ts';
import { both, either, negated, noFacts, noMissing, plainTruth, type Quantity, type Truth } from './values.ts';
import type { TypeSpec, Unit } from './vocabulary.ts';

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
  const parts = node.given.map((given) => numeric(c, (other) => compileNode(c, type, other), given));
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
  const [left, right] = [
    truthful(c, (other) => compileNode(c, type, other), node.left),
    truthful(c, (other) => compileNode(c, type, other), node.right),
  ];
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
    ...unitsOf([left, right]),
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
  const inner: Inner = (other) => compileNode(c, type, other);
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
      const operand = truthful(c, inner, node.operand);
      if (!operand) return wrong;
      return {
        kind: 'truth',
        run: (item, context) => negated(operand.run(item, context)),
        ...unitsOf([operand]),
        say: { zh: `并非（${operand.say.zh}）`, en: `not (${operand.say.en})` },
      };
    }
    case 'negative': {
      const inner = numeric(c, (other) => compileNode(c, type, other), node.operand);
      if (!inner) return wrong;
      const zero: Quantity = { lo: 0, hi: 0, rank: -1, facts: noFacts, missing: noMissing };
      const run: Run<Quantity> = (item, context) => calculate('-', zero, inner.run(item, context));
      return { kind: 'number', run, say: { zh: `−${inner.say.zh}`, en: `−${inner.say.en}` }, unit: inner.unit };
    }
    case 'and':
    case 'or':
      return joining(c, type, node);
    case 'arithmetic':
      return arithmetic(c, type, node, inner);
    case 'compare':
      return comparing(c, node, inner);
    case 'about':
    case 'between':
      return about(c, node, inner);
    case 'in':
      return isIn(c, node, inner);
    case 'has': {
      const set = compileNode(c, type, node.operand);
      if (set.kind === 'wrong') return wrong;
      if (set.kind !== 'codes') return mismatch(c, node.operand, 'codes', set);
      return compileHas(c, type, set, node.operand.kind === 'name' ? node.operand.text : null, node.code);
    }
    case 'known':
      return isKnownFact(c, type, node);
    case 'if':
      return conditional(c, node, inner);
    case 'bands':
      return banded(c, type, node, inner);
    case 'gather':
      return compileGathering(c, type, node, (inner, expression) => compileNode(c, inner, expression));
    case 'call':
      return called(c, type, node);
  }
}
