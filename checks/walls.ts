import { type Import, parse } from './parse.ts';
import { type Finding, isScript, type SourceFile } from './source.ts';
import { type Target, targetOf, type Zone, zoneOf } from './zones.ts';

/** One import, judged: who imports what. */
interface Edge {
  readonly from: Zone;
  readonly item: Import;
  readonly target: Target;
  /** Zone of the target when it is a file of ours. */
  readonly to: Zone | null;
  readonly declared: Declared;
}

/** A rule says what is wrong with an import, or nothing. */
type Rule = (edge: Edge) => string | null;

const name = (zone: Zone): string => zone.home.split('/')[1] ?? zone.home;
const inHouse = (zone: Zone): boolean => zone.layer !== 'tools';

/** engines <- platform <- modules <- server, web */
const layers: Rule = ({ from, to, item }) => {
  if (!to || from.layer === 'tools' || (from.test && to.inside === 'testing.ts' && to.layer === 'server')) return null;
  const allowed: Record<Zone['layer'], readonly Zone['layer'][]> = {
    engines: ['engines'],
    platform: ['engines', 'platform'],
    modules: ['engines', 'platform', 'modules'],
    server: from.test ? ['engines', 'platform', 'server', 'modules'] : ['engines', 'platform', 'server'],
    web: ['engines', 'platform', 'modules', 'web'],
    tools: [],
  };
  return allowed[from.layer].includes(to.layer) ? null : `${from.layer} may not import ${to.layer} (${item.specifier})`;
};

