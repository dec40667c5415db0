/**
 * Percentiles that CIDARS uses by disease after its first tuning with the data of 2008 to 2010, as reported in the literature (50 everywhere before; 12.2 % of
 * signals saved, no outbreak lost), by code of the notifiable list, or code/subtype. Recalled from summaries and not checked against the original paper; a place
 * may hand in its own.
 */
export const publishedPercentiles: Readonly<Record<string, number>> = {
  dysentery: 50,
  'other-diarrhoea': 60,
  mumps: 60,
  'viral-hepatitis/a': 70,
  influenza: 70,
  rubella: 70,
  'japanese-encephalitis': 80,
};

/** Of the other twelve diseases of the first nineteen, which the summaries do not name. */
export const otherPercentile = 90;

/** The percentile of a disease, or of one subtype of it, that was published; null where none was, and the caller has one of its own. */
export const percentileOfDisease = (
  disease: string,
  subtype: string | null = null,
  table: Readonly<Record<string, number>> = publishedPercentiles,
): number | null => {
  const key = [`${disease}/${subtype}`, disease].find((one) => Object.hasOwn(table, one));
  return key === undefined ? null : (table[key] ?? null);
};
