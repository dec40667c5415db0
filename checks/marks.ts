import { type AstNode, dotted, isNode, parse, stringOf } from './parse.ts';
import { type Finding, isScript, isTest, type SourceFile } from './source.ts';

// Written in two parts so that this file does not find itself.
const unfinished = new RegExp(`\\b(TO${'DO'}|FIX${'ME'}|XX${'X'}|HA${'CK'})\\b`);
const silenced = new RegExp(`@ts-(ig${'nore'}|no${'check'}|ex${'pect-error'})`);
const read = /\.(ts|tsx|mjs|css|sql|md|yaml|yml|html)$/;

/** Calls such as `test.only`, and options such as `{ only: true }`: a test that does not run, or hides the others. */
function restrainedTest(node: AstNode): string | null {
  if (node.type === 'CallExpression') {
    const [base, ...rest] = dotted(node.callee) ?? [];
    const last = rest.at(-1);
    const withoutReason = !Array.isArray(node.arguments) || node.arguments.length === 0;
    if (base === 't' && (last === 'skip' || last === 'todo')) return withoutReason ? `t.${last}() without a reason` : null;
    const runner = base !== undefined && ['test', 'it', 'describe', 'suite'].includes(base);
    return runner && last !== undefined && ['only', 'skip', 'todo'].includes(last) ? `${base}.${last}` : null;
  }
  if (node.type !== 'Property' || !isNode(node.key) || !isNode(node.value)) return null;
  const key = String(node.key.name);
  const on = node.value.type === 'Literal' && node.value.value === true;
  return on && ['only', 'skip', 'todo'].includes(key) ? `{ ${key}: true } without a reason` : null;
}

function ofScript({ path, text }: SourceFile): Finding[] {
  const { nodes, comments, lineOf } = parse(path, text);
  const findings: Finding[] = [];
  for (const node of nodes) {
    if (node.type === 'TSAnyKeyword')
      findings.push({ rule: 'marks.any', path, line: lineOf(node), message: 'no any: name the type, or use unknown' });
    const restrained = isTest(path) ? restrainedTest(node) : null;
    if (restrained)
      findings.push({ rule: 'marks.test', path, line: lineOf(node), message: `${restrained}: every test runs, or says why not` });
  }
  for (const comment of comments) {
    const found = silenced.exec(comment.text);
    if (found)
      findings.push({ rule: 'marks.silenced', path, line: comment.line, message: `${found[0]} hides what the compiler knows` });
  }
  return findings;
}

/** Marks of work left undone or of a tool told to look away. */
export function checkMarks(files: readonly SourceFile[]): Finding[] {
  const findings = files.filter(({ path }) => isScript(path)).flatMap(ofScript);
  for (const { path, text } of files.filter((file) => read.test(file.path))) {
    for (const [index, row] of text.split('\n').entries()) {
      const found = unfinished.exec(row);
      if (found)
        findings.push({ rule: 'marks.unfinished', path, line: index + 1, message: `${found[0]}: do it, or write an issue` });
    }
  }
  return findings;
}

const titlesIn = ({ path, text }: SourceFile): AstNode[] =>
  parse(path, text)
    .nodes.filter(
      (node) => node.type === 'CallExpression' && ['test', 'it', 't.test'].includes(dotted(node.callee)?.join('.') ?? ''),
    )
    .map((node) => (Array.isArray(node.arguments) ? (node.arguments[0] as AstNode | undefined) : undefined))
    .filter((title) => title !== undefined);

const isMade = (title: AstNode): boolean => Array.isArray(title.expressions) && title.expressions.length > 0;

/** Titles of the tests in a file, as they are written. Titles made from a placeholder are left out. */
export function testTitles(file: SourceFile): string[] {
  return titlesIn(file)
    .filter((title) => !isMade(title))
    .map(stringOf)
    .filter((title) => title !== null);
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** What titles that are made from placeholders look like: `${id}: fails` fits `1-a: fails`. */
export function titlePatterns(file: SourceFile): RegExp[] {
  return titlesIn(file)
    .filter(isMade)
    .map(({ quasis }) => {
      const parts = (Array.isArray(quasis) ? quasis : []) as readonly { readonly value: { readonly cooked: string } }[];
      return new RegExp(`^${parts.map(({ value }) => escaped(value.cooked)).join('.+')}$`);
    });
}
