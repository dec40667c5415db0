const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' });

/** The day of the Chinese calendar on which somebody was born, written as if it were one of the Gregorian: what old people give as their birthday. */
export function lunarBirthday(born: string): string {
  const at = new Date(Date.UTC(Number(born.slice(0, 4)), Number(born.slice(4, 6)) - 1, Number(born.slice(6))));
  const parts = lunar.formatToParts(at);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('relatedYear').padStart(4, '0')}${String(Number.parseInt(part('month'), 10)).padStart(2, '0')}${part('day').padStart(2, '0')}`;
}
