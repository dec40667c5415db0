const [basis, prime, whole] = [0xcbf29ce484222325n, 0x100000001b3n, (1n << 64n) - 1n];

/** What tells one set of registrations from another, in whichever order they are: FNV-1a, 64 bits, of their ids in order. */
export function versionOf(patients: readonly { readonly id: string }[]): string {
  const ids = patients.map(({ id }) => id).toSorted();
  let hash = basis;
  for (const byte of new TextEncoder().encode(ids.join(' '))) hash = ((hash ^ BigInt(byte)) * prime) & whole;
  return hash.toString(36);
}
