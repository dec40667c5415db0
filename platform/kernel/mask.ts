/** What lists show of people in part only. Pure, and the one place that says how (design: names, ID 6+4, phone 3+4). */

/** A person's name: the first letter or character, the others as asterisks, three at most. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name.trim()];
  return first + '*'.repeat(Math.min(rest.length, 3));
}

/** The first and the last characters, the others as asterisks; of what is no longer than those, nothing. */
function maskMiddle(text: string, first: number, last: number): string {
  const letters = [...text.replace(/[\s()-]/g, '')];
  const hidden = letters.length - first - last;
  if (hidden <= 0) return '*'.repeat(letters.length);
  return letters.slice(0, first).join('') + '*'.repeat(hidden) + letters.slice(-last).join('');
}

/** An identity number (居民身份证号, 18 characters; others alike): where it was first registered, and the last four. */
export const maskId = (id: string): string => maskMiddle(id, 6, 4);

/** A phone number: its first three digits and the last four. */
export const maskPhone = (phone: string): string => maskMiddle(phone, 3, 4);
