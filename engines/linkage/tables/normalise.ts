import { normaliseCitizenNumber } from '../zh/citizen-number.ts';
import type { FieldKind } from './field.ts';

/** What people write when they know nothing. */
const unknown = /^(null|none|nan|n\/?a|unknown|missing|unk|-+|\.+|\?+|不详|未知|无|无名氏)$/i;

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A date of any usual form as `YYYYMMDD`; digits alone of what is a year or a year and month; '' for what is no date. */
export function normaliseDate(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .trim()
    .replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const bare = text.replace(/\D/g, '');
  if (/^\d{8}$/.test(text) || /^\d{6}$/.test(text) || /^\d{4}$/.test(text)) return bare;
  const yearFirst = /^(\d{4})\D+(\d{1,2})(?:\D+(\d{1,2}))?\D*$/.exec(text);
  if (yearFirst)
    return yearFirst
      .slice(1)
      .map((part, at) => (part ?? '').padStart(at === 0 ? 4 : part === undefined ? 0 : 2, '0'))
      .join('');
  const yearLast = /^(\d{1,2})\D+(\d{1,2})\D+(\d{4})$/.exec(text);
  if (yearLast) {
    const [, first = '', second = '', year = ''] = yearLast;
    // Day first, as most of the world writes; a second part above 12 can only be the day.
    const [day, month] = Number(second) > 12 ? [second, first] : [first, second];
    return year + month.padStart(2, '0') + day.padStart(2, '0');
  }
  const decimal = /^(\d{4})\.0*$/.exec(text);
  return decimal?.[1] ?? '';
}

/** A value as it is compared; '' where nothing is known. */
export function normalise(kind: FieldKind, typed: string): string {
  const text = typed.trim();
  if (text === '' || unknown.test(text)) return '';
  switch (kind) {
    case 'date':
      return normaliseDate(text);
    case 'citizen-number':
      return normaliseCitizenNumber(text);
    case 'phone':
      return text
        .normalize('NFKC')
        .replace(/\D/g, '')
        .replace(/^(00)?86(?=1\d{10}$)/, '');
    case 'number':
      return text
        .normalize('NFKC')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '')
        .replace(/^(\d+)\s*0{0}$/, '$1');
    case 'chinese-name':
      return text.normalize('NFKC').replace(/\s+/g, ' ').toLowerCase();
    default:
      return plain(text);
  }
}
