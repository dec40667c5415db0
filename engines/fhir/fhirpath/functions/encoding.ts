import { Misuse } from '../error.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const base64 = (text: string): string => btoa(Array.from(bytesOf(text), (byte) => String.fromCharCode(byte)).join(''));

function fromBytes(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

const unknownFormat = (name: string): Misuse =>
  new Misuse(`unknown format ${JSON.stringify(name)}`, `未知格式 ${JSON.stringify(name)}`);

/** `hex`, `base64` or `urlbase64` of the text in UTF-8. Throws Misuse for another format. */
export function encode(text: string, format: string): string {
  if (format === 'hex') return Array.from(bytesOf(text), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (format === 'base64') return base64(text);
  if (format === 'urlbase64') return base64(text).replaceAll('+', '-').replaceAll('/', '_');
  throw unknownFormat(format);
}

/** The reverse of `encode`. Throws Misuse for what is not so encoded. */
export function decode(text: string, format: string): string {
  if (format === 'hex') {
    if (!/^([0-9A-Fa-f]{2})*$/.test(text)) throw new Misuse('no hexadecimal text', '不是十六进制文本');
    return fromBytes((text.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
  }
  if (format !== 'base64' && format !== 'urlbase64') throw unknownFormat(format);
  const plain = format === 'urlbase64' ? text.replaceAll('-', '+').replaceAll('_', '/') : text;
  try {
    return fromBytes(Array.from(atob(plain), (char) => char.charCodeAt(0)));
  } catch (cause) {
    throw Object.assign(new Misuse('no base64 text', '不是 base64 文本'), { cause });
  }
}

const htmlOf: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const ofHtml: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'" };

/** The text fit to stand in `html` or `json`. */
export function escapeText(text: string, target: string): string {
  if (target === 'html') return text.replace(/[&<>"']/g, (char) => htmlOf[char] ?? char);
  if (target === 'json') return JSON.stringify(text).slice(1, -1);
  throw unknownFormat(target);
}

/** The reverse of `escapeText`. */
export function unescapeText(text: string, target: string): string {
  if (target === 'html') return text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (whole, name: string) => ofHtml[name] ?? whole);
  if (target !== 'json') throw unknownFormat(target);
  try {
    return String(JSON.parse(`"${text.replace(/(^|[^\\])"/g, '$1\\"')}"`));
  } catch (cause) {
    throw Object.assign(new Misuse('no JSON string', '不是 JSON 字符串'), { cause });
  }
}
