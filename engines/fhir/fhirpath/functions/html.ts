/** Elements that a narrative may hold. Source: FHIR R4, Narrative, XHTML content. */
const elements = new Set(
  (
    'a abbr acronym b big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre q ' +
    'samp small span strong sub sup table tbody td tfoot th thead tr tt ul var'
  ).split(' '),
);

const attributes = new Set(
  (
    'title style class id lang xml:lang dir accesskey tabindex xmlns span width align valign char charoff href name src alt height ' +
    'border cellpadding cellspacing summary frame rules rowspan colspan abbr axis headers scope nowrap cite type charset hreflang ' +
    'rel rev shape coords longdesc usemap ismap start compact value'
  ).split(' '),
);

const tag = /<!--[\s\S]*?-->|<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|</g;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function attributesAllowed(text: string): boolean {
  for (const [, name = '', double, single] of text.matchAll(attribute)) {
    if (!attributes.has(name)) return false;
    const value = (double ?? single ?? '').trim();
    if ((name === 'href' || name === 'src') && /^(javascript|vbscript)\s*:/i.test(value)) return false;
  }
  return true;
}

/**
 * True for a narrative's `div`: well formed, only formatting elements and their attributes (no script, form, object, events),
 * and some text or image in it. Source: FHIR R4, txt-1 and txt-2.
 */
export function htmlIsAllowed(text: string): boolean {
  const open: string[] = [];
  let content = false;
  let end = 0;
  for (const match of text.matchAll(tag)) {
    if (text.slice(end, match.index).trim() !== '') {
      if (open.length === 0) return false;
      content = true;
    }
    end = match.index + match[0].length;
    const [whole, closing, name, attrs = '', alone] = match;
    if (whole.startsWith('<!--')) continue;
    if (name === undefined || !elements.has(name) || !attributesAllowed(attrs)) return false;
    if (open.length === 0 && (closing === '/' || name !== 'div')) return false;
    if (name === 'img') content = true;
    if (closing === '/') {
      if (open.pop() !== name) return false;
    } else if (alone !== '/') open.push(name);
  }
  return content && open.length === 0 && text.slice(end).trim() === '';
}
