/** What a client would like (RFC 7240); what we do not know of it is ignored, as the RFC wants. */
export interface Preferences {
  readonly return?: 'minimal' | 'representation' | 'OperationOutcome';
  readonly handling?: 'strict' | 'lenient';
  readonly respondAsync: boolean;
}

const returns = ['minimal', 'representation', 'OperationOutcome'] as const;
const handlings = ['strict', 'lenient'] as const;

const oneOf = <T extends string>(list: readonly T[], value: string): T | undefined =>
  list.find((item) => item.toLowerCase() === value.toLowerCase());

/** Reads `Prefer`. Of a preference given twice the first counts. */
export function readPrefer(header: string | undefined): Preferences {
  const given = new Map<string, string>();
  for (const item of (header ?? '').match(/(?:[^",]|"(?:[^"\\]|\\.)*")+/g) ?? []) {
    const [, name = '', value = ''] = /^\s*([^\s=;"]+)\s*(?:=\s*("(?:[^"\\]|\\.)*"|[^;]*))?/.exec(item) ?? [];
    const key = name.toLowerCase();
    if (key !== '' && !given.has(key)) given.set(key, value.trim().replace(/^"(.*)"$/s, '$1'));
  }
  const wanted = oneOf(returns, given.get('return') ?? '');
  const handling = oneOf(handlings, given.get('handling') ?? '');
  return { ...(wanted && { return: wanted }), ...(handling && { handling }), respondAsync: given.has('respond-async') };
}

/** The header `Preference-Applied` for what was kept; empty when nothing was. */
export function preferenceApplied(kept: Partial<Preferences>): string {
  const parts = [kept.return && `return=${kept.return}`, kept.handling && `handling=${kept.handling}`];
  return [...parts, kept.respondAsync && 'respond-async'].filter(Boolean).join(', ');
}
