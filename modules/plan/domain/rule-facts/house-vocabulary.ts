import type { Plan, World } from '@songhua/engine-plan';
import type { FactSource, Vocabulary } from '@songhua/engine-plan/rules/index.ts';
import type { RegistryFacts } from '../../contract.ts';
import { areaTypes } from './area-type.ts';
import { indexFacts } from './index-facts.ts';
import { institutionType } from './institution-type.ts';
import { rowTypes } from './row-types.ts';

/** The types of subject a rule may be about; rows of people and beds are counted, never judged. */
export const subjectTypes = ['city', 'county', 'town', 'institution'] as const;

/** Every word that rules of a plan may use: areas with the plan's own measures, institutions, and what they list. */
export const houseVocabulary = (plan: Pick<Plan, 'measures'>): Vocabulary => ({
  types: { ...areaTypes(plan.measures), institution: institutionType, ...rowTypes },
  subjects: subjectTypes,
});

/**
 * The facts of a day as rules ask for them: the plan's world (published figures before sums), and the registry. County
 * subjects are the county-level areas, districts included, and the urban area; development zones are none.
 */
export function ruleSource(world: World, registry: RegistryFacts, at: string): FactSource {
  const facts = indexFacts(world, registry, at);
  const areas = [...facts.areas.values()];
  const byType = new Map<string, readonly unknown[]>([
    ['city', areas.filter(({ area }) => area.code === world.plan.area)],
    ['county', areas.filter(({ area }) => area.level === 'county' || area.level === 'urban')],
    ['town', areas.filter(({ area }) => area.level === 'town')],
    ['institution', facts.institutions],
  ]);
  return { subjects: (type) => byType.get(type) ?? [] };
}
