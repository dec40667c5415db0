import type { Client } from './ask.ts';
import { keySystem, markSystem, types } from './contents.ts';
import type { Found, Version } from './judge.ts';

interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: { readonly versionId: string };
  readonly identifier?: readonly { readonly system: string; readonly value: string }[];
}

interface Bundle {
  readonly link?: readonly { readonly relation: string; readonly url: string }[];
  readonly entry?: readonly {
    readonly resource?: Resource;
    readonly request?: { readonly method: string; readonly url: string };
    readonly response?: { readonly etag?: string; readonly lastModified?: string };
  }[];
}

const identifiedBy = ({ identifier }: Resource, system: string): string | undefined =>
  identifier?.find((one) => one.system === system)?.value;

async function bundle(client: Client, path: string, form?: string): Promise<Bundle> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await client.read(form === undefined ? { method: 'GET', path } : { method: 'POST', path, headers, body: form });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text.slice(0, 500)}`);
  return JSON.parse(answer.text) as Bundle;
}

function versionOf(entry: NonNullable<Bundle['entry']>[number]): Version {
  const { resource, request, response } = entry;
  const version = Number(/"(\d+)"/.exec(response?.etag ?? '')?.[1]);
  const updatedAt = response?.lastModified ?? '';
  const deleted = request?.method === 'DELETE';
  const [type = '', id = ''] = (request?.url ?? '').split('/');
  if (!resource || deleted) return { type, id, version, deleted, updatedAt };
  const key = identifiedBy(resource, keySystem);
  const mark = identifiedBy(resource, markSystem);
  const named = { type: resource.resourceType, id: resource.id };
  return { ...named, version, deleted, updatedAt, ...(key !== undefined && { key }), ...(mark !== undefined && { mark }) };
}

/** Every version of the types that the writers write, page by page. */
export async function collectVersions(client: Client): Promise<Version[]> {
  const versions: Version[] = [];
  for (const type of types) {
    for (let path: string | undefined = `/fhir/R4/${type}/_history?_count=1000`; path !== undefined; ) {
      const page: Bundle = await bundle(client, path);
      versions.push(...(page.entry ?? []).map(versionOf).map((one) => (one.type === '' ? { ...one, type } : one)));
      const next: string | undefined = page.link?.find(({ relation }) => relation === 'next')?.url;
      path = next === undefined ? undefined : new URL(next).pathname + new URL(next).search;
    }
  }
  return versions;
}

const atOnce = 150;

/** What searches by the keys' identifiers find, in all the types. */
export async function collectFound(client: Client, keys: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const type of types) {
    for (let from = 0; from < keys.length; from += atOnce) {
      const values = keys.slice(from, from + atOnce).map((key) => `${keySystem}|${key}`);
      const form = new URLSearchParams({ identifier: values.join(','), _count: '1000' }).toString();
      const { entry = [] } = await bundle(client, `/fhir/R4/${type}/_search`, form);
      for (const { resource } of entry) {
        if (!resource) continue;
        const key = identifiedBy(resource, keySystem) ?? '';
        found.push({ key, type, id: resource.id, version: Number(resource.meta.versionId) });
      }
    }
  }
  return found;
}
