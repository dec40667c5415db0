const places = 1 << 16;

/**
 * Levels of pairs of distinct texts that were compared lately: columns of few texts ask the same again and again. One place for each hash, the newest stays.
 */
export function cachedLevels(decide: (a: number, b: number) => number): (a: number, b: number) => number {
  const [firsts, seconds, levels] = [new Int32Array(places), new Int32Array(places), new Int8Array(places)];
  return (a, b) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    const mixed = Math.imul(Math.imul(low, 0x9e3779b1) ^ high, 0x85ebca6b);
    const at = (mixed ^ (mixed >>> 15)) & (places - 1);
    if (firsts[at] === low && seconds[at] === high) return levels[at] ?? 0;
    const level = decide(low, high);
    firsts[at] = low;
    seconds[at] = high;
    levels[at] = level;
    return level;
  };
}
