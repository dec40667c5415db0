import type {
  Attribute,
  Collection,
  Designation,
  HospitalField,
  InstitutionClass,
  InstitutionKind,
  Level,
  Ownership,
} from '@songhua/engine-city';
import { attributes, collections, countMeasures, designations, hospitalFields, kindsOf } from '@songhua/engine-city';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import { evidenceKinds, weakest } from '@songhua/engine-plan/evidence.ts';
import type { StoredResource } from '@songhua/kernel';
import { hospitalLevel, type InstitutionFact, institutionClass, ownership } from '../contract.ts';
import { extensions, systems, tags } from './identifiers.ts';
import type { Json } from './read-element.ts';
import { child, codeIn, dayOf, extensionsOf, list, oneOf, textOf } from './read-element.ts';
import { figuresText } from './traits.ts';

/** What one Organization says of an institution; null where it does not say it in our codes. */
export interface OrganizationRow {
  readonly id: string;
  readonly name: string;
  readonly class: InstitutionClass | null;
  readonly kind: InstitutionKind | null;
  readonly level: Level;
  readonly ownership: Ownership | null;
  readonly active: boolean;
  readonly named: boolean;
  readonly section: string | null;
  /** ISO date from which it counts. */
  readonly since: string;
  readonly attributes: Readonly<Record<Attribute, Evidence>>;
  /** Newest of each, with the newest day of any figure. */
  readonly beds: number | null;
  readonly staff: number | null;
  readonly asOf: string | null;
  /** The weakest of everything the row says. */
  readonly evidence: Evidence;
  readonly facts: readonly InstitutionFact[];
  readonly fields: readonly HospitalField[];
  readonly designations: readonly Designation[];
  /** Collections of it that are listed completely. */
  readonly complete: readonly Collection[];
  /** Its facts as one text, see traits.ts. */
  readonly figures: string;
}

const partOf = (extension: Json, url: string): Json => extensionsOf(extension, url)[0];

function readFact(extension: Json): InstitutionFact | undefined {
  const measure = oneOf(countMeasures, child(partOf(extension, 'measure'), 'valueCode'));
  const value = child(partOf(extension, 'value'), 'valueInteger');
  const asOf = dayOf(child(partOf(extension, 'asOf'), 'valueDate'));
  const evidence = oneOf(evidenceKinds, child(partOf(extension, 'evidence'), 'valueCode')) ?? 'entered';
  const source = textOf(child(partOf(extension, 'source'), 'valueString'));
  // 2^31 − 1 is FHIR's own limit for an integer, and the column's.
  if (!measure || !asOf || typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 2147483647)
    return undefined;
  return { measure, value, asOf, evidence, ...(source !== undefined && { source }) };
}

/** One fact per measure and day, the last said; by measure and day. */
function readFacts(resource: StoredResource): readonly InstitutionFact[] {
  const facts = extensionsOf(resource, extensions.fact).flatMap((extension) => readFact(extension) ?? []);
  const last = new Map(facts.map((fact) => [`${fact.measure} ${fact.asOf}`, fact]));
  return [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, fact]) => fact);
}

function readAttributes(resource: StoredResource): Readonly<Record<Attribute, Evidence>> {
  const tagged = list(child(child(resource, 'meta'), 'tag')).some(
    (tag) =>
      child(tag, 'system') === systems.tag && (child(tag, 'code') === tags.synthetic || child(tag, 'code') === tags.partly),
  );
  const said = new Map(
    extensionsOf(resource, extensions.attribute).map((extension) => [
      child(partOf(extension, 'attribute'), 'valueCode'),
      oneOf(evidenceKinds, child(partOf(extension, 'evidence'), 'valueCode')),
    ]),
  );
  const evidenceOf = (attribute: Attribute): Evidence => said.get(attribute) ?? (tagged ? 'synthetic' : 'entered');
  return Object.fromEntries(attributes.map((a) => [a, evidenceOf(a)])) as Record<Attribute, Evidence>;
}

function readKind(resource: StoredResource): { readonly class: InstitutionClass | null; readonly kind: InstitutionKind | null } {
  const types = child(resource, 'type');
  const kind = codeIn(types, systems.kind);
  const said = oneOf(institutionClass.options, codeIn(types, systems.class)) ?? null;
  const cls = institutionClass.options.find((c) => (kindsOf[c] as readonly string[]).includes(kind ?? ''));
  // A kind that belongs to another class than the one said leaves both open: we do not choose for the writer.
  if (!cls || (said !== null && said !== cls)) return { class: kind === undefined ? said : null, kind: null };
  return { class: cls, kind: kind as InstitutionKind };
}

const newest = (facts: readonly InstitutionFact[], measure: string): number | null =>
  facts.filter((f) => f.measure === measure).at(-1)?.value ?? null;

/** The codes said in extensions of this address, each once, in the order of the code list. */
function readCodes<C extends string>(resource: StoredResource, url: string, allowed: readonly C[]): readonly C[] {
  const said = new Set(extensionsOf(resource, url).map((extension) => child(extension, 'valueCode')));
  return allowed.filter((code) => said.has(code));
}

/** Reads an Organization by whomever it was written; never fails on foreign ones. */
export function readOrganization(resource: StoredResource): OrganizationRow {
  const facts = readFacts(resource);
  const days = facts.map((f) => f.asOf).sort();
  const said = readAttributes(resource);
  const types = child(resource, 'type');
  return {
    id: resource.id,
    name: textOf(child(resource, 'name')) ?? resource.id,
    ...readKind(resource),
    level: oneOf(hospitalLevel.options, codeIn(types, systems.level)) ?? 'none',
    ownership: oneOf(ownership.options, codeIn(types, systems.ownership)) ?? null,
    active: child(resource, 'active') !== false,
    named: extensionsOf(resource, extensions.named).some((e) => child(e, 'valueBoolean') === true),
    section: textOf(child(extensionsOf(resource, extensions.section)[0], 'valueString')) ?? null,
    since: days[0] ?? resource.meta.lastUpdated.slice(0, 10),
    attributes: said,
    beds: newest(facts, 'beds-total'),
    staff: newest(facts, 'staff-total'),
    asOf: days.at(-1) ?? null,
    evidence: weakest([...Object.values(said), ...facts.map((f) => f.evidence)]),
    facts,
    fields: readCodes(resource, extensions.field, hospitalFields),
    designations: readCodes(resource, extensions.designation, designations),
    complete: readCodes(resource, extensions.complete, collections),
    figures: figuresText(facts),
  };
}
