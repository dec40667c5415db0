/**
 * CPU time of one evaluation of FHIR R4's own rules and search parameters on its own examples (patients, observations and so on;
 * not the specification's code lists and definitions), ours beside the npm library `fhirpath` in the same run. Both compile each
 * expression once. `npm run bench fhirpath [-- --rounds N]`.
 */
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { type Compiled, compile, type EvaluateOptions, nodeFor, type TypedNode } from '@songhua/engine-fhir/fhirpath/compile.ts';
import { modelOf } from '@songhua/engine-fhir/fhirpath/model.ts';
import { pushAllChildren } from '@songhua/engine-fhir/fhirpath/node.ts';
import { exampleFiles, readExample } from '@songhua/engine-fhir/fixtures/fhirpath-oracle.ts';
import { r4 } from '@songhua/engine-fhir/fixtures/r4.ts';
import fhirpath from 'fhirpath';
import model from 'fhirpath/fhir-context/r4';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);

type Peer = (data: unknown, variables: Record<string, unknown>) => unknown;

/** One expression on one element, ready for both. */
interface Job {
  readonly key: string;
  readonly ours: Compiled;
  readonly theirs: Peer;
  readonly node: TypedNode;
  readonly options: EvaluateOptions;
  readonly variables: Record<string, unknown>;
}

const ours = new Map<string, Compiled>();
const theirs = new Map<string, Peer>();

function oursFor(expression: string): Compiled {
  const known = ours.get(expression) ?? compile(expression, r4());
  ours.set(expression, known);
  return known;
}

function theirsFor(expression: string, base: string): Peer {
  const key = `${base}\n${expression}`;
  const made =
    theirs.get(key) ?? (fhirpath.compile(base === '' ? expression : { base, expression }, model, { traceFn: () => {} }) as Peer);
  theirs.set(key, made);
  return made;
}

function jobOf(key: string, expression: string, node: TypedNode, resource: TypedNode): Job {
  const base = node.shape.ancestors.has('Resource') ? '' : node.type;
  return {
    key,
    ours: oursFor(expression),
    theirs: theirsFor(expression, base),
    node,
    options: { resource, rootResource: resource },
    variables: { resource: resource.value, rootResource: resource.value },
  };
}

/** The rules on every element that is not a single value; the library cannot be asked about those. */
function ruleJobs(node: TypedNode, resource: TypedNode, into: Job[]): void {
  const own = node.shape.ancestors.has('Resource') ? node : resource;
  for (const { key, expression } of r4().types.get(node.type)?.invariants ?? []) into.push(jobOf(key, expression, node, own));
  if (node.type === 'Narrative') into.push(jobOf('txt-1', '`div`.htmlChecks()', node, own));
  const children: TypedNode[] = [];
  pushAllChildren(modelOf(r4()), node, children);
  for (const child of children) if (!child.shape.primitive) ruleJobs(child, own, into);
}

/** Leaves out what asks for other resources. */
function searchJobs(node: TypedNode, into: Job[]): void {
  for (const { code, base, expression } of r4().parameters) {
    if (expression === undefined || /resolve|hasExtension/.test(expression)) continue;
    if (base.some((type) => node.shape.ancestors.has(type))) into.push(jobOf(code, expression, node, node));
  }
}

const definitions =
  /^(SearchParameter|ValueSet|CodeSystem|StructureDefinition|ConceptMap|OperationDefinition|Bundle|ImplementationGuide|CapabilityStatement)-/;
const roots = exampleFiles()
  .filter((name) => !definitions.test(name))
  .flatMap((name) => nodeFor(r4(), readExample(name)) ?? []);

/** Without what the library refuses (`as` on several items, R4's regular expressions), so that both do the same work. */
function answerable(jobs: readonly Job[]): Job[] {
  return jobs.filter(({ theirs: ask, node, variables }) => {
    try {
      ask(node.value, variables);
      return true;
    } catch {
      return false;
    }
  });
}

/** Microseconds of CPU per job, the median of the rounds after one to warm up. */
function perJob(jobs: readonly Job[], work: (job: Job) => unknown): number {
  const measured: number[] = [];
  for (const job of jobs) work(job);
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    for (const job of jobs) work(job);
    const { user, system } = process.cpuUsage(before);
    measured.push((user + system) / jobs.length);
  }
  return measured.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
}

function row(name: string, jobs: readonly Job[], work: (job: Job) => unknown): string {
  const mine = perJob(jobs, work);
  const peer = perJob(jobs, (job) => job.theirs(job.node.value, job.variables));
  const count = String(jobs.length).padStart(6);
  return `${name.padEnd(34)} ${count} evaluations  ours ${mine.toFixed(2).padStart(7)} µs  library ${peer.toFixed(1).padStart(7)} µs  ratio ${(mine / peer).toFixed(4)}`;
}

const narrative = /^txt-/;
const rules: Job[] = [];
const searches: Job[] = [];
for (const root of roots) {
  ruleJobs(root, root, rules);
  searchJobs(root, searches);
}
const asked = answerable(rules);
const found = answerable(searches);

const compileBefore = process.cpuUsage();
for (const expression of ours.keys()) compile(expression, r4());
const compiled = process.cpuUsage(compileBefore);

console.log(
  `\n${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`,
);
console.log(`${roots.length} example resources; median of ${rounds} rounds, CPU time`);
const others = asked.filter(({ key }) => !narrative.test(key));
console.log(row('rules, narrative apart', others, ({ ours: { test }, node, options }) => test(node, options)));
const narratives = asked.filter(({ key }) => narrative.test(key));
console.log(row('rules on the narrative', narratives, ({ ours: { test }, node, options }) => test(node, options)));
console.log(row('search parameters', found, ({ ours: { evaluate }, node, options }) => evaluate(node, options)));
const each = (compiled.user + compiled.system) / ours.size;
console.log(
  `${'compiling, once'.padEnd(34)} ${String(ours.size).padStart(6)} expressions  ours ${each.toFixed(1).padStart(7)} µs each`,
);
