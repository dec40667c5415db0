import type { StoredResource } from '@songhua/kernel';
import { registrationTags } from './read-patient.ts';

/** Marks links that the index wrote, so that it takes away its own and nobody else's. */
export const linkedByIndex = 'https://songhua.example/fhir/StructureDefinition/linked-by-person-index';

type Elements = Readonly<Record<string, unknown>>;
const listOf = (value: unknown): readonly Elements[] => (Array.isArray(value) ? (value as readonly Elements[]) : []);

const isOurs = (link: Elements): boolean => listOf(link['extension']).some(({ url }) => url === linkedByIndex);

/** Whether an account registered somebody, and no register has taken that over yet. */
export const isAccounts = ({ meta: { tag = [] } }: StoredResource): boolean =>
  tag.some(({ system, code }) => system === registrationTags && code === 'provisional');

const toOther = (patient: string): Elements => ({
  extension: [{ url: linkedByIndex, valueBoolean: true }],
  other: { reference: `Patient/${patient}` },
  type: 'seealso',
});

/**
 * A Patient with links to these others of its person, those of others left as they are; null when it has them already. Who links to somebody is read by whoever reaches
 * that one: what an account registered therefore links to nobody, since it may say it is anybody.
 */
export function withLinks(resource: StoredResource, others: readonly string[]): StoredResource | null {
  const foreign = listOf(resource['link']).filter((link) => !isOurs(link));
  const named = new Set(foreign.map(({ other }) => (other as Elements | undefined)?.['reference']));
  const own = isAccounts(resource) ? [] : others.filter((one) => !named.has(`Patient/${one}`)).map(toOther);
  const links = [...foreign, ...own];
  if (JSON.stringify(links) === JSON.stringify(listOf(resource['link']))) return null;
  const { link: _, ...rest } = resource;
  return { ...rest, ...(links.length > 0 && { link: links }) } as StoredResource;
}
