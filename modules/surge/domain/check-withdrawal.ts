import { ok, type Result, refuse } from '@songhua/kernel';
import { type BedKind, protectedKinds } from '../contract.ts';
import type { CareOf } from './check-protected.ts';
import { kindTitles } from './word-titles.ts';

interface Leaving {
  readonly now: BedKind;
  readonly beds: number;
}

/**
 * A hospital leaves the list only when none of its wards is proposed for, in or after a conversion (`open`: their names), as nobody could
 * finish or give back those any more, and when the protected beds that go with it are not needed; nor where nobody has said how many are.
 */
export function checkWithdrawal(wards: readonly Leaving[], open: readonly string[], care: CareOf): Result<null> {
  if (open.length > 0) return refuse('surge.conversions-open', { wards: open.join('、') });
  for (const group of protectedKinds) {
    const beds = wards.filter(({ now }) => now === group).reduce((sum, one) => sum + one.beds, 0);
    if (beds === 0) continue;
    const { zh, en } = kindTitles[group];
    const { needed, there } = care.get(group) ?? { needed: null, there: 0 };
    const left = there - beds;
    if (needed === null) return refuse('surge.withdrawal-unknown', { group: `${zh} / ${en}`, beds });
    if (left < needed) return refuse('surge.withdrawal-protected', { group: `${zh} / ${en}`, beds, left, needed });
  }
  return ok(null);
}
