import { type AstNode, dotted, isNode, parse } from './parse.ts';
import { type Finding, isScript, type SourceFile } from './source.ts';
import { targetOf, type Zone, zoneOf } from './zones.ts';

const clockOrChance = /^(Date\.now|Math\.random|performance\.now|crypto\.(randomUUID|getRandomValues))$/;
const outsideWorld =
  /^(fetch|setTimeout|setInterval|setImmediate|WebSocket|XMLHttpRequest|EventSource|process\.\w+|console\.\w+|globalThis\.\w+)/;

/** What a call or `new` reaches out for, or null. `new Date(x)` is arithmetic; `new Date()` asks the clock. */
function reachesFor(node: AstNode): { readonly what: string; readonly clock: boolean } | null {
  if (node.type === 'MemberExpression') {
    const name = dotted(node)?.join('.');
    return name && /^process\.\w+$/.test(name) ? { what: name, clock: false } : null;
  }
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return null;
  const name = isNode(node.callee) ? dotted(node.callee)?.join('.') : undefined;
  if (name === undefined) return null;
  if (name === 'Date') {
    const silent = Array.isArray(node.arguments) && node.arguments.length === 0;
    return node.type === 'CallExpression' || silent ? { what: 'the wall clock', clock: true } : null;
  }
  if (clockOrChance.test(name)) return { what: name, clock: true };
  return outsideWorld.test(name) && !name.startsWith('process.') ? { what: name, clock: false } : null;
}

/** Engines and domain/ are pure; the rest of a module's server side may act, but is handed its time and chance. */
const strictness = (zone: Zone): 'pure' | 'timeless' | null => {
  if (zone.test || zone.page) return null;
  if (zone.layer === 'engines' || (zone.layer === 'modules' && zone.inside.startsWith('domain/'))) return 'pure';
  return zone.layer === 'modules' ? 'timeless' : null;
};

/** Engines do no I/O and know neither clock nor chance; modules take `now` as an argument. */
export function checkPurity(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of files.filter((file) => isScript(file.path))) {
    const zone = zoneOf(path);
    const level = strictness(zone);
    if (!level) continue;
    const { nodes, imports, lineOf } = parse(path, text);
    for (const { specifier, line } of zone.layer === 'engines' ? imports : []) {
      const target = targetOf(path, specifier ?? '');
      if (target.kind === 'builtin')
        findings.push({ rule: 'purity.engine', path, line, message: `an engine may not import ${target.name}` });
    }
    for (const node of nodes) {
      const reached = reachesFor(node);
      if (!reached || (level === 'timeless' && !reached.clock)) continue;
      const rule = reached.clock ? 'purity.clock' : 'purity.outside';
      findings.push({ rule, path, line: lineOf(node), message: `asks ${reached.what}; take it as an argument` });
    }
  }
  return findings;
}
