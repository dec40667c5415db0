import type { CallExpression, Expression, Literal } from './ast.ts';
import { booleanCode, type Code, codeOf, constant, type Scope, single } from './code.ts';
import { type Environment, resourceIn, rootResourceIn, variableIn } from './environment.ts';
import { FhirPathError, located, Misuse } from './error.ts';
import { functions } from './functions/all.ts';
import { integerOf } from './functions/call.ts';
import { type Model, system } from './model.ts';
import { type Collection, integerNode, nodeOf, nothing, stringNode, type TypedNode } from './node.ts';
import { binaryCode, signCode } from './operators.ts';
import { focusCode, startCode, stepCode } from './path.ts';
import { findType, typeNameOf } from './types.ts';

export interface CompileOptions {
  /** Refuse `as` on several items, as the language says; by default `as` picks, because R4's own rules and search parameters rely on it. */
  readonly singleAs?: boolean;
  /** Holds every path to the definitions of this type and refuses what it cannot have. */
  readonly strict?: boolean;
  /** The type the expression is written for; needed by `strict`. */
  readonly type?: string;
  /** With `strict`: refuse functions of order on collections without one, such as children(). */
  readonly checkOrder?: boolean;
}

interface Generator {
  readonly model: Model;
  readonly source: string;
  readonly options: CompileOptions;
}

/** Adds the place to complaints of what runs inside. */
function guarded(source: string, at: number, code: Code): Code {
  const place = (error: unknown): never => {
    if (error instanceof Misuse) throw located(error, 'execution', source, at);
    throw error;
  };
  const guard =
    <T>(work: (scope: Scope) => T) =>
    (scope: Scope): T => {
      try {
        return work(scope);
      } catch (error) {
        return place(error);
      }
    };
  return { ...code, many: guard(code.many), truth: guard(code.truth), some: guard(code.some), count: guard(code.count) };
}

const literalNode = ({ type, value }: Literal): TypedNode => nodeOf(value, system[type], undefined, null, '', -1);

function literalCode(literal: Literal): Code {
  const items = [literalNode(literal)];
  if (literal.type === 'Boolean') return booleanCode(() => literal.value);
  if (literal.type === 'String') return { ...constant(items), text: literal.value };
  return literal.type === 'Integer' ? { ...constant(items), amount: () => literal.value } : constant(items);
}

const sources: Readonly<Record<string, string>> = {
  ucum: 'http://unitsofmeasure.org',
  sct: 'http://snomed.info/sct',
  loinc: 'http://loinc.org',
};

const environmentItems: ReadonlyMap<string, (env: Environment) => Collection> = new Map([
  ['context', ({ root }: Environment) => root],
  ['resource', resourceIn],
  ['rootResource', rootResourceIn],
]);

function variableCode(name: string): Code {
  const address = Object.hasOwn(sources, name)
    ? sources[name]
    : name.startsWith('vs-')
      ? `http://hl7.org/fhir/ValueSet/${name.slice(3)}`
      : name.startsWith('ext-')
        ? `http://hl7.org/fhir/StructureDefinition/${name.slice(4)}`
        : undefined;
  const fixed = address === undefined ? undefined : [stringNode(address)];
  const item = environmentItems.get(name);
  return codeOf((scope) => {
    for (let known = scope.variables; known; known = known.next) if (known.name === name) return known.value;
    const given = variableIn(scope.env, name);
    if (given) return given;
    if (item) return item(scope.env);
    if (fixed) return fixed;
    throw new Misuse(`%${name} is not known`, `未知的 %${name}`);
  });
}

function indexCode(left: Code, index: Code): Code {
  return codeOf((scope) => {
    const items = left.many(scope);
    const at = integerOf(index.many(scope));
    const item = at === undefined || at < 0 ? undefined : items[at];
    return item ? [item] : nothing;
  });
}

function typeCode(generator: Generator, expression: Extract<Expression, { kind: 'type' }>): Code {
  const operand = emit(generator, expression.operand);
  const type = findType(generator.model, expression.type);
  if (expression.operator === 'as') return asCode(generator, operand, type);
  return booleanCode((scope) => {
    const item = single(operand.many(scope));
    return item && type.is(item.shape);
  });
}

