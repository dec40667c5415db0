/** What a number comes to per 1,000 residents; null where either is not known, or nobody lives there. */
export const perThousand = (value: number | null, population: number | null | undefined): number | null =>
  value === null || !population ? null : (1000 * value) / population;

/** Measures that are read beside a population: people and beds. */
export const isPerResident = (unit: { readonly en: string }): boolean => unit.en === 'beds' || unit.en === 'people';
