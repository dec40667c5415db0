import {
  bedClasses,
  collections,
  departmentCodes,
  designations,
  doctorCategories,
  duties,
  equipmentTypes,
  hospitalFields,
  laboratoryLevels,
  licences,
  posts,
  professions,
  serviceCodes,
  specialties,
  teamKinds,
} from '@songhua/engine-city';
import { evidenceKinds } from '@songhua/engine-plan/evidence.ts';
import type { FieldError, Resource } from '@songhua/kernel';
import { hospitalLevel, institutionClass, institutionKind, ownership } from '../contract.ts';
import { fault } from './fault.ts';
import { extensions, parts, systems } from './identifiers.ts';
import { child, list, oneOf, referenceTo } from './read-element.ts';

/** Longest anybody has worked in a field. */
const mostYears = 100;

/** The codes of our own systems; what is of other systems is foreign and passes. */
const codesOf: Readonly<Record<string, readonly string[]>> = {
  [systems.class]: institutionClass.options,
  [systems.kind]: institutionKind.options,
  [systems.level]: hospitalLevel.options,
  [systems.ownership]: ownership.options,
  [systems.service]: serviceCodes,
  [systems.profession]: professions,
  [systems.licence]: licences,
  [systems.specialty]: specialties,
  [systems.bedClass]: bedClasses,
  [systems.department]: departmentCodes,
  [systems.laboratory]: laboratoryLevels,
  [systems.equipment]: equipmentTypes,
  [systems.part]: Object.values(parts),
  [systems.team]: teamKinds,
};

/** The codes of our own extensions. */
const extensionCodes: Readonly<Record<string, readonly string[]>> = {
  [extensions.evidence]: evidenceKinds,
  [extensions.field]: hospitalFields,
  [extensions.designation]: designations,
  [extensions.complete]: collections,
  [extensions.category]: doctorCategories,
  [extensions.licence]: licences,
  [extensions.duty]: duties,
  [extensions.post]: posts,
  [extensions.department]: departmentCodes,
};
const yesOrNo: ReadonlySet<unknown> = new Set([
  extensions.established,
  extensions.primary,
  extensions.convertible,
  extensions.openable,
]);

/** Elements of each type that carry our codes. */
const coded: Readonly<Record<string, readonly string[]>> = {
  Organization: ['type'],
  Location: ['type'],
  HealthcareService: ['type'],
  PractitionerRole: ['code', 'specialty'],
  Device: ['type'],
};

/** Systems whose codes make something an institution's, and the element that must then say whose it is. */
const owned: Readonly<Record<string, readonly (readonly [system: string, element: string, type: string])[]>> = {
  Organization: [
    [systems.department, 'partOf', 'Organization'],
    [systems.team, 'partOf', 'Organization'],
  ],
  Location: [
    [systems.bedClass, 'managingOrganization', 'Organization'],
    [systems.laboratory, 'managingOrganization', 'Organization'],
  ],
  HealthcareService: [[systems.service, 'providedBy', 'Organization']],
  PractitionerRole: [
    [systems.profession, 'organization', 'Organization'],
    [systems.profession, 'practitioner', 'Practitioner'],
  ],
  Device: [[systems.equipment, 'owner', 'Organization']],
};

const unknownCode = (field: string, code: unknown, allowed: readonly string[]): FieldError =>
  fault(field, 'known-code', code, `须为：${allowed.join('、')}`, `one of: ${allowed.join(', ')}`);

/** Every coding of an element, single or many, with where it stands. */
function codingsOf(resource: Resource, element: string): { readonly path: string; readonly coding: unknown }[] {
  const value = resource[element];
  const concepts = Array.isArray(value)
    ? value.map((concept: unknown, n) => [`${element}[${n}]`, concept] as const)
    : [[element, value] as const];
  return concepts.flatMap(([path, concept]) =>
    list(child(concept, 'coding')).map((coding, n) => ({ path: `${path}.coding[${n}]`, coding })),
  );
}

function checkExtension(extension: unknown, at: number): FieldError[] {
  const url = String(child(extension, 'url'));
  const allowed = Object.hasOwn(extensionCodes, url) ? extensionCodes[url] : undefined;
  if (allowed) {
    const code = child(extension, 'valueCode');
    return oneOf(allowed, code) ? [] : [unknownCode(`extension[${at}].valueCode`, code, allowed)];
  }
  if (yesOrNo.has(url)) {
    const value = child(extension, 'valueBoolean');
    if (typeof value === 'boolean') return [];
    return [fault(`extension[${at}].valueBoolean`, 'boolean', value, '须为 true 或 false', 'true or false')];
  }
  if (url !== extensions.years) return [];
  const value = child(extension, 'valueInteger');
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostYears) return [];
  const field = `extension[${at}].valueInteger`;
  return [fault(field, 'count', value, `须为 0 至 ${mostYears} 的整数`, `a whole number from 0 to ${mostYears}`)];
}

/**
 * What in a resource speaks our own code systems and extensions wrongly: unknown codes, a yes or no that is neither, years
 * that cannot be, and something of an institution that does not say whose it is. What is foreign to us passes.
 */
export function checkCodes(resource: Resource): FieldError[] {
  const type = resource.resourceType;
  const said = (coded[type] ?? []).flatMap((element) => codingsOf(resource, element));
  const codes = said.flatMap(({ path, coding }) => {
    const system = String(child(coding, 'system'));
    const allowed = Object.hasOwn(codesOf, system) ? codesOf[system] : undefined;
    const code = child(coding, 'code');
    return !allowed || oneOf(allowed, code) ? [] : [unknownCode(`${path}.code`, code, allowed)];
  });
  const systemsSaid = new Set(said.map(({ coding }) => child(coding, 'system')));
  const owners = (owned[type] ?? []).flatMap(([system, element, target]) => {
    if (!systemsSaid.has(system) || referenceTo(target, resource[element]) !== undefined) return [];
    const value = child(resource[element], 'reference');
    return [fault(element, 'reference', value, `须引用一个 ${target}`, `must refer to a ${target}`)];
  });
  return [...list(resource['extension']).flatMap(checkExtension), ...codes, ...owners];
}
