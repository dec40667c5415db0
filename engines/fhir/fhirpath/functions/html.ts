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

const script = /^\s*(javascript|vbscript)\s*:/i;

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 160;

function isBlank(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (!isSpace(text.charCodeAt(i))) return false;
  return true;
}

/** Letters, digits and the signs that names of XML may hold. */
const isName = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 58) ||
  code === 45 ||
  code === 46 ||
  code === 95;

function skip(text: string, from: number, is: (code: number) => boolean): number {
  let at = from;
  while (is(text.charCodeAt(at))) at += 1;
  return at;
}

interface Narrative {
  readonly open: string[];
  content: boolean;
}

/** Reads `name="value"` at `at` and returns where it ends; -1 for one that is not allowed or not well formed. */
function readAttribute(text: string, at: number): number {
  const end = skip(text, at, isName);
  const name = text.slice(at, end);
  const equals = skip(text, end, isSpace);
  if (!attributes.has(name) || text[equals] !== '=') return -1;
  const start = skip(text, equals + 1, isSpace);
  const quote = text[start];
  const close = quote === '"' || quote === "'" ? text.indexOf(quote, start + 1) : -1;
  if (close < 0) return -1;
  const value = text.slice(start + 1, close);
  return value.includes('<') || ((name === 'href' || name === 'src') && script.test(value)) ? -1 : close + 1;
}

/** Reads one tag at `from` and returns where it ends; -1 when it is not allowed there. */
function readTag(text: string, from: number, state: Narrative): number {
  const closing = text[from + 1] === '/';
  const start = from + (closing ? 2 : 1);
  let at = skip(text, start, isName);
  const name = text.slice(start, at);
  if (!elements.has(name) || (state.open.length === 0 && (closing || name !== 'div'))) return -1;
  if (name === 'img') state.content = true;
  for (;;) {
    const next = skip(text, at, isSpace);
    const char = text[next];
    if (char === '>') {
      if (!closing) state.open.push(name);
      return !closing || state.open.pop() === name ? next + 1 : -1;
    }
    if (closing) return -1;
    if (char === '/') return text[next + 1] === '>' ? next + 2 : -1;
    if (next === at) return -1;
    at = readAttribute(text, next);
    if (at < 0) return -1;
  }
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
