import { booleanCode, type Code, codeOf, type Scope, single, withFocus } from '../code.ts';
import { variableIn } from '../environment.ts';
import { Misuse } from '../error.ts';
import { system } from '../model.ts';
import { nodeOf, nothing, type TypedNode, temporalNode } from '../node.ts';
import { parseDateTime, type Temporal } from '../temporal.ts';
import { argument, type Builder, type Call, takes, textOf } from './call.ts';

const iif = ({ left, called, args: [criterion, then, otherwise] }: Call): Code => {
  const choose = (scope: Scope): Code | undefined => {
    const holds = criterion?.truth(scope);
    return holds === true ? then : otherwise;
  };
  const run = <T>(scope: Scope, code: (chosen: Code) => T, none: T): T => {
    const focused = (inner: Scope): T => {
      const chosen = choose(inner);
      return chosen ? code(chosen) : none;
    };
    const item = called ? single(left.many(scope)) : undefined;
    return item ? withFocus(scope, item, 0, focused) : focused(scope);
  };
  return {
    many: (scope) => run(scope, (chosen) => chosen.many(scope), nothing),
    truth: (scope) => run(scope, (chosen) => chosen.truth(scope), undefined),
    some: (scope) => run(scope, (chosen) => chosen.some(scope), false),
    count: (scope) => run(scope, (chosen) => chosen.count(scope), 0),
  };
};

const trace: Builder = takes(1, 2, (call) => {
  const name = argument(call, 0);
  const [, projection] = call.args;
  const { left } = call;
  const told = codeOf((scope) => {
    const items = left.many(scope);
    const { trace: tell } = scope.env.options;
    if (!tell) return items;
    const shown = projection ? items.flatMap((item, i) => withFocus(scope, item, i, projection.many)) : items;
    tell(textOf(name.many(scope)) ?? '', shown);
    return items;
  });
  return { ...told, some: (scope) => (scope.env.options.trace ? told.some(scope) : left.some(scope)) };
});

const defineVariable: Builder = takes(1, 2, (call) => {
  const name = argument(call, 0);
  const [, value] = call.args;
  return codeOf((scope) => {
    const items = call.left.many(scope);
    const text = textOf(name.many(scope)) ?? '';
    for (let known = scope.variables; known; known = known.next)
      if (known.name === text) throw new Misuse(`%${text} is defined already`, `%${text} 已经定义`);
    if (variableIn(scope.env, text)) throw new Misuse(`%${text} cannot be defined again`, `%${text} 不能重新定义`);
    const [only] = items;
    const focused = value && only && items.length === 1 ? withFocus(scope, only, 0, value.many) : value?.many(scope);
    scope.variables = { name: text, value: focused ?? items, next: scope.variables };
    return items;
  });
});

/** The time handed in, as a DateTime. */
function present({ env }: Scope): Temporal {
  const now = env.options.now === undefined ? null : parseDateTime(env.options.now);
  if (!now)
    throw new Misuse('no time was handed in for now(), today() and timeOfDay()', 'now()、today()、timeOfDay() 需要传入时间');
  return now;
}

const clock = (part: (now: Temporal) => Temporal): Builder =>
  takes(0, 0, () => codeOf((scope) => [temporalNode(part(present(scope)))]));

/** The class of a value, `{namespace, name}`, as an item with these two members. */
function typeInfo({ shape, parent }: TypedNode): TypedNode {
  const backbone = shape.namespace === 'FHIR' && shape.name.includes('.');
  const base = shape.ancestors.has('BackboneElement') ? 'BackboneElement' : 'Element';
  const name = backbone && parent ? base : shape.name.replace(/^System\./, '');
  return nodeOf({ namespace: shape.namespace, name }, typeInfoShape, undefined, null, '', -1);
}

const slot = (key: string) => [{ key, extraKey: `_${key}`, shape: system.String, member: key }];

const typeInfoShape: TypedNode['shape'] = {
  ...system.String,
  name: 'System.ClassInfo',
  kind: 'complex',
  slots: new Map([
    ['namespace', slot('namespace')],
    ['name', slot('name')],
  ]),
};

/** FHIRPath N1, Utility Functions and Types. */
export const utility: Readonly<Record<string, Builder>> = {
  iif: takes(2, 3, iif),
  trace,
  defineVariable,
  now: clock((now) => now),
  today: clock((now) => ({
    ...now,
    kind: 'Date',
    precision: 3,
    hour: 0,
    minute: 0,
    second: 0,
    millisecond: 0,
    fraction: '',
    zone: null,
  })),
  timeOfDay: clock((now) => ({ ...now, kind: 'Time', year: 1970, month: 1, day: 1, zone: null })),
  type: takes(0, 0, ({ left }) => codeOf((scope) => left.many(scope).map(typeInfo))),
  is: takes(1, 1, ({ left, expressions: [name], typeOf }) => {
    const type = name && typeOf(name);
    return booleanCode((scope) => {
      const item = single(left.many(scope));
      return item && type?.is(item.shape);
    });
  }),
};
