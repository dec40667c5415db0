/** A HumanName of FHIR as it is called: its text, or family and given names one after the other as Chinese writes them; '' where it says nothing. */
export function spellName(name: unknown): string {
  if (typeof name !== 'object' || name === null) return '';
  const { text, family, given } = name as { readonly text?: unknown; readonly family?: unknown; readonly given?: unknown };
  if (typeof text === 'string' && text !== '') return text;
  const parts = [family, ...(Array.isArray(given) ? (given as readonly unknown[]) : [])];
  return parts.filter((part) => typeof part === 'string').join('');
}
