import { type AstNode, dotted, isNode, literalText, type Parsed, parse } from './parse.ts';
import { type Finding, isScript, type SourceFile } from './source.ts';
import { targetOf, type Zone, zoneOf } from './zones.ts';

interface Reach {
  readonly what: string;
  readonly clock: boolean;
}

const outsideWorld = new Set(
  'process console fetch setTimeout setInterval setImmediate WebSocket XMLHttpRequest EventSource require eval Function'.split(
    ' ',
  ),
);

/** Names by which chance is asked, whatever object they are taken from. */
const chance = /^(randomUUID(v\d)?|randomBytes|randomInt|randomFill(Sync)?|getRandomValues|pseudoRandomBytes|webcrypto)$/;

/** Of these globals the listed members are arithmetic; everything else asks the clock or chance. */
const arithmetic: Readonly<Record<string, (member: string) => boolean>> = {
  Date: (member) => member === 'parse' || member === 'UTC',
  Math: (member) => member !== 'random',
  Temporal: (member) => member !== 'Now',
  performance: () => false,
  crypto: () => true,
};

const argumentsOf = (node: AstNode): AstNode[] => (Array.isArray(node.arguments) ? node.arguments.filter(isNode) : []);

/** Globals nobody may give another meaning. */
const reserved = new Set(['Date', 'Math', 'Temporal', 'globalThis', 'global', 'eval', 'Function']);

/** Names that the file binds itself: a parameter called `fetch` is handed in, which is what we ask for. */
function boundNames(nodes: readonly AstNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  const bind = (target: unknown): void => {
    if (!isNode(target)) return;
    if (target.type === 'Identifier') names.add(String(target.name));
    for (const inner of [target.left, target.argument, target.value]) if (target.type !== 'Identifier') bind(inner);
    for (const list of [target.properties, target.elements]) if (Array.isArray(list)) for (const inner of list) bind(inner);
  };
  for (const node of nodes) {
    if (node.type === 'VariableDeclarator' || node.type === 'FunctionDeclaration') bind(node.id);
    if (/^Import(Default|Namespace)?Specifier$/.test(node.type)) bind(node.local);
    if (Array.isArray(node.params)) for (const parameter of node.params) bind(parameter);
  }
  return names;
}

/** True where a name stands for a value: no type, no key, no member of something else. */
function isReference(node: AstNode, { placeOf }: Parsed): boolean {
  const place = placeOf.get(node);
  if (!place) return true;
  const { parent, key } = place;
  if (parent.type.startsWith('TS')) return key === 'expression';
  if (/Specifier$/.test(parent.type)) return false;
  const named = (parent.type === 'MemberExpression' && key === 'property') || key === 'key';
  return !named || parent.computed === true;
}

/** What a global's name reaches for where it stands, or null. `new Date(x)` is arithmetic; `new Date()` asks the clock. */
function ofGlobal(node: AstNode, { placeOf }: Parsed): Reach | null {
  const name = String(node.name);
  const { parent, key } = placeOf.get(node) ?? { parent: node, key: '' };
  if (name === 'globalThis' || name === 'global') return { what: name, clock: false };
  if (outsideWorld.has(name)) {
    const member = parent.type === 'MemberExpression' && key === 'object' ? dotted(parent)?.join('.') : undefined;
    return { what: member ?? name, clock: member === 'process.hrtime' || member === 'process.uptime' };
  }
  const harmless = arithmetic[name];
  if (!harmless) return null;
  if (parent.type === 'MemberExpression' && key === 'object' && parent.computed !== true && isNode(parent.property)) {
    const member = String(parent.property.name);
    return harmless(member) ? null : { what: `${name}.${member}`, clock: true };
  }
  if (name === 'Date') {
    const [first] = argumentsOf(parent);
    if (parent.type === 'NewExpression' && key === 'callee' && first && first.type !== 'SpreadElement') return null;
    if (parent.type === 'BinaryExpression' && parent.operator === 'instanceof') return null;
  }
  return { what: name === 'Date' ? 'the wall clock (Date)' : name, clock: true };
}

