import type { Language } from '@songhua/kernel';
import type { SummaryQuery, SummaryRow } from '../contract.ts';

type Field = Exclude<SummaryQuery['sort'], `-${string}` | 'order'>;

/** Rows by one of their columns, `-` in front for descending; what has no value comes last either way, and equals keep their order. */
export function sortSummary(rows: readonly SummaryRow[], sort: SummaryQuery['sort'], language: Language): SummaryRow[] {
  const down = sort.startsWith('-');
  const field = (down ? sort.slice(1) : sort) as Field | 'order';
  if (field === 'order') return down ? rows.toReversed() : [...rows];
  const words = new Intl.Collator(language === 'zh' ? 'zh-Hans-CN' : 'en');
  const compare = (a: string | number, b: string | number): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b));
  return rows.toSorted((one, other) => {
    const [a, b] = [one, other].map((row) => (field === 'name' ? row.name[language] : row[field]));
    if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
    if (b === null || b === undefined) return -1;
    return down ? compare(b, a) : compare(a, b);
  });
}
