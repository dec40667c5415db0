/**
 * Codes of ATC that stand for several substances at once. Groups and contents are written from general knowledge of the classification (WHO
 * Collaborating Centre for Drug Statistics Methodology, Guidelines for ATC classification: combinations bear 20, 30, 50 and more as their last
 * two digits) and were not compared with its index.
 */

/** What some combinations hold, as substances of their own; `open`: others beside that the code does not name. */
const contents: Readonly<Record<string, { readonly of: readonly string[]; readonly open?: true }>> = {
  // Penicillins and cefoperazone with a beta-lactamase inhibitor, which is no allergen of its own code here.
  J01CR01: { of: ['J01CA01'] },
  J01CR02: { of: ['J01CA04'] },
  J01CR03: { of: ['J01CA13'] },
  J01CR04: { of: ['J01CA01', 'J01CG01'] },
  J01CR05: { of: ['J01CA12', 'J01CG02'] },
  J01DD62: { of: ['J01DD12'], open: true },
  J01EE01: { of: ['J01EC01', 'J01EA01'] },
  J04AM02: { of: ['J04AB02', 'J04AC01'] },
  J04AM05: { of: ['J04AB02', 'J04AK01', 'J04AC01'] },
  J04AM06: { of: ['J04AB02', 'J04AK01', 'J04AK02', 'J04AC01'] },
  N02BA51: { of: ['N02BA01'], open: true },
  N02BA71: { of: ['N02BA01'], open: true },
  N02BE51: { of: ['N02BE01'], open: true },
  N02BE71: { of: ['N02BE01'], open: true },
  B01AC56: { of: ['B01AC06'], open: true },
};

/** Groups that hold nothing but combinations. */
const groups = [
  ...['A02AD', 'A02AF', 'A02AG', 'A02AH', 'A02BD', 'A03CA', 'A03CB', 'A03CC', 'A03D', 'A03E', 'A10AD', 'A10BD', 'A11A', 'A11B'],
  ...['A11EA', 'A11EB', 'A11EC', 'A11ED', 'A11EX', 'A11JA', 'B03AD', 'B03AE', 'C02L', 'C02N', 'C03E', 'C07B', 'C07C', 'C07D'],
  ...['C07E', 'C07F', 'C08G', 'C09B', 'C09D', 'C10B', 'D06C', 'D07B', 'D07C', 'D07X', 'G01B', 'G03AA', 'G03AB', 'G03F', 'H02B'],
  ...['J01CR', 'J01EE', 'J01RA', 'J04AM', 'J05AR', 'L01XY', 'M01B', 'M03BA5', 'N02AJ', 'N05CB', 'N06CA', 'P01BF', 'R01AB'],
  ...['R03AK', 'R03AL', 'R05F', 'S01BB', 'S01C', 'S02C', 'S03C'],
];

/** Groups so full that single substances bear the numbers of combinations. */
const crowded = ['L01', 'L04', 'V08', 'V09', 'V10'];

/** Whether a code of ATC stands for several substances at once. */
export function isCombination(code: string): boolean {
  if (code in contents || groups.some((group) => code.startsWith(group))) return true;
  if (code.length < 7 || crowded.some((group) => code.startsWith(group))) return false;
  const number = Number(code.slice(5));
  return number === 20 || number === 30 || (number >= 50 && number < 80);
}

/** Classes whose members are told as one allergy: who is noted for benzylpenicillin is noted for the penicillins. */
export const kindred: readonly string[] = ['J01C'];

/** Substances that a code of ATC is known to hold beside its own name. */
export const contentsOf = (code: string): readonly string[] => contents[code]?.of ?? [];

/** Whether all that a code stands for is known: a substance, a group, or a combination whose contents are. */
export const isWholeKnown = (code: string): boolean => !isCombination(code) || (code in contents && !contents[code]?.open);
