import type { StoredResource } from '@songhua/kernel';

const link = (relation: string, path: string, query: URLSearchParams) => ({ relation, url: `${path}?${query}` });

/** A page of matches as a searchset Bundle, with links to itself and the next page. */
export function searchBundle(
  /** Absolute address of the type, e.g. `https://health.example/fhir/R4/Organization`. */
  path: string,
  page: { readonly total: number; readonly items: readonly StoredResource[] },
  query: Readonly<Record<string, unknown>>,
  { limit, offset }: { readonly limit: number; readonly offset: number },
) {
  const at = (start: number): URLSearchParams => {
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && name !== '_count' && name !== '_offset') params.set(name, String(value));
    }
    params.set('_count', String(limit));
    params.set('_offset', String(start));
    return params;
  };
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: page.total,
    link: [
      link('self', path, at(offset)),
      ...(offset + page.items.length < page.total && page.items.length > 0 ? [link('next', path, at(offset + limit))] : []),
    ],
    entry: page.items.map((resource) => ({ fullUrl: `${path}/${resource.id}`, resource, search: { mode: 'match' } })),
  };
}
