import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import type { JsonObject } from '@songhua/engine-fhir/json/scan.ts';
import { isObject } from '@songhua/engine-fhir/patch/json-value.ts';
import { isAnyResource, type Member, membersOf } from '@songhua/engine-fhir/subset/members.ts';
import { type MaskedField, maskId, maskName } from '@songhua/kernel';
import {
  asIs,
  maskAddress,
  maskAttachment,
  maskContactPoint,
  maskHumanName,
  maskIdentifier,
  showOnly,
} from './mask-datatypes.ts';
import { impersonal, namingTexts, ownWords, personTypes, tellsOfPeople, unreadable } from './person-elements.ts';

/** Fields that a list shows in part. Never empty: where nothing is, there is no mask. */
export type Mask = ReadonlySet<MaskedField>;

/** Says that something here is shown in part (https://terminology.hl7.org/CodeSystem-v3-ObservationValue.html). */
export const maskedMark = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'MASKED' } as const;

export const isMasked = ({ meta }: JsonObject): boolean =>
  isObject(meta) &&
  Array.isArray(meta['security']) &&
  meta['security'].some((one) => isObject(one) && one['system'] === maskedMark.system && one['code'] === maskedMark.code);

/** One resource being masked, contained ones by themselves. */
interface Work {
  readonly definitions: Definitions;
  readonly mask: Mask;
  /** The resource is somebody. */
  readonly isPerson: boolean;
  /** Types of the contained resources, by the references to them. */
  readonly contained: ReadonlyMap<string, string>;
}

const typeOf = (resource: JsonObject): string => String(resource['resourceType']);

function containedIn(resource: JsonObject): Map<string, string> {
  const all = Array.isArray(resource['contained']) ? resource['contained'].filter(isObject) : [];
  return new Map(all.map((one) => [`#${String(one['id'])}`, typeOf(one)]));
}

const atEnd = /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/;

/** Whether a reference is to somebody; where it does not say of which type it is, by what may stand there. */
function isToPerson({ definitions, contained }: Work, reference: JsonObject, { element }: Pick<Member, 'element'>): boolean {
  const address = String(reference['reference'] ?? '');
  const said = contained.get(address) ?? atEnd.exec(address)?.[1] ?? String(reference['type'] ?? '');
  if (definitions.types.get(said)?.kind === 'resource') return personTypes.has(said);
  const targets = element.types.flatMap(({ code, targets: own }) => (code === 'Reference' ? (own ?? []) : []));
  return targets.length === 0 || targets.some((one) => personTypes.has(one));
}

/** An extension that holds a text of its own choosing, in a resource that is somebody. */
const isText = (extension: unknown): boolean =>
  isObject(extension) &&
  ['valueString', 'valueMarkdown', 'valueUri', 'valueUrl', 'valueBase64Binary'].some((name) => extension[name] !== undefined);

function maskReference(work: Work, reference: JsonObject, member: Pick<Member, 'element'>): JsonObject {
  const { mask } = work;
  const tells = mask.has('name') || mask.has('identifier');
  if (!tells || !isToPerson(work, reference, member)) return maskObject(work, 'Reference', reference);
  return showOnly(reference, {
    id: asIs,
    reference: asIs,
    type: asIs,
    identifier: (value) => (isObject(value) && mask.has('identifier') ? maskPersonsIdentifier(work, value) : value),
    display: (value) => (typeof value === 'string' && mask.has('name') ? maskName(value) : value),
  });
}

const maskPersonsIdentifier = (work: Work, identifier: JsonObject): JsonObject =>
  maskIdentifier(identifier, (assigner) => (isObject(assigner) ? maskObject(work, 'Reference', assigner) : undefined));

/** A text by itself that names somebody, or cannot be read; as it is when it does neither. Undefined: it is left out. */
function maskText({ mask }: Work, path: string, value: unknown): unknown {
  if (unreadable.has(path)) return undefined;
  if (typeof value !== 'string') return value;
  if (ownWords.has(path)) return '***';
  const field = namingTexts.get(path);
  if (field === undefined || !mask.has(field)) return value;
  return field === 'identifier' ? maskId(value) : maskName(value);
}

