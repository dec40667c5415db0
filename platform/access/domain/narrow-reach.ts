import type { Permission, Reach, Way } from '@songhua/kernel';
import { patientCompartment } from './patient-compartment.ts';
import { type ResourceScope, readScope } from './read-scope.ts';

const letters = (a: string, b: string): string => [...a].filter((letter) => b.includes(letter)).join('');

const typesOf = (way: Way['types'], scope: string): Way['types'] => {
  if (scope === '*') return way;
  return way === '*' || way.includes(scope) ? [scope] : [];
};

/** A way, as far as a scope leads along it. */
function along(way: Way, scope: ResourceScope): Way | null {
  const types = typesOf(way.types, scope.type);
  const interactions = letters(way.interactions, scope.interactions);
  if (types.length === 0 || interactions === '') return null;
  const criteria = [...(way.criteria ?? []), ...scope.criteria];
  return { ...way, types, interactions, ...(criteria.length > 0 && { criteria }) };
}

/** A way without those holders who are a person other than this one; null when nobody is left. */
function notOthers(way: Way, patient: string): Way | null {
  if (way.whose === 'everyone') return way;
  const whose = way.whose.filter(({ id }) => !id.startsWith('Patient/') || id === patient);
  return whose.length > 0 ? { ...way, whose } : null;
}

/**
 * A way, as far as it is about one patient. The types that can be about one are asked for by the parameters that say so. The patient's own
 * resource is read by its name: whether the user may reach it is asked when the patient is chosen, and not again while the consent lasts; so
 * it is not changed by it, which takes a relation now.
 * What is open to the user of somebody else (an emergency, a child) says nothing of this one.
 */
function about(own: Way, patient: string): Way[] {
  const way = notOthers(own, patient);
  if (!way) return [];
  const types = way.types === '*' ? ['Patient', ...Object.keys(patientCompartment)] : way.types;
  return types.flatMap((type): Way[] => {
    if (type === 'Patient') {
      const interactions = letters(way.interactions, 'rs');
      return interactions === '' ? [] : [{ ...way, types: [type], interactions, whose: [{ relation: 'self', id: patient }] }];
    }
    return (patientCompartment[type] ?? []).map((parameter) => ({
      ...way,
      types: [type],
      criteria: [...(way.criteria ?? []), `${parameter}=${patient}`],
    }));
  });
}

/**
 * What an app reaches with a user's token: of the user's own ways what the scopes name and nothing beside; by `patient/…` only what is
 * about the patient in context, and nothing where there is none.
 */
export function narrowReach(reach: Reach, scopes: readonly string[], patient: string | null): Reach {
  const ways = scopes.flatMap((text) => {
    const scope = readScope(text);
    if (!scope || scope.level === 'system') return [];
    const narrowed = reach.ways.flatMap((way) => along(way, scope) ?? []);
    if (scope.level === 'user') return narrowed;
    return patient === null ? [] : narrowed.flatMap((way) => about(way, patient));
  });
  return { ...reach, ways };
}

/** An app asks for records alone, whatever else its user may do. */
export const permissionsOfApp = (held: ReadonlySet<string>, all: readonly Permission[]): ReadonlySet<string> =>
  new Set(all.flatMap(({ code }) => (held.has(code) && /^records\.(read|write)$/.test(code) ? [code] : [])));
