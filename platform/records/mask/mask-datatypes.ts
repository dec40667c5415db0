import type { JsonObject } from '@songhua/engine-fhir/json/scan.ts';
import { isObject } from '@songhua/engine-fhir/patch/json-value.ts';
import { maskId, maskName, maskPhone } from '@songhua/kernel';

/*
 * What lists show of the datatypes in which R4 says who somebody is. Each is put together anew from the members named here: what else it
 * bears (extensions, the ids and extensions beside primitives) may repeat what is hidden and is left out.
 */

const stars = (text: string): string => '*'.repeat(Math.min([...text].length, 3));

/** Those members of an object that are there. */
function only(object: JsonObject, names: readonly string[]): [string, unknown][] {
  return names.flatMap((name): [string, unknown][] => (object[name] === undefined ? [] : [[name, object[name]]]));
}

const text = (value: unknown, mask: (text: string) => string): unknown => (typeof value === 'string' ? mask(value) : undefined);

const object = (members: readonly (readonly [string, unknown])[]): JsonObject =>
  Object.fromEntries(members.filter(([, value]) => value !== undefined));

/** A HumanName: of text and surname the first character, of given names none; prefixes and suffixes go. */
export function maskHumanName(name: JsonObject): JsonObject {
  const given = name['given'];
  return object([
    ...only(name, ['use']),
    ['text', text(name['text'], maskName)],
    ['family', text(name['family'], maskName)],
    ['given', Array.isArray(given) ? given.filter((one) => typeof one === 'string').map(stars) : undefined],
    ...only(name, ['period']),
  ]);
}

/** Numbers that are dialled; of anything else (an e-mail address, an account of some service) the first character is enough. */
const dialled = new Set(['phone', 'fax', 'pager', 'sms']);

export function maskContactPoint(point: JsonObject): JsonObject {
  const mask = dialled.has(String(point['system'])) ? maskPhone : maskName;
  return object([...only(point, ['system']), ['value', text(point['value'], mask)], ...only(point, ['use', 'rank', 'period'])]);
}

/** Which area an address lies in is said by this extension, too: as much as its district says. */
const isArea = (extension: unknown): boolean =>
  isObject(extension) && /\/StructureDefinition\/area-code$/.test(String(extension['url']));

/** An Address down to the district, and the town where that is what `city` says. */
export function maskAddress(address: JsonObject): JsonObject {
  const areas = Array.isArray(address['extension']) ? address['extension'].filter(isArea) : [];
  return object([
    ['extension', areas.length > 0 ? areas : undefined],
    ...only(address, ['use', 'type', 'city', 'district', 'state', 'country', 'period']),
  ]);
}

/** An Identifier of a person; who assigned it is left to the caller. */
export function maskIdentifier(identifier: JsonObject): JsonObject {
  return object([
    ...only(identifier, ['use', 'type', 'system']),
    ['value', text(identifier['value'], maskId)],
    ...only(identifier, ['period']),
  ]);
}

/** An Attachment: what kind of document it is, nothing of what it shows. */
export const maskAttachment = (attachment: JsonObject): JsonObject =>
  object(only(attachment, ['contentType', 'language', 'size', 'creation']));
