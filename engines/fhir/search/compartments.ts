import type { QueryContext } from './chains.ts';
import { complain, type Read, read, unknownType } from './complaint.ts';
import type { CompartmentFilter } from './types.ts';

/** What puts resources of the type (null: of any type) into a compartment. Refused when that type is never in it. */
export function compartmentFilter(
  compartment: string,
  id: string,
  type: string | null,
  { catalogue, definitions }: QueryContext,
): Read<CompartmentFilter> {
  const members = definitions.compartments.get(compartment);
  if (!members) return unknownType(compartment);
  const types = type === null ? [...new Set([compartment, ...Object.keys(members)])] : [type];
  const by = types.flatMap((name) => {
    const own = catalogue.types.get(name);
    const parameters = (members[name] ?? []).flatMap((code) => own?.get(code) ?? []);
    const self = name === compartment;
    return self || parameters.length > 0 ? [{ type: name, self, parameters }] : [];
  });
  if (type !== null && by.length === 0) {
    return complain(
      'not-in-compartment',
      `${type} 不属于 ${compartment} 的区隔`,
      `${type} is not part of the ${compartment} compartment`,
    );
  }
  return read({ kind: 'compartment', compartment, id, by });
}
