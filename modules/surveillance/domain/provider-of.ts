/** The institution that a visit says it took place at, `Organization/…`; '': it does not say. */
export function providerOf(visit: unknown): string {
  const provider = typeof visit === 'object' && visit !== null && 'serviceProvider' in visit ? visit.serviceProvider : null;
  const reference = typeof provider === 'object' && provider !== null && 'reference' in provider ? provider.reference : null;
  return typeof reference === 'string' && reference.startsWith('Organization/') ? (reference.split('/_history/')[0] ?? '') : '';
}
