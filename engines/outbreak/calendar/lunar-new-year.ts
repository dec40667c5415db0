import { newYear } from './days.ts';

/**
 * Month and day of the Lunar New Year from 2000 to 2050, as in the printed calendars of the Purple Mountain and Hong Kong observatories. Written down
 * because the runtime's own Chinese calendar (ICU 78) is a day off in 2027 and 2030, when the new moon falls within minutes of midnight.
 */
const printed =
  '0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124 0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123';

const table = printed
  .split(' ')
  .map((text, i) => Date.UTC(2000 + i, Number(text.slice(0, 2)) - 1, Number(text.slice(2))) / 86_400_000);

const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' });

/** By the runtime's calendar, between 21 January and 21 February. */
function calculated(year: number): number {
  for (let day = newYear(year) + 20; day <= newYear(year) + 51; day += 1) {
    const parts = chinese.formatToParts(new Date(day * 86_400_000));
    const part = (type: string): string | undefined => parts.find((one) => one.type === type)?.value;
    if (part('month') === '1' && part('day') === '1') return day;
  }
  throw new RangeError(`no Lunar New Year is known for ${year}`);
}

const known = new Map<number, number>();

/** The first day of the first lunar month (春节) that begins in a Gregorian year, as days since 1970-01-01; outside 2000 to 2050 it may be a day off. */
export function lunarNewYear(year: number): number {
  const day = table[year - 2000] ?? known.get(year) ?? calculated(year);
  known.set(year, day);
  return day;
}
