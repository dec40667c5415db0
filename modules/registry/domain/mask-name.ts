/** A person's name as lists show it: the first letter or character, the others as asterisks. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name.trim()];
  return first + '*'.repeat(Math.min(rest.length, 3));
}
