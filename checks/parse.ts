import { parseSync } from 'oxc-parser';

export interface AstNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Import {
  /** Null when it is computed at run time. */
  readonly specifier: string | null;
  readonly typeOnly: boolean;
  readonly dynamic: boolean;
  /** Imported names that are values; `*` for a namespace or a bare or dynamic import. */
  readonly values: readonly string[];
  /** Every imported name, types too. */
  readonly names: readonly string[];
  readonly line: number;
}

export interface Place {
  readonly parent: AstNode;
  /** Name of the parent's field that holds the node. */
  readonly key: string;
}

export interface Parsed {
  readonly nodes: readonly AstNode[];
  /** Where each node but the first hangs. */
  readonly placeOf: ReadonlyMap<AstNode, Place>;
  readonly imports: readonly Import[];
  readonly comments: readonly { readonly text: string; readonly line: number }[];
  readonly lineOf: (node: { readonly start: number }) => number;
}

export const isNode = (value: unknown): value is AstNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

function flatten(node: AstNode, into: AstNode[], places: Map<AstNode, Place>): void {
  into.push(node);
  for (const [key, value] of Object.entries(node)) {
    for (const inner of Array.isArray(value) ? value : [value]) {
      if (!isNode(inner)) continue;
      places.set(inner, { parent: node, key });
      flatten(inner, into, places);
    }
  }
}

const nodesOf = (value: unknown): AstNode[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** The text of a string literal, or of a template up to its first placeholder; null for anything else. */
export function stringOf(value: unknown): string | null {
  if (!isNode(value)) return null;
  if (value.type === 'Literal' && typeof value.value === 'string') return value.value;
  if (value.type !== 'TemplateLiteral') return null;
  const first = (nodesOf(value.quasis)[0]?.value ?? {}) as { cooked?: unknown };
  return typeof first.cooked === 'string' ? first.cooked : null;
}

/** The whole text of a string literal or a template, with § for each placeholder; null for anything else. */
export function literalText(node: AstNode): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return null;
  return node.quasis.map((part: { value?: { cooked?: unknown } }) => String(part.value?.cooked ?? '')).join('§');
}

/** `a.b.c` as `['a', 'b', 'c']`; null when a part is computed or is no name. */
export function dotted(value: unknown): string[] | null {
  if (!isNode(value)) return null;
  if (value.type === 'Identifier') return [String(value.name)];
  if (value.type !== 'MemberExpression' || value.computed === true || !isNode(value.property)) return null;
  const before = dotted(value.object);
  return before && [...before, String(value.property.name)];
}

function importOf(node: AstNode, line: number): Import | null {
  if (node.type === 'ImportExpression') {
    const specifier = isNode(node.source) && node.source.type === 'Literal' ? stringOf(node.source) : null;
    return { specifier, typeOnly: false, dynamic: true, values: ['*'], names: ['*'], line };
  }
  if (node.type === 'TSImportType') {
    return { specifier: stringOf(node.source), typeOnly: true, dynamic: false, values: [], names: ['*'], line };
  }
  const isExport = node.type === 'ExportAllDeclaration' || node.type === 'ExportNamedDeclaration';
  if (node.type !== 'ImportDeclaration' && !(isExport && isNode(node.source))) return null;
  const kind = isExport ? node.exportKind : node.importKind;
  const specifiers = nodesOf(node.specifiers).map((item) => {
    const name = isExport ? item.local : item.type === 'ImportSpecifier' ? item.imported : null;
    return {
      name: isNode(name) ? String(name.name) : item.type === 'ImportDefaultSpecifier' ? 'default' : '*',
      type: kind === 'type' || item.importKind === 'type' || item.exportKind === 'type',
    };
  });
  const all = specifiers.length === 0 ? [{ name: '*', type: kind === 'type' }] : specifiers;
  const values = all.filter(({ type }) => !type).map(({ name }) => name);
  return {
    specifier: stringOf(node.source),
    typeOnly: values.length === 0,
    dynamic: false,
    values,
    names: all.map(({ name }) => name),
    line,
  };
}

const cache = new Map<string, Parsed>();

/** The syntax tree of a script as a flat list, its imports and its comments. Throws when it does not parse. */
export function parse(path: string, text: string): Parsed {
  const known = cache.get(`${path}\n${text}`);
  if (known) return known;
  const { program, comments, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path} does not parse: ${errors[0].message}`);
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const lineOf = ({ start }: { readonly start: number }): number => {
    let low = 0;
    for (let high = starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= start) low = middle;
      else high = middle;
    }
    return low + 1;
  };
  const nodes: AstNode[] = [];
  const placeOf = new Map<AstNode, Place>();
  flatten(program as unknown as AstNode, nodes, placeOf);
  const parsed: Parsed = {
    nodes,
    placeOf,
    imports: nodes.map((node) => importOf(node, lineOf(node))).filter((item) => item !== null),
    comments: comments.map((comment) => ({ text: comment.value, line: lineOf(comment) })),
    lineOf,
  };
  cache.set(`${path}\n${text}`, parsed);
  return parsed;
}
