import { publishedPercentiles } from '@songhua/engine-outbreak/percentile/published-percentiles.ts';

/** Subtypes with a series of their own beside that of their disease: those that have a percentile of their own. Written `disease.subtype`. */
const apart = new Set(Object.keys(publishedPercentiles).filter((key) => key.includes('/')));

/** The series that cases of a disease and subtype count in. */
export const seriesOfCases = (disease: string, subtype: string | null): readonly string[] =>
  apart.has(`${disease}/${subtype}`) ? [disease, `${disease}.${subtype}`] : [disease];

/** What a series is about: a disease, or one subtype of it; a syndrome as it is. */
export function readSubject(subject: string): { readonly disease: string; readonly subtype: string | null } {
  const [disease = '', subtype = null] = subject.split('.');
  return apart.has(`${disease}/${subtype}`) ? { disease, subtype } : { disease: subject, subtype: null };
}
