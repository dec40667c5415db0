import { type Label, labels, type Resource } from '@songhua/kernel';
import { labelRules, securityRules } from './label-rules.ts';

export const allLabels = Object.keys(labels) as readonly Label[];

interface Ranged {
  readonly label: Label;
  readonly codes: ReadonlySet<string>;
  readonly prefixes: readonly string[];
  readonly ranges: readonly (readonly [string, string])[];
}

const bySystem: ReadonlyMap<string, readonly Ranged[]> = (() => {
  const rules = new Map<string, Ranged[]>();
  for (const { label, systems, codes = [], prefixes = [], ranges = [] } of labelRules) {
    for (const system of systems) {
      const own = rules.get(system) ?? [];
      own.push({ label, codes: new Set(codes), prefixes, ranges });
      rules.set(system, own);
    }
  }
  return rules;
})();

function addOfCode(found: Set<Label>, system: string, code: string): void {
  for (const { label, codes, prefixes, ranges } of bySystem.get(system) ?? []) {
    const upper = code.toUpperCase();
    const category = upper.slice(0, 3);
    if (
      codes.has(code) ||
      prefixes.some((prefix) => upper.startsWith(prefix)) ||
      ranges.some(([from, to]) => from <= category && category <= to)
    )
      found.add(label);
  }
}

/** Every coding at any depth, contained resources and those of a Bundle among them. */
function look(found: Set<Label>, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) look(found, item);
    return;
  }
  const { system, code } = value as { readonly system?: unknown; readonly code?: unknown };
  if (typeof system === 'string' && typeof code === 'string') addOfCode(found, system, code);
  for (const [name, member] of Object.entries(value)) {
    if (name === 'meta') addOfSecurity(found, child(member, 'security'));
    else {
      if (name === 'securityLabel') addOfSecurity(found, codingsIn(member));
      if (typeof member === 'object') look(found, member);
    }
  }
}

const child = (element: unknown, name: string): unknown =>
  typeof element === 'object' && element !== null ? (element as Readonly<Record<string, unknown>>)[name] : undefined;

/** What a document says of itself, and what a consent forbids: codings, or concepts of them. Whoever may not see the one is not told by the other. */
function codingsIn(securityLabel: unknown): readonly unknown[] {
  if (!Array.isArray(securityLabel)) return [];
  return (securityLabel as readonly unknown[]).flatMap((one) => {
    const coding = child(one, 'coding');
    return Array.isArray(coding) ? (coding as readonly unknown[]) : [one];
  });
}

function addOfSecurity(found: Set<Label>, security: unknown): void {
  if (!Array.isArray(security)) return;
  const { systems, actCodes, confidentiality } = securityRules;
  for (const one of security as readonly { readonly system?: unknown; readonly code?: unknown }[]) {
    const said =
      one?.system === systems.actCode ? actCodes : one?.system === systems.confidentiality ? confidentiality : undefined;
    for (const label of (typeof one?.code === 'string' && Object.hasOwn(said ?? {}, one.code) && said?.[one.code]) || [])
      found.add(label);
  }
}

const none: readonly Label[] = [];

/**
 * What makes a resource sensitive: by the codes in it, and by what its writer says in `meta.security` and `securityLabel`. Each label once, in
 * the order of the list.
 */
export function labelsOf(resource: Resource): readonly Label[] {
  const found = new Set<Label>();
  look(found, resource);
  return found.size === 0 ? none : allLabels.filter((label) => found.has(label));
}
