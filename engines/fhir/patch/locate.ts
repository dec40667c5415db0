import type { Definitions } from '../definitions/types.ts';
import { type Collection, compile, FhirPathError, type TypedNode } from '../fhirpath/compile.ts';
import { patternFunctionIn } from '../fhirpath/pattern-functions.ts';
import type { JsonObject } from '../json/scan.ts';

/** Where an element stands: the object that holds it, the name it has there, and its place among equals. */
export interface Place {
  /** From the resource to the object; inside the `_name` of a primitive where that holds it. */
  readonly holder: readonly (string | number)[];
  /** The type of that object, in the definitions' words. */
  readonly holderType: string;
  readonly key: string;
  /** 0 for an element that stands alone. */
  readonly index: number;
}

/** Steps to the object in which a node's own elements stand. */
export function stepsInto(node: TypedNode): readonly (string | number)[] {
  if (!node.parent) return [];
  const key = node.shape.primitive ? `_${node.key}` : node.key;
  return [...stepsInto(node.parent), key, ...(node.index < 0 ? [] : [node.index])];
}

/** The place of a selected element; undefined for the resource itself. */
export const placeOf = (node: TypedNode): Place | undefined =>
  node.parent
    ? { holder: stepsInto(node.parent), holderType: node.parent.type, key: node.key, index: Math.max(node.index, 0) }
    : undefined;

const rootOf = (node: TypedNode): TypedNode => (node.parent ? rootOf(node.parent) : node);

export type Selection =
  | { readonly ok: true; readonly nodes: Collection }
  | {
      readonly ok: false;
      readonly rule: 'fhirpath' | 'evaluation' | 'element-of-resource';
      readonly zh: string;
      readonly en: string;
    };

/** `Patient.text.div`: after a dot a word that is an operator elsewhere can only be a name, and published patches write it so. */
const quoteNames = (path: string): string =>
  path.replace(/'(?:[^'\\]|\\.)*'|`[^`]*`|\.\s*(div|mod|and|or|xor|implies)\b/g, (whole, name?: string) =>
    name === undefined ? whole : `.\`${name}\``,
  );

/** A path longer than this is no path; it would only exhaust a stack. */
const longest = 2_000;

/** Steps one path may take. */
const budget = 100_000;

const unfit = (zh: string, en: string): Selection => ({ ok: false, rule: 'fhirpath', zh, en });

/** What a path selects in a resource: elements of it, never values that were computed. */
export function selectNodes(resource: JsonObject, path: string, definitions: Definitions): Selection {
  if (path.length > longest) return unfit(`路径不得超过 ${longest} 个字符`, `a path has at most ${longest} characters`);
  const pattern = patternFunctionIn(path);
  if (pattern !== undefined) return unfit(`补丁的路径中不能使用 ${pattern}()`, `${pattern}() may not be used in a patch`);
  let compiled: ReturnType<typeof compile>;
  try {
    compiled = compile(quoteNames(path), definitions);
  } catch (error) {
    if (!(error instanceof FhirPathError)) throw error;
    return unfit(error.zh, error.message);
  }
  try {
    const nodes = compiled.evaluate(resource, { budget });
    if (nodes.every((node) => rootOf(node).value === resource)) return { ok: true, nodes };
    return {
      ok: false,
      rule: 'element-of-resource',
      zh: '路径须选中资源中的元素，不能是计算所得的值',
      en: 'the path must select elements of the resource, not computed values',
    };
  } catch (error) {
    if (!(error instanceof FhirPathError)) throw error;
    return { ok: false, rule: 'evaluation', zh: error.zh, en: error.message };
  }
}
