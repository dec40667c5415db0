import { isDate, isDateTime, isInstant, isTime } from './dates.ts';
import { isNarrative } from './xhtml.ts';

/** Judges the JSON value of a primitive. */
export type PrimitiveTest = (value: unknown) => boolean;

/** Characters a string may have: 1 MB. https://hl7.org/fhir/R4/datatypes.html#string */
const longestString = 1024 * 1024;

// White space in the patterns of the definitions is XML Schema's: these four, and not all of Unicode's.
const isWhite = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;

const ofText =
  (isValid: (text: string) => boolean): PrimitiveTest =>
  (value) =>
    typeof value === 'string' && isValid(value);

const integer =
  (lowest: number): PrimitiveTest =>
  (value) =>
    typeof value === 'number' && value >= lowest && value <= 2_147_483_647 && Number.isInteger(value);

function isCode(text: string): boolean {
  let white = true;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    const here = c <= 0x20 && isWhite(c);
    if (here && white) return false;
    white = here;
  }
  return !white;
}

function isUri(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c <= 0x20 && isWhite(c)) return false;
  }
  return text.length > 0;
}

function isId(text: string): boolean {
  if (text.length === 0 || text.length > 64) return false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    const letter = (c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a;
    if (!letter && !(c >= 0x30 && c <= 0x39) && c !== 0x2d && c !== 0x2e) return false;
  }
  return true;
}

/** Groups of four characters with padding at the very end only; white space between is ignored. */
function isBase64(text: string): boolean {
  if (text.length === 0 || !/^[A-Za-z0-9+/ \t\r\n]*(=[ \t\r\n]*){0,2}$/.test(text)) return false;
  const written = /[ \t\r\n]/.test(text) ? text.replace(/[ \t\r\n]+/g, '').length : text.length;
  return written > 0 && written % 4 === 0;
}

const matches = (pattern: RegExp) => ofText((text) => pattern.test(text));

const isString = ofText((text) => text.length > 0 && text.length <= longestString);

/** By type name, what its JSON value must be: format of the definitions and the rules their patterns cannot say. */
export const primitiveTests: Readonly<Record<string, PrimitiveTest>> = {
  base64Binary: ofText(isBase64),
  boolean: (value) => typeof value === 'boolean',
  canonical: ofText(isUri),
  code: ofText(isCode),
  date: ofText(isDate),
  dateTime: ofText(isDateTime),
  decimal: (value) => typeof value === 'number',
  id: ofText(isId),
  instant: ofText(isInstant),
  integer: integer(-2_147_483_648),
  markdown: isString,
  oid: matches(/^urn:oid:[0-2](\.(0|[1-9][0-9]*))+$/),
  positiveInt: integer(1),
  string: isString,
  time: ofText(isTime),
  unsignedInt: integer(0),
  uri: ofText(isUri),
  url: ofText(isUri),
  uuid: matches(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  xhtml: ofText(isNarrative),
};

const jsonTypes: Readonly<Record<string, string>> = { boolean: 'boolean', decimal: 'number' };

/** Which rule a value breaks that its test refused: the JSON type, emptiness or the format. */
export function brokenRule(type: string, value: unknown): 'type' | 'empty' | 'format' {
  const wanted = jsonTypes[type] ?? (/^(integer|positiveInt|unsignedInt)$/.test(type) ? 'number' : 'string');
  if (typeof value !== wanted) return 'type';
  return value === '' ? 'empty' : 'format';
}
