import { createHmac } from 'node:crypto';

/** Never kept: what opens a door. A FHIR search by `code` is no secret. */
const secret = /password|secret|token|assertion|code_verifier|authorization/i;

/** What a person is found by: the log must not become a register of identity numbers. */
const personal =
  /^(?:.*[.:])?(?:identifier|name|given|family|phonetic|phone|email|telecom|address(?:-[a-z]+)?|birthdate|_content|_text|q|search|text|username)(?::[a-z-]+)?$/i;

/** Hashes of terms that are kept, hexadecimal digits: long enough that two people's do not meet. */
const digits = 16;

/** The hash that stands for a search term: the same for the same term, and nobody without the key finds the term by trying. */
export const hashTerm = (term: string, key: string): string =>
  createHmac('sha256', key).update(term.normalize('NFKC').trim().toLowerCase()).digest('hex').slice(0, digits);

const unescaped = (text: string): string => text.replace(/\\([\\,|$])/g, '$1');

/** Parts between separators that no backslash stands before. */
function split(text: string, separator: string): string[] {
  const parts = [''];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === separator) parts.push('');
    else {
      const whole = char === '\\' ? char + (text[at + 1] ?? '') : char;
      parts[parts.length - 1] += whole;
      at += whole.length - 1;
    }
  }
  return parts;
}

/** What names a system: a URI. Anything else before a bar may be a number that somebody typed there. */
const isSystem = (text: string): boolean => text === '' || text.includes(':');

/** A token keeps its system: `urn:oid:2.16|x` says that an identity card was asked for, not which. */
const hashedToken = (token: string, key: string): string =>
  split(token, '|')
    .map((part, at, { length }) => {
      if (at === 0 && length > 1 && isSystem(part)) return encodeURIComponent(part);
      return part === '' ? '' : `~${hashTerm(unescaped(part), key)}`;
    })
    .join('%7C');

/** Each of several values by itself, so that each is found again. */
const hashed = (value: string, key: string): string =>
  split(value, ',')
    .map((token) => hashedToken(token, key))
    .join(',');

const operators = new Set('eq ne co sw ew gt lt ge le ap sa eb pr po ss sb in ni re'.split(' '));
const joining = new Set(['and', 'or', 'not', '(', ')', '[', ']']);

/** A `_filter` keeps its names and operators, and the values of what identifies nobody. Within brackets nobody knows what a name is about. */
function hashedFilter(filter: string, key: string): string {
  const words = filter.match(/"(?:[^"\\]|\\.)*"?|[()[\]]|[^\s()[\]"]+/g) ?? [];
  let within = 0;
  const kept = words.map((word, at) => {
    if (word === '[') within += 1;
    if (word === ']') within -= 1;
    const [name, before, after] = [words[at - 2] ?? '', words[at - 1] ?? '', words[at + 1] ?? ''];
    const isValue = operators.has(before);
    const plain = isValue ? within === 0 && isName(name) && !personal.test(name) : isWord(word, after);
    return plain ? word : `~${hashTerm(word.replace(/^"|"$/g, ''), key)}`;
  });
  return encodeURIComponent(kept.join(' '));
}

/** No parameter's name holds three digits in a row: what does is a number that somebody typed in its place. */
const isName = (word: string): boolean =>
  /^[A-Za-z_.][\w.:-]*$/.test(word) && !/\d{3}/.test(word) && !joining.has(word) && !operators.has(word);

const isWord = (word: string, after: string): boolean =>
  joining.has(word) || operators.has(word) || (isName(word) && (operators.has(after) || after === '['));

/**
 * A path as the log keeps it: search terms that identify people are replaced by `~` and a keyed hash, secrets by `…`; the rest stands as it was
 * asked. Whoever knows a term and may read the log can find its hash.
 */
export function maskPath(url: string, key: string): string {
  const at = url.indexOf('?');
  if (at < 0) return url;
  const query = url.slice(at + 1);
  const parts = query.split('&').map((part) => {
    const equals = part.indexOf('=');
    if (equals < 0) return part;
    const name = decode(part.slice(0, equals));
    if (secret.test(name)) return `${part.slice(0, equals)}=…`;
    if (name === '_filter') return `_filter=${hashedFilter(decode(part.slice(equals + 1)), key)}`;
    return personal.test(name) ? `${part.slice(0, equals)}=${hashed(decode(part.slice(equals + 1)), key)}` : part;
  });
  return `${url.slice(0, at)}?${parts.join('&')}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
