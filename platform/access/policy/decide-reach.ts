import type { Holder, Purpose, Reach, Relation, Way } from '@songhua/kernel';
import { actingName } from '../consent/acting-name.ts';
import { policies as ours, type Policy } from './policies.ts';
import { resourceGroups } from './resource-groups.ts';

/** Somebody as policies see them: as what, for whom and where they act now. */
export interface Who {
  readonly roles: readonly string[];
  /** `Organization/…` for which they act. */
  readonly institution?: string;
  /** `Organization/…` for which they work now, whichever they act for. */
  readonly employers?: readonly string[];
  /** `Practitioner/…` who they are. */
  readonly practitioner?: string;
  /** `Patient/…` who they are: every registration of theirs that is known to be one person. */
  readonly patients?: readonly string[];
  /** GB/T 2260 code of the area they answer for. */
  readonly area?: string;
  /** `Patient/…` for whom they act. */
  readonly proxied?: readonly string[];
  /** `Patient/…` to whose records they have opened emergency access. */
  readonly emergencies?: readonly string[];
  /** What for they look; the first that their roles give unless said. */
  readonly purpose?: Purpose;
}

/** Under which names somebody can stand in a relation; `Patient/…`: whose record it is, known without a stake. */
const holdersIn: Readonly<Record<Relation, (who: Who) => readonly (string | undefined)[]>> = {
  treating: ({ institution, practitioner }) => [institution, practitioner],
  opened: ({ institution }) => [institution],
  contracted: ({ institution, practitioner }) => [institution, practitioner],
  responsible: ({ institution, area }) => [institution, area && `area/${area}`],
  self: ({ patients = [] }) => patients,
  proxy: ({ proxied = [] }) => proxied,
  emergency: ({ emergencies = [] }) => emergencies,
};

const inOrder: readonly Purpose[] = ['treatment', 'public-health', 'personal'];

/** These rules count whatever somebody is about. */
const always = new Set<Purpose>(['administration', 'personal', 'emergency']);

/** What for somebody with these policies looks at records when they do not say. */
const usualPurpose = (held: readonly Policy[]): Purpose =>
  inOrder.find((purpose) => held.some((policy) => policy.purpose === purpose)) ?? 'administration';

/** By which parameter of R4 a resource says whose business it is; a CareTeam does not say it by any. */
const houseParameters: Readonly<Record<string, string>> = {
  Encounter: 'service-provider',
  EpisodeOfCare: 'organization',
  Patient: 'organization',
};

/** Ways to what is the business of the institution acted for, each type by its own parameter. */
const ofOwnHouse = (common: Omit<Way, 'whose'>, types: readonly string[], { institution }: Who): Way[] =>
  types.flatMap((type) => {
    const parameter = houseParameters[type];
    return parameter && institution
      ? [{ ...common, types: [type], whose: 'everyone' as const, criteria: [`${parameter}=${institution}`] }]
      : [];
  });

function waysFor(policy: Policy, who: Who): readonly Way[] {
  const types = policy.groups.flatMap((group) => resourceGroups[group].types);
  const common = {
    types,
    interactions: policy.interactions,
    labels: policy.labels,
    ...(policy.masked.length > 0 && { masked: policy.masked }),
    ...(policy.aboveConsent && { aboveConsent: true as const }),
  };
  if (policy.by === 'everyone') return [{ ...common, whose: 'everyone' }];
  if (policy.by === 'own-house') return ofOwnHouse(common, types, who);
  const holders = policy.by.flatMap((relation): Holder[] =>
    holdersIn[relation](who).flatMap((id) => (id ? [{ relation, id }] : [])),
  );
  return holders.length > 0 ? [{ ...common, whose: holders }] : [];
}

/** A way and the policy that gives it. */
export interface PolicyWay {
  readonly policy: Policy;
  readonly way: Way;
}

/** The ways that somebody's policies give, and what for they look. Of a policy that leads to nobody of theirs there is none. */
export function waysOf(
  who: Who,
  policies: readonly Policy[] = ours,
): { readonly purpose: Purpose; readonly ways: readonly PolicyWay[] } {
  const held = policies.filter(({ roles }) => roles.some((role) => who.roles.includes(role)));
  const purpose = who.purpose ?? usualPurpose(held);
  const ways = held
    .filter((policy) => policy.purpose === purpose || always.has(policy.purpose))
    .flatMap((policy) => waysFor(policy, who).map((way): PolicyWay => ({ policy, way })));
  return { purpose, ways };
}

/**
 * By which names consents know who asks: what is forbidden to one institution binds its people wherever they act; spared by a prohibition is
 * only the one for which they act (consent/acting-name.ts).
 */
export const institutionsOf = ({ institution, employers = [] }: Who): readonly string[] =>
  institution ? [...new Set([institution, ...employers]), actingName(institution)] : [];

/**
 * What of the record store somebody reaches: a way for each policy that one of their roles holds and that fits what they are about. A role
 * more never takes anything away as long as the purpose is the same.
 */
export function decideReach(who: Who, policies: readonly Policy[] = ours): Reach {
  const { purpose, ways } = waysOf(who, policies);
  return { ways: ways.map(({ way }) => way), purpose, institutions: institutionsOf(who) };
}
