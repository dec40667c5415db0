import type { Expression, TypeName } from './ast.ts';
import { Misuse } from './error.ts';
import { type Model, type Shape, system } from './model.ts';

/** A type named in an expression, as a test of what an item is. */
export interface TypeTest {
  /** `is`: of the type or one derived from it. */
  readonly is: (shape: Shape) => boolean;
  /**
   * `as` and `ofType`: the same, but a primitive must be exactly of the type: R4's own cases expect `gender.as(string)` to be
   * empty although `gender.is(string)` is true.
   */
  readonly as: (shape: Shape) => boolean;
  readonly shape: Shape;
}

const systemNames: ReadonlyMap<string, Shape> = new Map(Object.entries(system));

function testOf(shapes: readonly Shape[]): TypeTest | null {
  const [first, second] = shapes;
  if (!first) return null;
  const isFirst = testShape(first);
  if (!second) return { ...isFirst, shape: first };
  const isSecond = testShape(second);
  return {
    is: (shape) => isFirst.is(shape) || isSecond.is(shape),
    as: (shape) => isFirst.as(shape) || isSecond.as(shape),
    shape: first,
  };
}

function testShape(wanted: Shape): Pick<TypeTest, 'is' | 'as'> {
  if (wanted.namespace === 'System') return { is: (shape) => shape === wanted, as: (shape) => shape === wanted };
  const { name } = wanted;
  return {
    is: (shape) => shape === wanted || (shape.namespace === 'FHIR' && shape.ancestors.has(name)),
    as: (shape) => shape === wanted || (!shape.primitive && shape.namespace === 'FHIR' && shape.ancestors.has(name)),
  };
}

const never: Pick<TypeTest, 'is' | 'as'> = { is: () => false, as: () => false };

/** Finds the type; a bare name means FHIR's, System's, or either. Throws Misuse for a name that is no type. */
export function findType(model: Model, { namespace, name }: TypeName): TypeTest {
  const fhir = namespace === undefined || namespace === 'FHIR' ? model.shapes.get(name) : undefined;
  const ours = namespace === undefined || namespace === 'System' ? systemNames.get(name) : undefined;
  const test = testOf([fhir, ours].filter((shape) => shape !== undefined));
  if (test) return test;
  const known = namespace === 'System' && model.shapes.get(name);
  if (known) return { ...never, shape: known };
  const written = namespace === undefined ? name : `${namespace}.${name}`;
  throw new Misuse(`no type ${written}`, `没有类型 ${written}`);
}

/** The type name that an argument spells: `Quantity`, `FHIR.Quantity`. */
export function typeNameOf(expression: Expression): TypeName {
  if (expression.kind === 'member') {
    const { left, name, at } = expression;
    if (!left) return { name, at };
    if (left.kind === 'member' && !left.left) return { namespace: left.name, name, at: left.at };
  }
  throw new Misuse('the name of a type is needed here', '此处需要类型名称');
}