/** `.format()` of a date without a date formats the present. */
function formatsNow(node: AstNode): boolean {
  if (node.type !== 'CallExpression' || !isNode(node.callee) || node.callee.type !== 'MemberExpression') return false;
  const { property } = node.callee;
  if (!isNode(property) || !/^format(ToParts)?$/.test(String(property.name ?? property.value))) return false;
  const [first] = argumentsOf(node);
  return first === undefined || (first.type === 'Identifier' && first.name === 'undefined');
}

/** A source of chance named as a member, in a pattern or between brackets. */
function namesChance(node: AstNode, { placeOf }: Parsed): string | null {
  const { parent, key } = placeOf.get(node) ?? { parent: node, key: '' };
  const member = parent.type === 'MemberExpression' && key === 'property';
  const pattern = parent.type === 'Property' && key === 'key' && placeOf.get(parent)?.parent.type === 'ObjectPattern';
  const imported = parent.type === 'ImportSpecifier' && key === 'imported' && parent.importKind !== 'type';
  if (!member && !pattern && !imported) return null;
  const name = node.type === 'Identifier' ? String(node.name) : (literalText(node) ?? '');
  return chance.test(name) ? name : null;
}

/** Engines and domain/ are pure; the rest of a module's server side may act, but is handed its time and chance. */
const strictness = (zone: Zone): 'pure' | 'timeless' | null => {
  if (zone.test || zone.page) return null;
  if (zone.layer === 'engines' || (zone.layer === 'modules' && zone.inside.startsWith('domain/'))) return 'pure';
  return zone.layer === 'modules' ? 'timeless' : null;
};

function reachesOf(parsed: Parsed): { readonly node: AstNode; readonly reach: Reach }[] {
  const bound = boundNames(parsed.nodes);
  return parsed.nodes.flatMap((node) => {
    const named = namesChance(node, parsed);
    if (named !== null) return [{ node, reach: { what: named, clock: true } }];
    if (formatsNow(node)) return [{ node, reach: { what: 'a format without a date', clock: true } }];
    if (node.type !== 'Identifier' || !isReference(node, parsed)) return [];
    if (bound.has(String(node.name)) && !reserved.has(String(node.name))) return [];
    const reach = ofGlobal(node, parsed);
    return reach ? [{ node, reach }] : [];
  });
}

/** Parts of Node that are clocks, or through which one is reached. */
const clockModules = /^(node:)?(perf_hooks|timers(\/promises)?|process)$/;

/** Engines do no I/O and know neither clock nor chance; modules take `now` and `newId` as arguments. */
export function checkPurity(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of files.filter((file) => isScript(file.path))) {
    const zone = zoneOf(path);
    const level = strictness(zone);
    if (!level) continue;
    const parsed = parse(path, text);
    for (const { specifier, line, typeOnly } of parsed.imports) {
      const target = targetOf(path, specifier ?? '');
      if (target.kind !== 'builtin') continue;
      if (zone.layer === 'engines')
        findings.push({ rule: 'purity.engine', path, line, message: `an engine may not import ${target.name}` });
      else if (clockModules.test(target.name) && !typeOnly)
        findings.push({
          rule: 'purity.clock',
          path,
          line,
          message: `${target.name} holds a clock; take the time as an argument`,
        });
    }
    for (const { node, reach } of reachesOf(parsed)) {
      if (level === 'timeless' && !reach.clock && !/^(globalThis|global|eval|Function)$/.test(reach.what)) continue;
      const rule = reach.clock ? 'purity.clock' : 'purity.outside';
      findings.push({ rule, path, line: parsed.lineOf(node), message: `asks ${reach.what}; take it as an argument` });
    }
  }
  return findings;
}
