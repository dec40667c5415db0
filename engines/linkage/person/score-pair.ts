import { type Evidence, priorWeight, relativesWeight, type Score } from '../model/score.ts';
import { compareForms } from './compare-forms.ts';
import { decadeOf, nameShare } from './name-table.ts';
import { personFields } from './person-fields.ts';
import { formOf, type PersonForm } from './person-form.ts';
import { type PersonModel, personLevels } from './person-model.ts';
import type { PersonRecord } from './person-record.ts';

/** Bits by which agreeing on this name says more or less than on one drawn at random. */
function nameRarity({ names, u, rarest }: PersonModel, one: PersonForm, other: PersonForm): number {
  const [a, b] = [decadeOf(one.clean.born), decadeOf(other.clean.born)];
  const share = nameShare(names, one.name.folded, a === b ? a : 'any');
  return Math.max(-rarest, Math.min(rarest, Math.log2((u[0]?.[0] ?? share) / share)));
}

/**
 * How likely two records are of one person, field by field, in bits (log2 of the odds). The same as a whole table's score of the two: nothing of a table is
 * needed, what names are common the model says.
 */
export function scorePair(model: PersonModel, one: PersonRecord, other: PersonRecord): Score {
  const [a, b] = [formOf(one), formOf(other)];
  let alike = 0;
  const evidence = compareForms(a, b).map((level, at): Evidence => {
    const comparison = personFields[at]?.name ?? 'name';
    if (level < 0) return { comparison, level: null, weight: 0, rarity: 0 };
    const strangers = model.u[at]?.[level] ?? 1;
    alike += Math.log2((model.near[at]?.[level] ?? strangers) / strangers);
    const rarity = comparison === 'name' && level === 0 ? nameRarity(model, a, b) : 0;
    return {
      comparison,
      level: personLevels[comparison][level]?.code ?? null,
      weight: Math.log2((model.m[at]?.[level] ?? 1) / strangers) + rarity,
      rarity,
    };
  });
  const relatives = relativesWeight(model, alike);
  return { weight: evidence.reduce((sum, part) => sum + part.weight, priorWeight(model) + relatives), relatives, evidence };
}
