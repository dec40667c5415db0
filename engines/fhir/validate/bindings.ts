import type { Definitions } from '../definitions/types.ts';

/** The codes a required binding allows. `systemOf` a code's systems; a test by syntax stands in for what cannot be listed. */
export interface Binding {
  /** The value set's canonical address. */
  readonly url: string;
  /** A `code`, which names no system. */
  readonly hasCode: (code: string) => boolean;
  readonly hasCoding: (system: unknown, code: unknown) => boolean;
}

const token = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
// Values of parameters are not looked into: published resources leave out the quotes that RFC 2045 asks for.
const mimeType = new RegExp(`^${token}/${token}(?: ?; ?${token}=[^;]+)*$`);

/** A code of UCUM has printable ASCII only, and its brackets and braces close: [in_i], mL/min{1.73_m2}. */
function looksLikeUcum(code: string): boolean {
  if (!/^[\x21-\x7e]+$/.test(code)) return false;
  let open = '';
  for (const c of code) {
    if (c === '[' || c === '{') {
      if (open !== '') return false;
      open = c;
    } else if (c === ']' || c === '}') {
      if (open !== (c === ']' ? '[' : '{')) return false;
      open = '';
    }
  }
  return open === '';
}

interface BySyntax {
  readonly system: string;
  readonly isCode: (code: string) => boolean;
}

/** Value sets that cannot be listed but whose codes have a syntax. */
const bySyntax: Readonly<Record<string, BySyntax>> = {
  // BCP 13 (RFC 6838, RFC 2045). Short forms such as `xml` and `json` stand in published resources for FHIR's own formats.
  'http://hl7.org/fhir/ValueSet/mimetypes': {
    system: 'urn:ietf:bcp:13',
    isCode: (code) => mimeType.test(code) || /^(xml|json|ttl)$/.test(code),
  },
  'http://hl7.org/fhir/ValueSet/ucum-units': { system: 'http://unitsofmeasure.org', isCode: looksLikeUcum },
  'http://hl7.org/fhir/ValueSet/currencies': { system: 'urn:iso:std:iso:4217', isCode: (code) => /^[A-Z]{3}$/.test(code) },
};

/** The binding to a value set; null for one that can neither be listed nor told by syntax. */
export function bindingOf({ valueSets }: Definitions, url: string): Binding | null {
  const listed = valueSets.get(url);
  if (listed) {
    const bySystem = new Map(Object.entries(listed).map(([system, codes]) => [system, new Set(codes)]));
    const all = new Set(Object.values(listed).flat());
    return {
      url,
      hasCode: (code) => all.has(code),
      hasCoding: (system, code) =>
        typeof system === 'string' && typeof code === 'string' && bySystem.get(system)?.has(code) === true,
    };
  }
  const known = bySyntax[url];
  if (!known) return null;
  return {
    url,
    hasCode: known.isCode,
    hasCoding: (system, code) => system === known.system && typeof code === 'string' && known.isCode(code),
  };
}
