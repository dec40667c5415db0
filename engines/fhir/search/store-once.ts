import { alternatives, parseExpression, printExpression } from './expression.ts';
import type { Parameter } from './types.ts';

/** What a parameter looks for: its alternatives in one spelling, each without its restriction to a type of target. */
interface Reach {
  readonly parameter: Parameter;
  readonly parts: ReadonlySet<string>;
  readonly restrictTo?: string;
}

const restriction = /\.where\(\$this\.resolve\(\)\.is\(([A-Za-z]+)\)\)$/;

function reachOf(parameter: Parameter): Reach | undefined {
  const tree = parameter.expression === undefined ? undefined : parseExpression(parameter.expression);
  if (!tree || parameter.storedAs.length === 0 || parameter.code === 'phonetic') return undefined;
  const printed = alternatives(tree).map(printExpression);
  const restrictions = new Set(printed.map((text) => restriction.exec(text)?.[1]));
  const [restrictTo] = restrictions;
  const pure =
    restrictions.size === 1 && restrictTo !== undefined ? printed.map((text) => text.replace(restriction, '')) : printed;
  const suffix = parameter.components.map(({ parameter: { type }, expression }) => `${type}:${spell(expression)}`).join('&');
  const parts = new Set(pure.map((text) => `${parameter.type} ${text} ${suffix}`));
  return { parameter, parts, ...(pure !== printed && restrictTo !== undefined && { restrictTo }) };
}

function spell(expression: string): string {
  const tree = parseExpression(expression);
  return tree ? printExpression(tree) : expression;
}

/**
 * Finds the parameters that others answer: one that looks for the same (`patient` as `subject`, restricted to patients) or for what
 * several others look for together (`combo-code` as `code` and `component-code`). Those are stored, this one only asked.
 */
export function storeOnce(parameters: ReadonlyMap<string, Parameter>): ReadonlyMap<string, Parameter> {
  const reaches = [...parameters.values()].map(reachOf).filter((reach) => reach !== undefined);
  // Unrestricted and narrow ones first, so that what is stored is what others can be made of; then by code, to be the same every time.
  reaches.sort(
    (a, b) =>
      Number(a.restrictTo !== undefined) - Number(b.restrictTo !== undefined) ||
      a.parts.size - b.parts.size ||
      (a.parameter.code < b.parameter.code ? -1 : 1),
  );
  const stored: Reach[] = [];
  const result = new Map(parameters);
  for (const reach of reaches) {
    const inside = stored.filter(({ parts, restrictTo }) => restrictTo === undefined && parts.isSubsetOf(reach.parts));
    const covered = new Set(inside.flatMap(({ parts }) => [...parts]));
    if (covered.size < reach.parts.size) stored.push(reach);
    else {
      const storedAs = inside.filter((one) => !inside.some((other) => other !== one && one.parts.isSubsetOf(other.parts)));
      const { restrictTo, parameter } = reach;
      result.set(parameter.code, {
        ...parameter,
        storedAs: storedAs.map(({ parameter: { code } }) => code),
        ...(restrictTo !== undefined && { restrictTo: [restrictTo] }),
      });
    }
  }
  return result;
}
