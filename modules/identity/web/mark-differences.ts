/** A run of characters that both texts have, or only this one. */
export interface Piece {
  readonly text: string;
  readonly differs: boolean;
}

/** Which places of each text the other has too, in the same order: a longest common subsequence. */
function sharedPlaces(one: readonly string[], other: readonly string[]): readonly [ReadonlySet<number>, ReadonlySet<number>] {
  const width = other.length + 1;
  const longest = new Uint16Array((one.length + 1) * width);
  for (let a = one.length - 1; a >= 0; a -= 1)
    for (let b = other.length - 1; b >= 0; b -= 1)
      longest[a * width + b] =
        one[a] === other[b]
          ? 1 + (longest[(a + 1) * width + b + 1] ?? 0)
          : Math.max(longest[(a + 1) * width + b] ?? 0, longest[a * width + b + 1] ?? 0);
  const [ours, theirs] = [new Set<number>(), new Set<number>()];
  for (let a = 0, b = 0; a < one.length && b < other.length; ) {
    if (one[a] === other[b]) {
      ours.add(a);
      theirs.add(b);
      a += 1;
      b += 1;
    } else if ((longest[(a + 1) * width + b] ?? 0) >= (longest[a * width + b + 1] ?? 0)) a += 1;
    else b += 1;
  }
  return [ours, theirs];
}

function piecesOf(letters: readonly string[], shared: ReadonlySet<number>): readonly Piece[] {
  const pieces: { text: string; differs: boolean }[] = [];
  for (const [at, letter] of letters.entries()) {
    const differs = !shared.has(at);
    const last = pieces.at(-1);
    if (last?.differs === differs) last.text += letter;
    else pieces.push({ text: letter, differs });
  }
  return pieces;
}

/**
 * Two texts, each cut into what the other has too and what it has not, character by character. Of codes of one length place is compared with
 * place, so that two digits that changed places are both marked.
 */
export function markDifferences(
  one: string,
  other: string,
): { readonly one: readonly Piece[]; readonly other: readonly Piece[] } {
  const [ours, theirs] = [[...one], [...other]];
  const code = /^[\dXx*-]+$/;
  if (ours.length === theirs.length && code.test(one) && code.test(other)) {
    const same = new Set([...ours.keys()].filter((at) => ours[at] === theirs[at]));
    return { one: piecesOf(ours, same), other: piecesOf(theirs, same) };
  }
  const [shared, sharedToo] = sharedPlaces(ours, theirs);
  return { one: piecesOf(ours, shared), other: piecesOf(theirs, sharedToo) };
}
