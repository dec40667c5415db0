/** Numbers in [0, 1), the same ones for the same seed on every machine. */
export type Random = () => number;

/** FNV-1a over UTF-16 units: turns a seed's text into 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** A stream of random numbers for a seed (sfc32, C. Doty-Humphrey, PractRand). Integer arithmetic only. */
export function seededRandom(seed: string | number): Random {
  let [a, b, c, d] = [hash(`${seed}/a`), hash(`${seed}/b`), hash(`${seed}/c`), 1];
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** A weight that varies by up to `spread` around 1, e.g. 0.25 for 0.75 … 1.25. */
export const around = (random: Random, spread: number): number => 1 - spread + 2 * spread * random();

/** One of several, by their weights. */
export function pick<T>(random: Random, choices: readonly (readonly [T, number])[], fallback: T): T {
  let at = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    at -= weight;
    if (at < 0) return choice;
  }
  return fallback;
}
