import { type Issue, issueOf, type Severity, type StructureRule } from './issues.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What lies around the element under judgement. */
export interface Scope {
  /** The resource the element belongs to: `%resource`. */
  readonly resource: JsonObject;
  /** The resource that holds it when it is contained, else itself: `%rootResource`. */
  readonly root: JsonObject;
  /** Types of what is contained in `root`, by id. */
  readonly contained: ReadonlyMap<unknown, unknown> | null;
  /** Strings that begin with `#` and stand where a contained resource may be meant; collected only where something is contained. */
  readonly fragments: Set<string> | null;
}

/** One validation under way. The path is kept as steps on a stack, and made into text only for an issue. */
export interface Run {
  readonly full: boolean;
  readonly warnings: boolean;
  readonly most: number;
  readonly issues: Issue[];
  readonly steps: string[];
  readonly places: number[];
  depth: number;
  /** Faults of shape found so far, those beyond `most` included: around them meaning is not judged. */
  faults: number;
  scope: Scope;
}

const nowhere: Scope = { resource: {}, root: {}, contained: null, fragments: null };

export const startRun = (full: boolean, warnings: boolean, most: number): Run => ({
  full,
  warnings,
  most,
  issues: [],
  steps: [],
  places: [],
  depth: 0,
  faults: 0,
  scope: nowhere,
});

/** Steps into an element: its step with the leading dot, and its place in an array or -1. */
export function enter(run: Run, step: string, place: number): void {
  run.steps[run.depth] = step;
  run.places[run.depth] = place;
  run.depth += 1;
}

export function leave(run: Run): void {
  run.depth -= 1;
}

function pathOf({ steps, places, depth }: Run): string {
  let path = '';
  for (let i = 0; i < depth; i += 1) path += places[i] === -1 ? steps[i] : `${steps[i]}[${places[i]}]`;
  return path;
}

/** Notes what is wrong with the meaning of the element entered last. `expected` is what the rule's sentence names. */
export function objectTo(run: Run, rule: string, value: unknown, expected = '', severity: Severity = 'error'): void {
  if (run.issues.length < run.most) run.issues.push(issueOf(rule, severity, pathOf(run), value, expected));
  else if (run.issues.length === run.most) run.issues.push(issueOf('more-issues', 'information', pathOf(run), undefined, ''));
}

/** Notes that the element entered last has not the shape it must have. */
export function fail(run: Run, rule: StructureRule, value: unknown, expected = ''): void {
  run.faults += 1;
  objectTo(run, rule, value, expected);
}

/** Notes a fault of shape at a child of the element entered last. */
export function failAt(run: Run, step: string, place: number, rule: StructureRule, value: unknown, expected = ''): void {
  enter(run, step, place);
  fail(run, rule, value, expected);
  leave(run);
}
