import { type AstNode, isNode, literalText, parse } from './parse.ts';
import { type Finding, isScript, type SourceFile } from './source.ts';
import { zoneOf } from './zones.ts';

/** What makes HTML of a text. */
const html = new Set(['dangerouslySetInnerHTML', 'innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc', 'srcDoc']);

/** What hands a text to a shell. */
const shell = new Set(['exec', 'execSync']);

const nameOf = (node: unknown): string | null =>
  isNode(node) && (node.type === 'Identifier' || node.type === 'JSXIdentifier') ? String(node.name) : null;

const keyOf = ({ key }: AstNode): string | null => nameOf(key) ?? (isNode(key) ? literalText(key) : null);

const isTrue = (node: unknown, value: boolean): boolean => isNode(node) && node.type === 'Literal' && node.value === value;

function dangerOf(node: AstNode, page: boolean, speaksToSystem: boolean): readonly [rule: string, message: string] | null {
  const { type, callee, name, property, value } = node;
  if (page && (type === 'JSXAttribute' || type === 'MemberExpression' || type === 'Property')) {
    const word = nameOf(type === 'JSXAttribute' ? name : type === 'MemberExpression' ? property : node.key);
    if (word !== null && html.has(word)) return ['html', `${word} makes HTML of a text`];
  }
  if (type === 'CallExpression' && nameOf(callee) === 'eval') return ['eval', 'eval runs a text'];
  if ((type === 'NewExpression' || type === 'CallExpression') && nameOf(callee) === 'Function')
    return ['eval', 'Function runs a text'];
  if (type === 'Property' && keyOf(node) === 'rejectUnauthorized' && isTrue(value, false))
    return ['tls', 'certificates of others are not checked'];
  if (type === 'Property' && keyOf(node) === 'shell' && isTrue(value, true)) return ['shell', 'a shell reads the arguments'];
  if (speaksToSystem && type === 'CallExpression' && shell.has(nameOf(callee) ?? ''))
    return ['shell', `${nameOf(callee)} hands a text to a shell`];
  return null;
}

/** Calls in the product by which a text becomes a program, a page or a command, or by which certificates are taken as they come. */
export function checkUnsafe(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of files) {
    if (!isScript(path)) continue;
    const { layer, page, test } = zoneOf(path);
    if (test || layer === 'tools') continue;
    const { nodes, lineOf, imports } = parse(path, text);
    const speaksToSystem = imports.some(({ specifier }) => specifier === 'node:child_process');
    for (const node of nodes) {
      const danger = dangerOf(node, page, speaksToSystem);
      if (danger) findings.push({ rule: `unsafe.${danger[0]}`, path, line: lineOf(node), message: danger[1] });
    }
    if (text.includes('NODE_TLS_REJECT_UNAUTHORIZED'))
      findings.push({ rule: 'unsafe.tls', path, message: 'certificates of others are not checked' });
  }
  return findings;
}