/** Test helpers are for tests: neither @songhua/testing nor a fixture reaches code that runs. */
const testHelpers: Rule = ({ from, to, item }) =>
  to &&
  inHouse(from) &&
  !from.test &&
  (to.home === 'platform/testing' || /(^|\/)fixtures\//.test(to.inside) || to.inside === 'testing.ts')
    ? `only tests may import ${item.specifier}`
    : null;

/** Another module is known by its contract; its api is called from where a transaction begins. */
const otherModules: Rule = ({ from, to, item }) => {
  if (to?.layer !== 'modules' || from.home === to.home) return null;
  if (from.layer === 'web') {
    return to.inside === 'contract.ts' || to.page ? null : `the shell may know ${name(to)} by its contract and pages only`;
  }
  if (from.layer !== 'modules' || to.inside === 'contract.ts') return null;
  if (to.inside !== 'api.ts') return `${name(to)} may be imported by its contract.ts or api.ts, not ${item.specifier}`;
  const begins = /^(http|events)\//.test(from.inside) || from.inside === 'module.ts' || from.test;
  return begins ? null : `${name(to)}/api.ts may be imported from http/, events/ and module.ts only`;
};

/** Between packages imports go by name; a relative path that leaves its package hides the wall it climbs. */
const byName: Rule = ({ from, to, item, target }) =>
  to && target.kind === 'inside' && target.relative && from.home !== to.home && inHouse(from)
    ? `${item.specifier} leaves its package: import it by its @songhua name`
    : null;

/** What of its module a part may see (domain/ has a rule of its own): nothing that begins a request, so no other module through it. */
const below: Readonly<Record<string, RegExp>> = {
  store: /^(store|domain|data)\/|^(contract|problems)\.ts$/,
  'api.ts': /^(store|domain|data)\/|^(contract|problems)\.ts$/,
  // A long contract is cut into files of a folder of its name; from outside it is still the one contract.ts.
  contract: /^contract\//,
  'contract.ts': /^contract\//,
  'problems.ts': /^(contract|problems)\.ts$/,
};

/** Inside a module the way is http, events, start -> store -> domain, never back. */
const direction: Rule = ({ from, to, item }) => {
  if ((from.layer !== 'modules' && from.layer !== 'platform') || from.test || to?.home !== from.home) return null;
  const [part = ''] = from.inside.split('/');
  const allowed = from.layer === 'modules' ? below[part] : undefined;
  const lower = part === 'store' || (part === 'domain' && from.layer === 'platform');
  const turnsBack = lower && /^(http|events|start|commands|web)\/|^module\.ts$/.test(to.inside);
  return turnsBack || (allowed && !allowed.test(to.inside)) ? `${part} may not import ${item.specifier}: it lies above` : null;
};

/** Packages known to do no I/O and to know no clock; an engine may use those that its package.json declares. */
const purePackages = new Set(['@lhncbc/ucum-lhc', 'double-metaphone', 'pinyin-pro', 'yaml', 'zod']);

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** What engines/X/package.json declares, by folder. */
type Declared = ReadonlyMap<string, ReadonlySet<string>>;

function declaredBy(files: readonly SourceFile[]): Declared {
  const manifests = files.filter(({ path }) => /^engines\/[^/]+\/package\.json$/.test(path));
  return new Map(
    manifests.map(({ path, text }) => {
      const { dependencies = {} } = JSON.parse(text) as { readonly dependencies?: Readonly<Record<string, string>> };
      return [path.slice(0, path.lastIndexOf('/')), new Set(Object.keys(dependencies))];
    }),
  );
}

/** Engines do no I/O: what they take from outside is on the list of pure packages, and said in their package.json. */
const engines: Rule = ({ from, target, item, declared }) => {
  if (from.layer !== 'engines' || from.test || target.kind !== 'package' || item.specifier === null) return null;
  const wanted = packageOf(target.name);
  if (!purePackages.has(wanted)) return `${wanted} is not on the list of pure packages`;
  return declared.get(from.home)?.has(wanted) ? null : `${wanted} is not declared in ${from.home}/package.json`;
};

const kernelForDomain = new Set([
  'ok',
  'refuse',
  'must',
  'may',
  'roles',
  'maskName',
  'maskId',
  'maskPhone',
  'spellName',
  'suppressSmall',
  'suppressSmallList',
]);
const transactional = new Set(['Tx', 'Call', 'RecordStore', 'StartContext', 'StartTask', 'Clock', '*']);

/** domain/ sees engines, values and types of the kernel that cannot reach I/O, its own contract, and itself. */
const domain: Rule = ({ from, to, target, item }) => {
  if (from.layer !== 'modules' || !from.inside.startsWith('domain/') || from.test) return null;
  if (target.kind === 'builtin') return `domain/ may not import ${target.name}`;
  if (target.kind === 'package') return item.typeOnly || target.name === 'zod' ? null : `domain/ may not import ${target.name}`;
  if (!to || to.layer === 'engines') return null;
  if (to.home === 'platform/kernel') {
    const wrong =
      item.values.find((value) => !kernelForDomain.has(value)) ?? item.names.find((value) => transactional.has(value));
    return wrong === undefined ? null : `domain/ may not import ${wrong} of the kernel`;
  }
  const own = to.home === from.home && (to.inside === 'contract.ts' || to.inside.startsWith('domain/'));
  return own ? null : `domain/ may not import ${item.specifier}`;
};

const inContract = (zone: Zone): boolean => zone.inside === 'contract.ts' || zone.inside.startsWith('contract/');

/** A contract is read by pages too: what it imports as a value must run in a browser. */
const contract: Rule = ({ from, to, target, item }) => {
  if (from.layer !== 'modules' || !inContract(from) || item.typeOnly) return null;
  if (target.kind === 'package') return target.name === 'zod' ? null : `a contract may import zod, not ${target.name}`;
  const own = to !== null && to.home === from.home && inContract(to);
  const fine = own || (to !== null && (to.layer === 'engines' || (to.layer === 'modules' && to.inside === 'contract.ts')));
  return fine ? null : `a contract may import engines and contracts, not ${item.specifier}`;
};

/** The page never reaches the server, and the server never reaches a page. */
const pages: Rule = ({ from, to, target, item }) => {
  // What builds the page runs under Node.
  if (from.layer === 'tools' || from.test || (from.layer === 'web' && /^(vite\.config\.ts$|build\/)/.test(from.inside)))
    return null;
  if (!from.page) return to?.page ? `the server may not import a page (${item.specifier})` : null;
  if (target.kind === 'builtin') return `a page may not import ${target.name}`;
  if (!to || to.page || to.layer === 'engines' || item.typeOnly) return null;
  const readable = to.layer === 'modules' && (to.inside === 'contract.ts' || to.inside.startsWith('i18n/'));
  return readable ? null : `a page may not import ${item.specifier}: it knows contracts, engines, its own folder and @songhua/ui`;
};

/** Only who discovers modules may import a path that is computed. */
const computed: Rule = ({ from, item }) =>
  item.specifier === null && (from.layer === 'engines' || from.layer === 'modules')
    ? 'an import must name what it imports'
    : null;

/** Node runs what the server imports, and Node refuses .tsx. */
const tsx: Rule = ({ from, item }) =>
  !from.page && !from.test && inHouse(from) && item.specifier?.endsWith('.tsx') ? 'nothing the server imports is .tsx' : null;

const rules: Record<string, Rule> = {
  layers,
  testHelpers,
  otherModules,
  byName,
  direction,
  engines,
  domain,
  contract,
  pages,
  computed,
  tsx,
};

/** Every import that climbs a wall. */
export function checkWalls(files: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  const declared = declaredBy(files);
  for (const { path, text } of files.filter((file) => isScript(file.path) && !file.path.startsWith('scripts/'))) {
    for (const item of parse(path, text).imports) {
      const target: Target = item.specifier === null ? { kind: 'package', name: '' } : targetOf(path, item.specifier);
      const edge = { from: zoneOf(path), item, target, to: target.kind === 'inside' ? zoneOf(target.path) : null, declared };
      const broken = Object.entries(rules).map(([rule, judge]) => ({ rule, message: judge(edge) }));
      for (const { rule, message } of broken)
        if (message) findings.push({ rule: `walls.${rule}`, path, line: item.line, message });
    }
  }
  return findings;
}
