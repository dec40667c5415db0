/** Share of residents by five years of age, men and women apart, per ten thousand. The last group is 85 and older. */
export interface AgeStructure {
  readonly male: readonly number[];
  readonly female: readonly number[];
  readonly source: string;
  /** Whether the figures were compared with the original publication. */
  readonly verified: boolean;
}

/**
 * The shape of the province's population at the census of 2020: 11.7 % under 15, 23.1 % 60 and older, 15.6 % 65 and older, as the bulletin of the
 * seventh national census gives for Jilin Province; the five-year groups within are this project's own smoothing.
 */
export const jilinAges: AgeStructure = {
  source: '第七次全国人口普查公报（吉林省）: 0-14 岁 11.71 %, 60 岁以上 23.06 %, 65 岁以上 15.61 %; 五岁组为推算',
  verified: false,
  male: [169, 213, 224, 234, 250, 295, 406, 396, 355, 424, 464, 454, 366, 312, 194, 121, 72, 40],
  female: [157, 199, 208, 218, 238, 285, 400, 394, 357, 426, 468, 460, 379, 331, 212, 134, 85, 62],
};

export const oldest = 100;

/** How many men or women of each age from 0 to 100 there are among so many; ages within a group fall evenly, those of the last ever fewer. */
export function weightsByAge(groups: readonly number[]): number[] {
  return Array.from({ length: oldest + 1 }, (_, age) => {
    const last = groups.length - 1;
    const group = Math.min(last, Math.floor(age / 5));
    const weight = groups[group] ?? 0;
    return group < last ? weight / 5 : weight * 0.18 * 0.82 ** (age - last * 5);
  });
}
