/** Narratives are XHTML: what residents' records say is written into them as text alone. */

const named: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML does not have are left out, all others stand for themselves. */
export const escapeText = (text: string): string =>
  [...text]
    .filter((one) => {
      const code = one.codePointAt(0) ?? 0;
      return (
        code === 9 ||
        code === 10 ||
        code === 13 ||
        (code >= 32 && code < 0xd800) ||
        (code >= 0xe000 && code !== 0xfffe && code !== 0xffff)
      );
    })
    .map((one) => named[one] ?? one)
    .join('');

const div = (inner: string): string => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;

export interface Narrative {
  readonly status: 'generated';
  readonly div: string;
}

/** A paragraph. */
export const sentence = (text: string): Narrative => ({ status: 'generated', div: div(`<p>${escapeText(text)}</p>`) });

/** A table with its headings; an empty cell is a dash. */
export function table(headings: readonly string[], rows: readonly (readonly (string | null)[])[]): Narrative {
  const cells = (tag: 'th' | 'td', texts: readonly (string | null)[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${escapeText(text || '—')}</${tag}>`).join('')}</tr>`;
  return {
    status: 'generated',
    div: div(
      `<table><thead>${cells('th', headings)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table>`,
    ),
  };
}
