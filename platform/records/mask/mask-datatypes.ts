import type { JsonObject } from '@songhua/engine-fhir/json/scan.ts';
import { isObject } from '@songhua/engine-fhir/patch/json-value.ts';
import { maskId, maskName, maskPhone } from '@songhua/kernel';

/*
 * What lists show of the datatypes in which R4 says who somebody is. Only the members named here are shown: what else it bears (extensions,
 * the ids and extensions beside primitives) may repeat what is hidden and is left out.
 */

/** What is shown of a member; undefined when nothing is. */
export type Shown = (value: unknown) => unknown;

export const asIs: Shown = (value) => value;

const text =
  (mask: (text: string) => string): Shown =>
  (value) =>
    typeof value === 'string' ? mask(value) : undefined;

const texts =
  (mask: (text: string) => string): Shown =>
  (value) =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'string').map(mask) : undefined;

const stars = (hidden: string): string => '*'.repeat(Math.min([...hidden].length, 3));

/** An object with the members named, in its own order. */
export function showOnly(object: JsonObject, members: Readonly<Record<string, Shown>>): JsonObject {
  const shown = Object.entries(object).flatMap(([name, value]): [string, unknown][] => {
    const left = Object.hasOwn(members, name) ? members[name]?.(value) : undefined;
    return left === undefined ? [] : [[name, left]];
  });
  return Object.fromEntries(shown);
}

const name = { use: asIs, text: text(maskName), family: text(maskName), given: texts(stars), period: asIs };

/** A HumanName: of text and surname the first character, of given names none; prefixes and suffixes go. */
export const maskHumanName = (object: JsonObject): JsonObject => showOnly(object, name);

/** Numbers that are dialled; of anything else (an e-mail address, an account of some service) the first character is enough. */
const dialled = new Set(['phone', 'fax', 'pager', 'sms']);
const point = { system: asIs, use: asIs, rank: asIs, period: asIs };

export const maskContactPoint = (object: JsonObject): JsonObject =>
  showOnly(object, { ...point, value: text(dialled.has(String(object['system'])) ? maskPhone : maskName) });

/** Which area an address lies in is said by this extension, too: as much as its district says. */
const isArea = (extension: unknown): boolean =>
  isObject(extension) && /\/StructureDefinition\/area-code$/.test(String(extension['url']));

const areas: Shown = (value) => {
  const kept = Array.isArray(value) ? value.filter(isArea) : [];
  return kept.length > 0 ? kept : undefined;
};
const address = {
  extension: areas,
  use: asIs,
  type: asIs,
  city: asIs,
  district: asIs,
  state: asIs,
  country: asIs,
  period: asIs,
};

/** An Address down to the district, and the town where that is what `city` says. */
export const maskAddress = (object: JsonObject): JsonObject => showOnly(object, address);

/** An Identifier of a person; `assigner` is what is shown of who assigned it. */
export const maskIdentifier = (object: JsonObject, assigner: Shown): JsonObject =>
  showOnly(object, { use: asIs, type: asIs, system: asIs, value: text(maskId), period: asIs, assigner });

/** An Attachment: what kind of document it is, nothing of what it shows. */
export const maskAttachment = (object: JsonObject): JsonObject =>
  showOnly(object, { contentType: asIs, language: asIs, size: asIs, creation: asIs });
