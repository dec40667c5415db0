import { ok, type Result, refuse } from '@songhua/kernel';
import type { OccupancyDraft } from '../contract.ts';

/** Whether a day's figures can be: not ahead of today, of wards of the hospital, and not more than twice the beds (beds are added in need). */
export function checkOccupancy(
  { day, entries }: Pick<OccupancyDraft, 'day' | 'entries'>,
  wards: readonly { readonly id: string; readonly name: string; readonly beds: number }[],
  today: string,
): Result<null> {
  if (day > today) return refuse('surge.day-ahead', { day });
  for (const [index, { ward: id, occupied }] of entries.entries()) {
    const ward = wards.find((one) => one.id === id);
    if (!ward) return refuse('surge.ward-elsewhere', { ward: id });
    if (entries.findIndex((one) => one.ward === id) !== index) return refuse('surge.ward-twice', { ward: ward.name });
    if (occupied > 2 * ward.beds) return refuse('surge.more-than-beds', { ward: ward.name, beds: ward.beds, occupied });
  }
  return ok(null);
}
