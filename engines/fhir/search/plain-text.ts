type Json = Readonly<Record<string, unknown>>;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** Elements within a line: where one begins or ends, a word goes on. */
const inline = new Set(['b', 'i', 'u', 'em', 'strong', 'span', 'a', 'small', 'big', 'sub', 'sup', 'tt', 'code', 'font']);

/** The words of an XHTML narrative: without tags and comments, entities read, block ends as spaces. Linear, whatever it is given. */
export function narrativeText(div: string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < div.length) {
    const open = div.indexOf('<', at);
    parts.push(div.slice(at, open < 0 ? div.length : open));
    if (open < 0) break;
    const isComment = div.startsWith('<!--', open);
    const end = isComment ? div.indexOf('-->', open) : div.indexOf('>', open);
    if (end < 0) break;
    const name = /^<\/?([A-Za-z]{1,10})\b/.exec(div.slice(open, open + 14))?.[1]?.toLowerCase();
    if (!isComment && !inline.has(name ?? '')) parts.push(' ');
    at = end + (isComment ? 3 : 1);
  }
  return parts
    .join('')
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{1,10});/gi, (whole, name: string) => entities[name] ?? character(name) ?? whole)
    .replace(/\s+/gu, ' ')
    .trim();
}

function character(name: string): string | undefined {
  if (!name.startsWith('#')) return undefined;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** What `_text` searches: the resource's own narrative; empty when it has none. */
export function plainText(resource: object): string {
  const { text } = resource as Json;
  const { div } = typeof text === 'object' && text !== null ? (text as Json) : ({} as Json);
  return typeof div === 'string' ? narrativeText(div) : '';
}

/** What `_content` searches: the narrative and every string value of the resource, numbers too; not urls of extensions, not binaries. */
export function contentText(resource: object): string {
  const parts: string[] = [plainText(resource)];
  collect(resource, parts);
  return parts.filter((part) => part !== '').join('\n');
}

const unread = new Set([
  'div',
  'url',
  'system',
  'reference',
  'resourceType',
  'data',
  'contentType',
  'language',
  'fullUrl',
  'meta',
]);

function collect(value: unknown, parts: string[]): void {
  if (typeof value === 'string') parts.push(value);
  else if (typeof value === 'number') parts.push(String(value));
  else if (Array.isArray(value)) for (const item of value) collect(item, parts);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) if (!unread.has(key)) collect(inner, parts);
  }
}
