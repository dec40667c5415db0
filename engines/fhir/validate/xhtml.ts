const namespace = 'http://www.w3.org/1999/xhtml';

// What Narrative's rule txt-1 lists, and address, bdo and kbd, which stand in the chapters of HTML 4 that it names.
const elements = new Set(
  (
    'a abbr acronym address b bdo big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img ' +
    'kbd li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var'
  ).split(' '),
);

const attributes = new Set(
  (
    'abbr accesskey align alt axis bgcolor border cellhalign cellpadding cellspacing cellvalign char charoff charset cite class ' +
    'colspan compact coords dir frame headers height href hreflang hspace id lang longdesc name nowrap rel rev rowspan rules scope ' +
    'shape span src start style summary tabindex title type valign value vspace width xml:lang xml:space xmlns'
  ).split(' '),
);

/** Entities of XML; those of HTML need a document type, which a narrative has not. */
const entity = /&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});/y;
const tag = /<([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z:]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const endTag = /<\/([A-Za-z][A-Za-z0-9]*)\s*>/y;
const attribute = /([A-Za-z:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** A reference that would run a program instead of naming a place; white space and entities are seen through. */
function isActive(value: string): boolean {
  const plain = value
    .replace(/&#x([0-9a-fA-F]{1,6});|&#([0-9]{1,7});/g, (_, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .replace(/[^\x21-\x7e]+/g, '')
    .toLowerCase();
  return /^(javascript|vbscript|data:text\/html)/.test(plain);
}

function areEntities(text: string): boolean {
  for (let i = text.indexOf('&'); i >= 0; i = text.indexOf('&', i + 1)) {
    entity.lastIndex = i;
    if (!entity.test(text)) return false;
  }
  return true;
}

function areAttributes(text: string, root: boolean): boolean {
  const seen = new Set<string>();
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    const value = double ?? single ?? '';
    if (seen.has(name) || !attributes.has(name) || !areEntities(value)) return false;
    if (name === 'xmlns' && value !== namespace) return false;
    if ((name === 'href' || name === 'src') && isActive(value)) return false;
    seen.add(name);
  }
  return !root || seen.has('xmlns');
}

/** The narrative is empty but for white space, and has no picture: Narrative's rule txt-2. */
export const isBlankNarrative = (text: string): boolean =>
  !/<img\s[^>]*src/.test(text) && text.replace(/<!--.*?-->|<[^>]*>/gs, '').trim() === '';

/**
 * True for a `div` of XHTML that is well formed and holds nothing but the formatting that Narrative's rule txt-1 allows: no
 * scripts, forms, events, outside styles. https://hl7.org/fhir/R4/narrative.html#xhtml
 */
export function isNarrative(text: string): boolean {
  const open: string[] = [];
  let i = 0;
  let from = 0;
  const length = text.length;
  let roots = 0;
  while (i < length) {
    const next = text.indexOf('<', i);
    const end = next < 0 ? length : next;
    const between = text.slice(i, end);
    if (open.length === 0 ? between.trim() !== '' : between.includes(']]>') || !areEntities(between)) return false;
    if (next < 0) break;
    from = next;
    if (text.startsWith('<!--', from)) {
      const close = text.indexOf('--', from + 4);
      if (close < 0 || text.charCodeAt(close + 2) !== 0x3e) return false;
      i = close + 3;
      continue;
    }
    if (text.charCodeAt(from + 1) === 0x2f) {
      endTag.lastIndex = from;
      const found = endTag.exec(text);
      if (!found || open.pop() !== found[1]) return false;
      i = endTag.lastIndex;
      continue;
    }
    tag.lastIndex = from;
    const found = tag.exec(text);
    if (!found) return false;
    const [, name = '', written = '', selfClosing] = found;
    const root = open.length === 0;
    if (root && (name !== 'div' || roots > 0)) return false;
    if (root) roots = 1;
    if (!elements.has(name) || ((written !== '' || root) && !areAttributes(written, root))) return false;
    if (selfClosing === '') open.push(name);
    if (open.length > 200) return false;
    i = tag.lastIndex;
  }
  return roots === 1 && open.length === 0;
}
