import type { Refusal } from '@songhua/kernel';

/** What stopped a load, as its row keeps it: a code of the problem table with what fills its text. */
export const keepFailure = ({ code, params }: Refusal): string => JSON.stringify({ code, params });

/** The failure of what was thrown: words of the database or of the system, for those who look after it. */
export const troubleOf = (said: string): Refusal => ({ code: 'city.trouble', params: { said } });

const isRefusal = (kept: unknown): kept is Refusal =>
  typeof kept === 'object' && kept !== null && 'code' in kept && typeof kept.code === 'string';

/** A failure as it was kept; plain words of before are trouble. */
export function readFailure(kept: string, isKnown: (code: string) => boolean): Refusal {
  try {
    const read: unknown = JSON.parse(kept);
    if (isRefusal(read) && isKnown(read.code)) return read;
  } catch {
    // Plain words.
  }
  return troubleOf(kept);
}