/** What is shown of a value; undefined when nothing is. */
function maskValue(work: Work, path: string, member: Member, value: unknown): unknown {
  if (Array.isArray(value)) {
    const shown = value.map((one) => maskValue(work, path, member, one) ?? null);
    // What is gone from a list leaves no hole in it; a null stands for what is beside it.
    const left = shown.filter((one, at) => one !== null || value[at] === null);
    return left.length > 0 ? left : undefined;
  }
  if (!isObject(value)) return maskText(work, path, value);
  const { mask, isPerson } = work;
  const { type } = member;
  switch (type) {
    case 'HumanName':
      return mask.has('name') ? maskHumanName(value) : value;
    case 'ContactPoint':
      return mask.has('phone') && !impersonal.has(path) ? maskContactPoint(value) : value;
    case 'Address':
      return mask.has('address') && !impersonal.has(path) ? maskAddress(value) : value;
    case 'Identifier':
      return isPerson && mask.has('identifier') ? maskPersonsIdentifier(work, value) : maskObject(work, type, value);
    case 'Reference':
      return maskReference(work, value, member);
    case 'Attachment':
      return maskAttachment(value);
    case 'Narrative':
      return undefined;
    case 'Extension':
      return isPerson && isText(value) ? undefined : maskObject(work, type, value);
    default:
      return isAnyResource(type) ? maskWithin(work, value) : maskObject(work, type, value);
  }
}

/** An object of a type, member by member; what the definitions do not know is left out. */
function maskObject(work: Work, type: string, object: JsonObject): JsonObject {
  const definition = work.definitions.types.get(type);
  if (!definition) return {};
  const members = membersOf(definition);
  const beside = membersOf(work.definitions.types.get('Element') ?? definition);
  const shown: [string, unknown][] = [];
  for (const [name, value] of Object.entries(object)) {
    const member = members.get(name.startsWith('_') ? name.slice(1) : name);
    if (name === 'resourceType') shown.push([name, value]);
    else if (member && !name.startsWith('_')) shown.push([name, maskValue(work, `${type}.${name}`, member, value)]);
    else if (member && beside) shown.push([name, maskBeside(work, value)]);
  }
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined));
}

/** What stands beside a primitive: its id and extensions; undefined when none is left. */
function maskBeside(work: Work, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => maskBeside(work, one) ?? null);
  if (!isObject(value)) return value;
  const left = maskObject(work, 'Element', value);
  return Object.keys(left).length > 0 ? left : undefined;
}

/** A resource within another one: of the same mask, and somebody or not by itself. */
function maskWithin(work: Work, resource: JsonObject): JsonObject {
  const type = typeOf(resource);
  const own = containedIn(resource);
  const contained = own.size > 0 ? own : work.contained;
  return maskObject({ ...work, isPerson: personTypes.has(type), contained }, type, resource);
}

/** With the mark, beside the labels it bears already. */
function marked(resource: JsonObject): JsonObject {
  if (isMasked(resource)) return resource;
  const { resourceType, id, meta, ...elements } = resource;
  const own = isObject(meta) ? meta : {};
  const before: readonly unknown[] = Array.isArray(own['security']) ? own['security'] : [];
  const security = [...before, maskedMark];
  return { resourceType, ...(id !== undefined && { id }), meta: { ...own, security }, ...elements };
}

/**
 * A resource as a list shows it to whom its fields are masked: names, identity numbers, phone numbers and addresses of people in part, and
 * whatever repeats them (narrative, references, contained resources, documents, own words in forms). What is shown in part bears the mark
 * MASKED; a resource that says nothing of the kind is given back itself. Free texts elsewhere (notes, titles) are not read for names.
 */
export function maskResource(definitions: Definitions, resource: JsonObject, mask: Mask): JsonObject {
  if (!tellsOfPeople(definitions, typeOf(resource))) return resource;
  const work: Work = { definitions, mask, isPerson: false, contained: new Map() };
  const shown = maskWithin(work, resource);
  return JSON.stringify(shown) === JSON.stringify(resource) ? resource : marked(shown);
}
