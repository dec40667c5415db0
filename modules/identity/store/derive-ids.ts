import { createHash } from 'node:crypto';

/** Ids that follow from a seed, one after the other: work that is done again for the same event gives what it makes the same ids. */
export function deriveIds(seed: string): () => string {
  let made = 0;
  return () => {
    made += 1;
    const digits = createHash('sha256').update(`${seed} ${made}`).digest('hex');
    // As RFC 9562 has ids of one's own making: version 8, variant 10.
    const variant = ((Number.parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `8${digits.slice(13, 16)}`,
      `${variant}${digits.slice(17, 20)}`,
      digits.slice(20, 32),
    ].join('-');
  };
}
