/** Under this age nobody acts for themselves: a guardian does (个人信息保护法 第三十一条). */
export const guardedUntil = 14;

/** Whole years between a birth date (`YYYY-MM-DD`, or shorter: then the youngest it can mean) and a moment, by the calendar of China. */
export function ageOf(birthDate: string, now: Date): number {
  const [year = '', month = '12', day = '31'] = birthDate.split('-');
  const today = new Date(now.getTime() + 8 * 60 * 60 * 1000);
  const years = today.getUTCFullYear() - Number(year);
  const had = (today.getUTCMonth() + 1) * 100 + today.getUTCDate() >= Number(month) * 100 + Number(day);
  return had ? years : years - 1;
}

/** Whether a guardian must act for somebody of this birth date; not known, not needed. */
export const needsGuardian = (birthDate: string | undefined, now: Date): boolean =>
  birthDate !== undefined && /^\d{4}/.test(birthDate) && ageOf(birthDate, now) < guardedUntil;
