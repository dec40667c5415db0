import { type Call, ok, type Resource, type Result, refuse } from '@songhua/kernel';
import { checkResource } from '../domain/check-resource.ts';
import { refuseEntryConditions } from './conditions.ts';
import { checkScope } from './scopes.ts';

interface Planned {
  readonly resource: Resource & { readonly id: string };
  readonly created: boolean;
}

interface Entry {
  readonly fullUrl?: unknown;
  readonly resource?: unknown;
  readonly request?: { readonly method?: unknown; readonly url?: unknown };
}

/** Entries in one bundle: all of them wait in memory and hold their locks together. */
const mostEntries = 10_000;

const invalid = (entry: number, reason: string): Result<never> => refuse('records.invalid-bundle', { entry: entry + 1, reason });

/** What one entry asks for: POST gets an id, PUT has one; anything else is refused by name. */
function planEntry({ resource, request }: Entry, at: number, newId: () => string): Result<Planned> {
  const [type, id, ...rest] = String(request?.url ?? '').split('/');
  const method = request?.method;
  if (method !== 'POST' && method !== 'PUT') return invalid(at, `request.method=${String(method)}`);
  if (rest.length > 0 || !type || (method === 'PUT') !== (id !== undefined))
    return invalid(at, `request.url=${String(request?.url)}`);
  const unconditional = refuseEntryConditions(request ?? {});
  if (!unconditional.ok) return unconditional;
  const checked = checkResource(resource, { type, ...(id !== undefined && { id }) });
  if (!checked.ok) return refuse('records.invalid-bundle', { entry: at + 1, reason: `${type}` }, checked.error.errors);
  return ok({ resource: { ...checked.value, id: id ?? newId() }, created: method === 'POST' });
}

/** The same JSON with every reference that names a fullUrl of the bundle turned into `Type/id`. */
function resolveReferences(value: unknown, places: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, places));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) =>
      name === 'reference' && typeof inner === 'string'
        ? [name, places.get(inner) ?? inner]
        : [name, resolveReferences(inner, places)],
    ),
  );
}

/** A FHIR transaction of creates and updates: every entry or none; a refusal names its entry, counted from 1. */
export async function runTransaction({
  tx,
  records,
  actor,
  now,
  newId,
  body,
}: Call<unknown, unknown, unknown>): Promise<Result<unknown>> {
  const bundle = body as { resourceType?: unknown; type?: unknown; entry?: unknown } | null;
  if (bundle?.resourceType !== 'Bundle' || bundle.type !== 'transaction') return invalid(-1, 'Bundle.type');
  if (!Array.isArray(bundle.entry)) return invalid(-1, 'Bundle.entry');
  const entries = bundle.entry as readonly (Entry | null)[];
  if (entries.length > mostEntries) return refuse('records.bundle-too-large', { limit: mostEntries, entries: entries.length });
  const planned: Planned[] = [];
  const places = new Map<string, string>();
  for (const [at, entry] of entries.entries()) {
    const plan = planEntry(entry ?? {}, at, newId);
    if (!plan.ok) return plan;
    const { resource, created } = plan.value;
    const scope = checkScope(actor, resource.resourceType, created ? 'c' : 'u');
    if (!scope.ok) return scope;
    planned.push(plan.value);
    if (typeof entry?.fullUrl === 'string') places.set(entry.fullUrl, `${resource.resourceType}/${resource.id}`);
  }
  const resources = planned.map(({ resource }) => resolveReferences(resource, places) as Planned['resource']);
  const saved = await records.saveAll(tx, resources, now);
  if (!saved.ok) return saved;
  return ok({
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: saved.value.map((resource) => ({
      response: {
        status: resource.meta.versionId === '1' ? '201 Created' : '200 OK',
        location: `${resource.resourceType}/${resource.id}/_history/${resource.meta.versionId}`,
        etag: `W/"${resource.meta.versionId}"`,
        lastModified: resource.meta.lastUpdated,
      },
    })),
  });
}
