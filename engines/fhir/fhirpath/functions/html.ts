/** Elements that a narrative may hold. Source: FHIR R4, Narrative, XHTML content. */
const elements = new Set(
  (
    'a abbr acronym address b bdo big blockquote br caption cite code col colgroup dd dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd li ol p pre q ' +
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

const tag = /<(\/?)([A-Za-z][\w:.-]*)/y;
const attribute = /\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
const close = /\s*(\/?)>/y;
const script = /^\s*(javascript|vbscript)\s*:/i;

/** Where a tag's attributes end; -1 for one that is not allowed or not well formed. */
function skipAttributes(text: string, from: number): number {
  let at = from;
  for (;;) {
    attribute.lastIndex = at;
    const match = attribute.exec(text);
    if (!match) return at;
    const [, name = '', double, single] = match;
    if (!attributes.has(name)) return -1;
    if ((name === 'href' || name === 'src') && script.test(double ?? single ?? '')) return -1;
    at = attribute.lastIndex;
  }
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 160;

function isBlank(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (!isSpace(text.charCodeAt(i))) return false;
  return true;
}

interface Narrative {
  readonly open: string[];
  content: boolean;
}

/** Reads one tag at `at` and returns where it ends; -1 when it is not allowed there. */
function readTag(text: string, at: number, state: Narrative): number {
  tag.lastIndex = at;
  const [, closing, name = ''] = tag.exec(text) ?? [];
  if (!elements.has(name) || (state.open.length === 0 && (closing === '/' || name !== 'div'))) return -1;
  const end = closing === '/' ? tag.lastIndex : skipAttributes(text, tag.lastIndex);
  if (end < 0) return -1;
  close.lastIndex = end;
  const ending = close.exec(text);
  if (!ending) return -1;
  if (name === 'img') state.content = true;
  if (closing === '/') return state.open.pop() === name ? close.lastIndex : -1;
  if (ending[1] !== '/') state.open.push(name);
  return close.lastIndex;
}

function judge(text: string): boolean {
  const state: Narrative = { open: [], content: false };
  let at = 0;
  for (let next = text.indexOf('<'); next >= 0; next = text.indexOf('<', at)) {
    if (!(state.content && state.open.length > 0) && !isBlank(text, at, next)) {
      if (state.open.length === 0) return false;
      state.content = true;
    }
    const comment = text.startsWith('<!--', next);
    const end = comment ? text.indexOf('-->', next + 4) : readTag(text, next, state);
    if (end < 0) return false;
    at = comment ? end + 3 : end;
  }
  return state.content && state.open.length === 0 && isBlank(text, at, text.length);
}

let last = { text: '', allowed: false };

/**
 * True for a narrative's `div`: well formed, only formatting elements and their attributes (no script, form, object, events),
 * and some text or image in it. Both rules of a narrative ask it in turn, so the last answer is kept. Source: FHIR R4, txt-1 and
 * txt-2.
 */
export function htmlIsAllowed(text: string): boolean {
  if (last.text !== text) last = { text, allowed: judge(text) };
  return last.allowed;
}
