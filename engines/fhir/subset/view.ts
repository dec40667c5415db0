import type { Definitions } from '../definitions/types.ts';
import { fieldError, type Result, refuse } from '../refusal.ts';
import { membersOf } from './members.ts';

/** How much of a resource is asked for. `count` asks for no resources at all, `full` for all of them. */
export type View =
  | { readonly kind: 'full' | 'count' | 'summary' | 'text' | 'data' }
  /** Names of elements, each with the type it is asked of (any when null): `name`, `Patient.name`, `name.family`. */
  | {
      readonly kind: 'elements';
      readonly elements: readonly { readonly type: string | null; readonly path: readonly string[] }[];
    };

const summaries = { true: 'summary', text: 'text', data: 'data', count: 'count', false: 'full' } as const;

const isSummary = (text: string): text is keyof typeof summaries => Object.hasOwn(summaries, text);

/**
 * Reads `_summary` and `_elements` of a request for resources of these types (all when there are none). Refused: a value R4 does
 * not know, an element that none of the types has, and both parameters together where each would say something else.
 */
export function readView(
  { summary, elements }: { readonly summary?: string | undefined; readonly elements?: string | undefined },
  types: readonly string[],
  definitions: Definitions,
): Result<View> {
  const invalid = (parameter: string, rule: string, value: string, zh: string, en: string): Result<View> =>
    refuse('records.invalid-parameter', { parameter }, [fieldError(parameter, rule, value, zh, en)]);
  if (summary !== undefined && !isSummary(summary)) {
    const list = Object.keys(summaries).join(', ');
    return invalid('_summary', 'one-of', summary, `_summary 须为 ${list} 之一`, `_summary must be one of ${list}`);
  }
  const kind = summary === undefined ? 'full' : summaries[summary];
  if (elements === undefined) return { ok: true, value: { kind } };
  if (kind === 'count') return { ok: true, value: { kind } };
  if (kind !== 'full')
    return invalid(
      '_elements',
      'alone',
      elements,
      '_elements 不能与 _summary 同用',
      '_elements cannot be combined with _summary',
    );
  const names = elements
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0)
    return invalid('_elements', 'required', elements, '_elements 须列出元素', '_elements must name elements');
  const read = names.map((name) => readElement(name, definitions));
  const candidates = types.length > 0 ? types : definitions.resourceTypes;
  for (const [at, { type, path }] of read.entries()) {
    const known = (type === null ? candidates : [type]).some((candidate) => hasElement(definitions, candidate, path));
    if (known) continue;
    const name = names[at] ?? '';
    return invalid(
      '_elements',
      'known-element',
      name,
      `${candidates.slice(0, 3).join('、')} 没有元素 ${name}`,
      `no element ${name}`,
    );
  }
  return { ok: true, value: { kind: 'elements', elements: read } };
}

function readElement(name: string, definitions: Definitions): { readonly type: string | null; readonly path: readonly string[] } {
  const [first = '', ...rest] = name.replaceAll('[x]', '').split('.');
  if (definitions.types.get(first)?.kind === 'resource') return { type: first, path: rest };
  return { type: null, path: [first, ...rest] };
}

/** The types behind a name in a type: of a choice all of them, unless the name carries one. */
function typesBehind(definitions: Definitions, type: string, name: string): readonly string[] | undefined {
  const definition = definitions.types.get(type);
  const element = definition?.elements.find((item) => item.name === name);
  if (element) return element.types.map(({ code }) => code);
  const member = definition && membersOf(definition).get(name);
  return member && [member.type];
}

function hasElement(definitions: Definitions, type: string, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return false;
  const types = typesBehind(definitions, type, name);
  return types !== undefined && (rest.length === 0 || types.some((inner) => hasElement(definitions, inner, rest)));
}
