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

/** A token keeps its system: `urn:oid:2.16|x` says that an identity card was asked for, not which. */
function hashed(value: string, key: string): string {
  const bar = value.lastIndexOf('|');
  const [system, term] = bar < 0 ? ['', value] : [value.slice(0, bar + 1), value.slice(bar + 1)];
  return term === '' ? value : `${encodeURIComponent(system)}~${hashTerm(term, key)}`;
}

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
