import type { Way } from '@songhua/kernel';
import { resourceGroups } from '../policy/resource-groups.ts';
import type { Access } from './entry.ts';

/** Through what somebody came to the people whom an answer is about. */
export interface WayTaken {
  /** The relations that could lead there, `everyone` for a way to everybody's records; null when it was about nobody. */
  readonly way: string | null;
  /** Emergency access leads to one of them. */
  readonly emergency: boolean;
}

/** Types of records about people: a way to the registry alone leads to nobody. */
const ofPeople: ReadonlySet<string> = new Set(
  Object.values(resourceGroups).flatMap(({ ofPeople: about, types }): readonly string[] => (about ? types : [])),
);

const order = ['self', 'proxy', 'emergency', 'treating', 'contracted', 'responsible', 'everyone'] as const;

type Step = (typeof order)[number];

const reads = (method: string, route: string): boolean =>
  method === 'GET' || method === 'HEAD' || route.endsWith('/_search') || route.endsWith('/$validate');

/**
 * The ways that could lead to the people of an entry, as far as the reach tells without asking who stands in which relation. Where those of
 * one's own, of whom one acts for and of emergency access lead to all of them, it was these and no other.
 */
export function wayTaken({ actor, touched, method, route }: Pick<Access, 'actor' | 'touched' | 'method' | 'route'>): WayTaken {
  const { reach } = actor;
  // An event shows nobody's records.
  if (!reach || method === 'EVENT' || !touched || touched.patients.length === 0) return { way: null, emergency: false };
  const people = new Set(touched.patients.map((id) => `Patient/${id}`));
  const types = new Set(touched.resources.map((name) => name.slice(0, name.indexOf('/'))).filter((type) => ofPeople.has(type)));
  const letters = reads(method, route) ? /[rs]/ : /[cud]/;
  const leads = ({ types: to, interactions }: Way): boolean =>
    letters.test(interactions) && (to === '*' || to.some((type) => (types.size > 0 ? types.has(type) : ofPeople.has(type))));
  const found = new Set<Step>();
  const named = new Set<string>();
  for (const way of reach.ways.filter(leads)) {
    if (way.whose === 'everyone') found.add('everyone');
    else
      for (const { relation, id } of way.whose) {
        const toOne = id.startsWith('Patient/');
        if (toOne && !people.has(id)) continue;
        // A visit that nobody has confirmed is treatment, too; the reach does not tell which of the two led there.
        found.add(relation === 'opened' ? 'treating' : relation);
        if (toOne) named.add(id);
      }
  }
  const emergency = found.has('emergency');
  const byName = order.slice(0, 3).filter((step) => found.has(step));
  const steps = named.size === people.size ? byName : order.filter((step) => found.has(step));
  return { way: steps.length > 0 ? steps.join(' ') : null, emergency };
}
