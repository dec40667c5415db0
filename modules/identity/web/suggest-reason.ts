import type { TFunction } from 'i18next';
import type { EvidenceRow } from '../contract.ts';

/** A reason to begin with: what speaks loudest for the verdict, in words. Empty where nothing does; the reader writes on. */
export function suggestReason(t: TFunction<'identity'>, evidence: readonly EvidenceRow[], outcome: 'link' | 'apart'): string {
  const sign = outcome === 'link' ? 1 : -1;
  return evidence
    .filter(({ weight, level }) => level !== null && weight * sign >= 1)
    .toSorted((a, b) => (b.weight - a.weight) * sign)
    .slice(0, 3)
    .map(({ field, level }) => {
      const how = t(`level.${field}.${level}`, { defaultValue: t(`level.any.${level}`, { defaultValue: level ?? '' }) });
      return t('reason-part', { field: t(`field.${field}`, { defaultValue: field }), how });
    })
    .join(t('list'));
}
