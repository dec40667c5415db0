import type { CountMeasure } from '../institution.ts';
import type { Person } from './furnishing.ts';
import type { Wants } from './wants.ts';
import { isPublic } from './wants.ts';

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The figures beside the counts that follow from the people and beds of an institution. */
export function figuresOf(w: Wants, people: readonly Person[], asOf: string): Partial<Record<CountMeasure, number>> {
  const { institution: i, counts: c } = w;
  const figures: Partial<Record<CountMeasure, number>> = {};
  if (isPublic(i)) {
    const established = people.filter((p) => p.established);
    const professional = established.filter((p) => p.post === 'professional');
    figures.establishment = established.length;
    figures.posts = people.length;
    figures['professional-establishment'] = professional.length;
    figures['public-health-establishment'] = professional.filter((p) => p.duties.includes('public-health')).length;
  }
  if (c['beds-total'] > 0) {
    const open = c['beds-total'] * (isLeap(Number(asOf.slice(0, 4))) ? 366 : 365);
    const discharges = Math.max(1, Math.round((open * w.occupancy) / w.stay));
    figures['open-bed-days'] = open;
    figures['occupied-bed-days'] = Math.round(open * w.occupancy);
    figures.discharges = discharges;
    figures['discharge-bed-days'] = Math.round(discharges * w.stay);
    figures['beds-added'] = 0;
  }
  return { ...figures, ...w.figures };
}
