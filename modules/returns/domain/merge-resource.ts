import type { Resource, StoredResource } from '@songhua/kernel';

type Written = Resource & { readonly id: string };

const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value)
    ? value.filter((one): one is Readonly<Record<string, unknown>> => typeof one === 'object' && one !== null)
    : [];

const originOf = (url: unknown): string => (URL.canParse(String(url)) ? new URL(String(url)).origin : String(url));

/** Elements that are ours to write and are left out where there is nothing to say: then what stood there is gone. */
const oursToClear: Readonly<Record<string, readonly string[]>> = {
  Practitioner: ['qualification'],
  PractitionerRole: ['period', 'specialty'],
  Device: ['deviceName'],
};

const elementsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const isBed = ({ physicalType }: Resource): boolean => list(elementsOf(physicalType)['coding']).some(({ code }) => code === 'bd');

/** Of a Location only the bed's ward is ours to clear: what a ward or a house is part of, others say. */
const clearedIn = (written: Written): readonly string[] =>
  isBed(written) ? ['partOf'] : (oursToClear[written.resourceType] ?? []);

/** Labels and profiles that others gave; the tag of an invented one is ours. */
function metaOf(current: StoredResource, written: Written): { readonly meta?: unknown } {
  const { security, profile } = elementsOf(current.meta);
  const meta = {
    ...(security !== undefined && { security }),
    ...(profile !== undefined && { profile }),
    ...elementsOf(written['meta']),
  };
  return Object.keys(meta).length === 0 ? {} : { meta };
}

/** What others have said of a resource stays: elements, extensions, identifiers, labels and profiles that are not ours to write. */
export function mergeResource(current: StoredResource | undefined, written: Written): Written {
  if (!current) return written;
  const { meta: _, ...rest } = current;
  const cleared = new Set(clearedIn(written));
  const standing = Object.fromEntries(Object.entries(rest).filter(([element]) => !cleared.has(element)));
  const ours = new Set(list(written['extension']).map(({ url }) => originOf(url)));
  const foreign = ours.size === 0 ? [] : list(current['extension']).filter(({ url }) => !ours.has(originOf(url)));
  const systems = new Set(list(written['identifier']).map(({ system }) => system));
  const identifiers = list(current['identifier']).filter(({ system }) => !systems.has(system));
  return {
    ...standing,
    ...written,
    ...metaOf(current, written),
    ...(foreign.length > 0 && { extension: [...list(written['extension']), ...foreign] }),
    ...(systems.size > 0 && identifiers.length > 0 && { identifier: [...list(written['identifier']), ...identifiers] }),
  };
}

/** Elements by name, so that what was written in another order compares equal. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) =>
    typeof v === 'object' && v !== null && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );

/** A resource without what the store itself writes into it. */
export function contentOf(resource: Resource): Resource {
  const { meta, ...rest } = resource;
  const { versionId: _, lastUpdated: __, ...own } = (meta ?? {}) as Readonly<Record<string, unknown>>;
  return Object.keys(own).length === 0 ? rest : { ...rest, meta: own };
}

/** Whether two resources say the same, whatever their versions. */
export const saysTheSame = (a: Resource, b: Resource): boolean => sorted(contentOf(a)) === sorted(contentOf(b));
