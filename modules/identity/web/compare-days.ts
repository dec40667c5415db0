import { lunarDay } from '@songhua/engine-linkage/zh/lunar-days.ts';

/** How two days of birth that differ may yet be one. */
export type DayKinship =
  | { readonly kind: 'swapped' }
  /** `which` is the day of the Chinese calendar, `lunar`, on which the other one's day fell. */
  | {
      readonly kind: 'lunar';
      readonly which: 'one' | 'other';
      readonly year: number;
      readonly month: number;
      readonly day: number;
    };

const parts = (iso: string): readonly string[] => iso.split('-');

/** What may have made one day of birth out of the other (ISO days): month and day swapped, or written by the Chinese calendar. Null: nothing known. */
export function compareDays(one: string | null, other: string | null): DayKinship | null {
  if (one === null || other === null || one === other) return null;
  const [[year, month, day], [otherYear, otherMonth, otherDay]] = [parts(one), parts(other)];
  if (year === otherYear && month === otherDay && day === otherMonth) return { kind: 'swapped' };
  const plain = (iso: string): string => iso.replaceAll('-', '');
  const which = lunarDay(plain(other)) === plain(one) ? 'one' : lunarDay(plain(one)) === plain(other) ? 'other' : null;
  if (which === null) return null;
  const [lunarYear = '', lunarMonth = '', lunarDate = ''] = parts(which === 'one' ? one : other);
  return { kind: 'lunar', which, year: Number(lunarYear), month: Number(lunarMonth), day: Number(lunarDate) };
}
