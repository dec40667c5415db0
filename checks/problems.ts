import type { ProblemTable } from '@songhua/kernel';
import { type AstNode, dotted, isNode, parse, stringOf } from './parse.ts';
import { type Finding, isScript, isTestSupport, type SourceFile } from './source.ts';
import { zoneOf } from './zones.ts';

export interface OwnedTable {
  readonly owner: string;
  readonly table: ProblemTable;
}

const code = /^[a-z][a-z-]*\.[a-z0-9-]+$/;

/** The value of a property of an object literal; undefined when the object has none of that name. */
const property = (node: AstNode, name: string): AstNode | undefined =>
  (Array.isArray(node.properties) ? node.properties : []).find(
    (item: AstNode) => isNode(item.key) && [item.key.name, item.key.value].includes(name),
  )?.value;

/** Where a refusal's code stands: the first argument of `refuse(…)`, or `code` of an object that is no permission. */
function codeOf(node: AstNode): AstNode | undefined {
  if (node.type === 'ObjectExpression') return property(node, 'roles') ? undefined : property(node, 'code');
  if (node.type !== 'CallExpression' || dotted(node.callee)?.at(-1) !== 'refuse') return undefined;
  return Array.isArray(node.arguments) ? (node.arguments[0] as AstNode | undefined) : undefined;
}

/** Every string that can be the code of a refusal: one code, or either side of a choice. */
function refusedCodes(node: AstNode, nodes: readonly AstNode[]): AstNode[] {
  const from = codeOf(node);
  if (!from) return [];
  return nodes.filter((inner) => inner.start >= from.start && inner.end <= from.end && code.test(stringOf(inner) ?? ''));
}

/** Refusals and problem tables agree both ways: no code without a text, no text without a use. */
export function checkRefusals(files: readonly SourceFile[], tables: readonly OwnedTable[]): Finding[] {
  const known = new Set(tables.flatMap(({ table }) => Object.keys(table)));
  const findings: Finding[] = [];
  const mentioned = new Set<string>();
  for (const { path, text } of files.filter((file) => isScript(file.path) && !isTestSupport(file.path))) {
    const { layer, page } = zoneOf(path);
    // A page shows problems; those it makes up when it hears nothing never leave it.
    if (!['engines', 'platform', 'modules', 'server'].includes(layer) || page || path.startsWith('examples/')) continue;
    const { nodes, lineOf } = parse(path, text);
    // A table's own row is a key, not a use.
    const keys = new Set(nodes.filter(({ type }) => type === 'Property').map(({ key }) => (key as AstNode).start));
    for (const node of nodes) {
      const literal = node.type === 'Literal' && !keys.has(node.start) ? stringOf(node) : null;
      if (literal !== null && known.has(literal)) mentioned.add(literal);
      for (const refused of refusedCodes(node, nodes)) {
        const used = stringOf(refused) ?? '';
        if (!known.has(used))
          findings.push({ rule: 'problems.unknown', path, line: lineOf(refused), message: `${used} is in no problem table` });
      }
    }
  }
  const unused = [...known].filter((item) => !mentioned.has(item));
  return [
    ...findings,
    ...unused.map((item) => ({ rule: 'problems.unused', path: ownerOf(item), message: `${item} is refused by nobody` })),
  ];
}

const ownerOf = (item: string): string => item.split('.')[0] ?? item;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The reference page of every problem the software can answer with. */
export function printProblems(tables: readonly OwnedTable[]): string {
  const sections = tables
    .filter(({ table }) => Object.keys(table).length > 0)
    .map(({ owner, table }) => {
      const rows = Object.entries(table).map(
        ([key, { status, zh, en }]) => `| \`${key}\` | ${status} | ${cell(zh)} | ${cell(en)} |`,
      );
      return `## ${owner}\n\n| code | status | 中文 | English |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
    });
  return `# Problems · 问题代码

Every refusal the software can answer with, as \`application/problem+json\` (RFC 9457): \`type\` is
\`urn:songhua:problem:<code>\`, \`texts\` holds both languages. Words in braces are filled in when it happens.

Printed by \`node checks/print-problems.ts\` from the problem tables; a check keeps this page equal to them.

${sections.join('\n')}`;
}
