/** How the city's people live, move and are registered. Each figure is this project's estimate unless its source is said. */
export interface LifeRates {
  readonly source: string;
  readonly verified: boolean;
  /** Deaths a year per thousand by five years of age (the last: 85 and older), men and women. */
  readonly deaths: { readonly male: readonly number[]; readonly female: readonly number[] };
  /** Share of households that moved within the five years; of them, who came from another town of the city, and from outside it. */
  readonly movedHouseholds: number;
  readonly fromOtherTown: number;
  readonly fromOutside: number;
  /** Share of households with a former address of longer ago. */
  readonly movedEarlier: number;
  /** People who left the city within the five years, as a share of residents. */
  readonly left: number;
  /** Share of wives of 20-24, 25-29, 30-34 and 35-44 who married within the five years. */
  readonly newlyMarried: readonly [number, number, number, number];
  /** Share of people with a record at a primary institution of their home. */
  readonly atHome: number;
  /** Share with a record at a hospital of the county, by age under 6, under 18, under 45, under 65, older. */
  readonly atCounty: readonly [number, number, number, number, number];
  readonly atCity: readonly [number, number, number, number, number];
  /** Share with one at a specialised institution (children and mothers at those for them). */
  readonly atSpecialised: readonly [number, number, number, number, number];
  /** Share with one at a second primary institution, a clinic for instance. */
  readonly atClinic: number;
  /** Share brought to a hospital once without anybody knowing who they are. */
  readonly unknown: number;
  /** Share of births registered before the child has a name. */
  readonly newborns: number;
}

export const usualLives: LifeRates = {
  source: '分年龄死亡率的形状依 2020 年前后全国生命表的数量级, 粗死亡率约 7‰; 其余为本项目假设',
  verified: false,
  deaths: {
    male: [1.1, 0.25, 0.25, 0.45, 0.6, 0.75, 1, 1.6, 2.3, 3.6, 5.2, 7.6, 11.5, 18, 29, 47, 78, 145],
    female: [0.9, 0.18, 0.16, 0.2, 0.25, 0.3, 0.4, 0.65, 1, 1.6, 2.4, 3.7, 6.1, 10.5, 19, 34, 62, 125],
  },
  movedHouseholds: 0.15,
  fromOtherTown: 0.3,
  fromOutside: 0.1,
  movedEarlier: 0.5,
  left: 0.02,
  newlyMarried: [0.75, 0.6, 0.2, 0.04],
  atHome: 0.88,
  atCounty: [0.1, 0.07, 0.12, 0.2, 0.3],
  atCity: [0.03, 0.02, 0.04, 0.06, 0.08],
  atSpecialised: [0.2, 0.03, 0.02, 0.015, 0.02],
  atClinic: 0.03,
  unknown: 0.0004,
  newborns: 0.85,
};

/** Which of the five groups of ages. */
export const ageBand = (age: number): 0 | 1 | 2 | 3 | 4 => (age < 6 ? 0 : age < 18 ? 1 : age < 45 ? 2 : age < 65 ? 3 : 4);
