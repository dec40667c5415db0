import { booleanCode, codeOf, type Scope, single } from '../code.ts';
import { decimalOf, numberOf } from '../decimal.ts';
import { resolveIn, rootResourceIn } from '../environment.ts';
import { equalNodes } from '../equal.ts';
import { Misuse } from '../error.ts';
import { type Model, type Shape, system } from '../model.ts';
import {
  type Collection,
  childrenNamed,
  decimalNode,
  integerNode,
  isObject,
  nodeOf,
  nothing,
  type TypedNode,
  temporalNode,
} from '../node.ts';
import { hasValue, numericOf, temporalOf } from '../value.ts';
import { argument, type Builder, takes, textOf } from './call.ts';
import { htmlIsAllowed } from './html.ts';

const core = 'http://hl7.org/fhir/StructureDefinition/';

const extension: Builder = takes(1, 1, (call) => {
  const url = argument(call, 0);
  return codeOf((scope) => {
    const wanted = textOf(url.many(scope));
    return call.left
      .many(scope)
      .flatMap((node) => childrenNamed(call.model, node, 'extension'))
      .filter(({ value }) => wanted !== undefined && isObject(value) && value.url === wanted);
  });
});

/** The value of a primitive as one of the System namespace; null without one. */
function bare(node: TypedNode): TypedNode | null {
  if (!hasValue(node)) return null;
  const { shape, value } = node;
  if (shape.namespace === 'System') return node;
  const number = numericOf(node);
  if (number !== undefined) return shape.kind === 'integer' ? integerNode(numberOf(number)) : decimalNode(decimalOf(number));
  const time = temporalOf(node);
  if (time) return temporalNode(time);
  return nodeOf(value, shape.kind === 'boolean' ? system.Boolean : system.String, undefined, null, '', -1);
}

/** What a reference, canonical or uri points at, as text. */
function addressOf({ shape, value }: TypedNode): string | undefined {
  const address =
    shape.ancestors.has('Reference') && isObject(value) ? value.reference : shape.kind === 'string' ? value : undefined;
  return typeof address === 'string' ? address : undefined;
}

function contained(model: Model, { env }: Scope, id: string): TypedNode | undefined {
  const [root] = rootResourceIn(env);
  if (!root || id === '') return root;
  return childrenNamed(model, root, 'contained').find(({ value }) => isObject(value) && value.id === id);
}

const resolve: Builder = takes(0, 0, ({ left, model }) =>
  codeOf((scope) => {
    const found: TypedNode[] = [];
    for (const node of left.many(scope)) {
      const address = addressOf(node);
      if (address === undefined) continue;
      const target = address.startsWith('#') ? contained(model, scope, address.slice(1)) : resolveIn(scope.env, address, node);
      if (target) found.push(target);
    }
    return found;
  }),
);

/** Codes of a Coding, CodeableConcept, Quantity or code, with their systems where they have one. */
function codesOf(node: TypedNode): readonly { readonly system?: unknown; readonly code: unknown }[] {
  const { value } = node;
  if (typeof value === 'string') return [{ code: value }];
  if (!isObject(value)) return [];
  return Array.isArray(value.coding)
    ? value.coding.filter(isObject).map(({ system: of, code }) => ({ system: of, code }))
    : [{ system: value.system, code: value.code }];
}

function memberOf(node: TypedNode, url: string, { env }: Scope): boolean | undefined {
  const asked = env.options.memberOf?.(node, url);
  if (asked !== undefined) return asked;
  const set = env.model.definitions.valueSets.get(url.split('|')[0] ?? url);
  if (!set) return;
  const systems = Object.entries(set);
  return codesOf(node).some(({ system: of, code }) =>
    systems.some(([name, codes]) => (of === undefined || of === name) && typeof code === 'string' && codes.includes(code)),
  );
}

/** Whether one code means the other or more, in its own system: the same code surely, others by the caller's word. */
const subsumption = (reversed: boolean): Builder =>
  takes(1, 1, (call) => {
    const other = argument(call, 0);
    return booleanCode((scope) => {
      const [mine, theirs] = [single(call.left.many(scope)), single(other.many(scope))];
      if (!mine || !theirs) return;
      const [wide, narrow] = reversed ? [theirs, mine] : [mine, theirs];
      if (equalNodes(wide, narrow, scope.env.ucum) === true) return true;
      return scope.env.options.subsumes?.(wide, narrow);
    });
  });

function conformsTo(node: TypedNode, profile: string, { env }: Scope): boolean {
  const asked = env.options.conformsTo?.(node, profile);
  if (asked !== undefined) return asked;
  const shape: Shape | undefined = profile.startsWith(core) ? env.model.shapes.get(profile.slice(core.length)) : undefined;
  if (!shape) throw new Misuse(`unknown profile ${profile}`, `未知的规范 ${profile}`);
  return node.shape.namespace === 'FHIR' && node.shape.ancestors.has(shape.name);
}

const withText = (work: (node: TypedNode, text: string, scope: Scope) => boolean | undefined): Builder =>
  takes(1, 1, (call) => {
    const url = argument(call, 0);
    return booleanCode((scope) => {
      const [item, text] = [single(call.left.many(scope)), textOf(url.many(scope))];
      return item && text !== undefined ? work(item, text, scope) : undefined;
    });
  });

/** FHIR's own functions. Source: FHIR R4, FHIRPath, Additional functions. */
export const fhir: Readonly<Record<string, Builder>> = {
  extension,
  hasExtension: takes(1, 1, (call) => {
    const found = extension.build(call);
    return booleanCode((scope) => found.some(scope));
  }),
  hasValue: takes(0, 0, ({ left, called }) =>
    booleanCode((scope) => {
      if (!called && scope.focus) return hasValue(scope.focus);
      const items: Collection = left.many(scope);
      const [only] = items;
      return items.length === 1 && only !== undefined && hasValue(only);
    }),
  ),
  getValue: takes(0, 0, ({ left }) =>
    codeOf((scope) => {
      const item = single(left.many(scope));
      const value = item && bare(item);
      return value ? [value] : nothing;
    }),
  ),
  resolve,
  memberOf: withText(memberOf),
  conformsTo: withText(conformsTo),
  subsumes: subsumption(false),
  subsumedBy: subsumption(true),
  htmlChecks: takes(0, 0, ({ left }) =>
    booleanCode((scope) => {
      const item = single(left.many(scope));
      return item && (typeof item.value !== 'string' || htmlIsAllowed(item.value));
    }),
  ),
  checkModifiers: takes(0, 99, (call) =>
    codeOf((scope) => {
      const known = new Set(call.args.map((arg) => textOf(arg.many(scope))));
      const items = call.left.many(scope);
      for (const { value } of items.flatMap((node) => childrenNamed(call.model, node, 'modifierExtension'))) {
        const url = isObject(value) ? value.url : undefined;
        if (typeof url === 'string' && !known.has(url))
          throw new Misuse(`unknown modifier extension ${url}`, `未知的修饰扩展 ${url}`);
      }
      return items;
    }),
  ),
};