function asCode({ options }: Generator, operand: Code, type: ReturnType<typeof findType>): Code {
  return codeOf((scope) => {
    const items = operand.many(scope);
    if (options.singleAs) single(items);
    return items.filter(({ shape }) => type.as(shape));
  });
}

function callCode(generator: Generator, expression: CallExpression): Code {
  const { model, source } = generator;
  const { name, left, args, at } = expression;
  const before = left ? emit(generator, left) : focusCode;
  const typeOf = (argument: Expression) => findType(model, typeNameOf(argument));
  if (name === 'as' && args[0] && args.length === 1) return asCode(generator, before, typeOf(args[0]));
  const builder = functions.get(name);
  if (!builder) throw new FhirPathError('semantic', { en: `no function ${name}()`, zh: `没有函数 ${name}()` }, source, at);
  if (args.length < builder.min || args.length > builder.max) {
    const many = builder.min === builder.max ? `${builder.min}` : `${builder.min}-${builder.max}`;
    const complaint = {
      en: `${name}() takes ${many} arguments, found ${args.length}`,
      zh: `${name}() 需要 ${many} 个参数，却有 ${args.length} 个`,
    };
    throw new FhirPathError('semantic', complaint, source, at);
  }
  const takesType = name === 'ofType' || name === 'is';
  return builder.build({
    model,
    name,
    left: before,
    called: left !== null,
    args: takesType ? [] : args.map((arg) => emit(generator, arg)),
    expressions: args,
    compile: (arg) => emit(generator, arg),
    typeOf,
  });
}

function emitBare(generator: Generator, expression: Expression): Code {
  const { model } = generator;
  switch (expression.kind) {
    case 'literal':
      return literalCode(expression.literal);
    case 'empty':
      return constant(nothing);
    case 'this':
      return focusCode;
    case 'index':
      return codeOf((scope) => [integerNode(scope.index)]);
    case 'total':
      return codeOf((scope) => scope.total);
    case 'variable':
      return variableCode(expression.name);
    case 'member':
      return expression.left
        ? stepCode(model, emit(generator, expression.left), expression.name)
        : startCode(model, expression.name);
    case 'indexer':
      return indexCode(emit(generator, expression.left), emit(generator, expression.index));
    case 'sign':
      return signCode(emit(generator, expression.operand), expression.negative);
    case 'binary':
      return binaryCode(expression.operator, emit(generator, expression.left), emit(generator, expression.right));
    case 'type':
      return typeCode(generator, expression);
    case 'call':
      return callCode(generator, expression);
  }
}

const cannotFail = new Set(['literal', 'empty', 'index', 'total']);

/** Calls and operators that complain of nothing themselves; what they are made of adds its own place. */
const neverComplains = new Set(
  'exists empty where select all not count children descendants first last tail ofType and or xor implies'.split(' '),
);

/** Adds the place where it may be needed: paths and filters can only fail as a boolean of several items. */
function placed(source: string, expression: Expression, code: Code): Code {
  const { kind, at } = expression;
  if (cannotFail.has(kind)) return code;
  const name = kind === 'call' ? expression.name : kind === 'binary' ? expression.operator : '';
  if (kind !== 'member' && kind !== 'this' && !neverComplains.has(name)) return guarded(source, at, code);
  return kind === 'binary' ? code : { ...code, truth: guarded(source, at, code).truth };
}

function emit(generator: Generator, expression: Expression): Code {
  try {
    const code = emitBare(generator, expression);
    return placed(generator.source, expression, code);
  } catch (error) {
    if (error instanceof Misuse) throw located(error, 'semantic', generator.source, expression.at);
    throw error;
  }
}

/** Closures for an expression. Throws FhirPathError (semantic) for functions and types that do not exist. */
export const generate = (expression: Expression, model: Model, source: string, options: CompileOptions): Code =>
  emit({ model, source, options }, expression);
