import type { Resource } from '@songhua/kernel';

const isThing = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const textIn = (value: unknown, key: string): string => (isThing(value) && typeof value[key] === 'string' ? value[key] : '');

/** Resources that tell of a person: what they are called is for few. */
export const isOfPerson = (type: string): boolean => type === 'Practitioner' || type === 'PractitionerRole';

/** What people call a resource of the registry; its id where nothing else is said. */
export function nameOfResource(resource: Resource | undefined, id: string): string {
  if (!resource) return id;
  const { name, deviceName, practitioner } = resource;
  const first = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined);
  const said = [
    typeof name === 'string' ? name : textIn(first(name), 'text'),
    textIn(first(deviceName), 'name'),
    textIn(practitioner, 'display'),
  ];
  return said.find((one) => one !== '') ?? id;
}
