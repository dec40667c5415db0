/** What is wrong with a citizen number. */
export type NumberFault = 'length' | 'characters' | 'date' | 'check-digit';

export type CitizenNumber =
  | { readonly ok: true; readonly area: string; readonly born: string; readonly sex: 'male' | 'female' }
  | { readonly ok: false; readonly fault: NumberFault };

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** The 18th place for the first 17 (GB 11643, ISO 7064 MOD 11-2). */
export function checkDigit(first17: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at += 1) sum += (first17.charCodeAt(at) - 48) * (weights[at] ?? 0);
  return checks[sum % 11] ?? '';
}

const isDay = (text: string): boolean => {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  const at = new Date(Date.UTC(year, month - 1, day));
  return year >= 1850 && year < 2100 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
};

/** What an 18-place number says of who bears it, or what is wrong with it. Whether its area exists is not asked. */
export function checkCitizenNumber(text: string): CitizenNumber {
  if (text.length !== 18) return { ok: false, fault: 'length' };
  if (!/^\d{17}[\dX]$/.test(text)) return { ok: false, fault: 'characters' };
  const born = text.slice(6, 14);
  if (!isDay(born)) return { ok: false, fault: 'date' };
  if (checkDigit(text) !== text[17]) return { ok: false, fault: 'check-digit' };
  return { ok: true, area: text.slice(0, 6), born, sex: Number(text[16]) % 2 === 1 ? 'male' : 'female' };
}

/**
 * A number as it is compared: width and case folded, spaces and dashes away; a 15-place number of before 1999 gets its century and check digit. Anything
 * else stays as it was typed.
 */
export function normaliseCitizenNumber(typed: string): string {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s\-—]/g, '')
    .toUpperCase();
  if (!/^\d{15}$/.test(text)) return text;
  const long = `${text.slice(0, 6)}19${text.slice(6)}`;
  return isDay(long.slice(6, 14)) ? long + checkDigit(long) : text;
}
