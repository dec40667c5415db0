import { ok, type Result, refuse } from '@songhua/kernel';
import type { Notice, NoticeDraft } from '../contract.ts';

const beijing = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The calendar day in Beijing time at `now`, as `2026-01-31`. */
export const dayOf = (now: Date): string => beijing.format(now);

/** The notice to save, or a refusal when its last day is over already. */
export function postNotice(draft: NoticeDraft, id: string, author: string, now: Date): Result<Notice> {
  const today = dayOf(now);
  if (draft.until < today) return refuse('notices.already-over', { until: draft.until, today });
  return ok({ id, ...draft, postedBy: author, postedAt: now.toISOString() });
}
