import type { Attribute, CountMeasure, FurnishedInstitution } from '@songhua/engine-city';
import { attributes, countMeasures } from '@songhua/engine-city';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { InstitutionRecord } from '../contract.ts';

/** A generated institution as the registry keeps it: what the plan states is published, all the rest synthetic. */
export function registerGenerated(institution: FurnishedInstitution, asOf: string): InstitutionRecord {
  const evidenceOf = (attribute: Attribute): Evidence => (institution.published.includes(attribute) ? 'published' : 'synthetic');
  const figures: Readonly<Partial<Record<CountMeasure, number>>> = { ...institution.figures, ...institution.counts };
  return {
    id: institution.id,
    name: institution.name,
    class: institution.class,
    kind: institution.kind,
    level: institution.level,
    ownership: institution.ownership,
    area: institution.area,
    town: institution.town,
    named: institution.named,
    section: institution.section,
    attributes: Object.fromEntries(attributes.map((a) => [a, evidenceOf(a)])) as Record<Attribute, Evidence>,
    facts: countMeasures.flatMap((measure) => {
      const value = figures[measure];
      return value === undefined ? [] : [{ measure, value, asOf, evidence: 'synthetic' as const }];
    }),
    fields: institution.fields,
    designations: institution.designations,
    complete: institution.complete,
    services: [
      ...institution.services.map(({ code, offered, entailed }) => ({
        code,
        offered,
        // All of them have it, says the plan: then so has this one, when it is real and among them by the plan's own word.
        evidence:
          entailed && institution.named && institution.published.includes('level')
            ? ('computed' as const)
            : ('synthetic' as const),
      })),
      ...institution.offers.map((offer) => ({ ...offer, evidence: 'synthetic' as const })),
    ],
  };
}
