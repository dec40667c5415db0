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

/** A way without those holders who are another person; null when nobody is left. */
function notOthers(way: Way, patients: readonly string[]): Way | null {
  if (way.whose === 'everyone') return way;
  const whose = way.whose.filter(({ id }) => !id.startsWith('Patient/') || patients.includes(id));
  return whose.length > 0 ? { ...way, whose } : null;
}

/**
 * A way, as far as it is about one person: the patient in context, and whoever else is known to be the same. The types that can be about one
 * are asked for by the parameters that say so. The resource of the patient in context is read by its name: whether the user may reach it is
 * asked when the patient is chosen, and not again while the consent lasts; so it is not changed by it, which takes a relation now. Those of the
 * same person's other registrations take one, too: nobody was asked about them.
 * What is open to the user of somebody else (an emergency, a child) says nothing of this one.
 */
function about(own: Way, patients: readonly [string, ...string[]]): Way[] {
  const [patient, ...others] = patients;
  const way = notOthers(own, patients);
  if (!way) return [];
  const types = way.types === '*' ? ['Patient', ...Object.keys(patientCompartment)] : way.types;
  return types.flatMap((type): Way[] => {
    if (type === 'Patient') {
      const interactions = letters(way.interactions, 'rs');
      if (interactions === '') return [];
      const registered = { ...way, types: [type], interactions };
      return [
        { ...registered, whose: [{ relation: 'self', id: patient }] },
        ...others.map(
          (other): Way => ({ ...registered, criteria: [...(way.criteria ?? []), `_id=${other.slice('Patient/'.length)}`] }),
        ),
      ];
    }
    return (patientCompartment[type] ?? []).map((parameter) => ({
      ...way,
      types: [type],
      criteria: [...(way.criteria ?? []), `${parameter}=${patients.join(',')}`],
    }));
  });
}

/**
 * What an app reaches with a user's token: of the user's own ways what the scopes name and nothing beside; by `patient/…` only what is
 * about the person in context (the patient in context first, then the same person's other Patients), and nothing where there is none.
 */
export function narrowReach(reach: Reach, scopes: readonly string[], patients: readonly string[]): Reach {
  const [patient, ...others] = patients;
  const ways = scopes.flatMap((text) => {
    const scope = readScope(text);
    if (!scope || scope.level === 'system') return [];
    const narrowed = reach.ways.flatMap((way) => along(way, scope) ?? []);
    if (scope.level === 'user') return narrowed;
    return patient === undefined ? [] : narrowed.flatMap((way) => about(way, [patient, ...others]));
  });
  return { ...reach, ways };
}

/** An app asks for records alone, whatever else its user may do. */
export const permissionsOfApp = (held: ReadonlySet<string>, all: readonly Permission[]): ReadonlySet<string> =>
  new Set(all.flatMap(({ code }) => (held.has(code) && /^records\.(read|write)$/.test(code) ? [code] : [])));
