import { type JsonObject, type Scan, scanJson, scanPart } from '@songhua/engine-fhir/json/scan.ts';
import { replaceReferences } from '@songhua/engine-fhir/json/splice.ts';
import { type FieldError, ok, type Result } from '@songhua/kernel';
import { deepest } from '../domain/check-resource.ts';

/** Finds what a condition such as `Practitioner?identifier=1` means: an id, or why there is not exactly one. */
export type FindOne = (type: string, criteria: string) => Promise<Result<string | null, readonly FieldError[]>>;

/** An entry ready to be judged and written, or refused. `null`: nothing to do, it is there already. */
export interface BundleEntry {
  /** From 1. */
  readonly line: number;
  readonly read: Result<{ readonly scan: Scan; readonly id: string | undefined } | null, readonly FieldError[]>;
}

/** Bundles are some levels deeper than the resources in them. */
const bundleLevels = 3;
const uuid = /^urn:uuid:([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/i;
const condition = /^([A-Z][A-Za-z]+)\?(.+)$/;
const asEntries = new Set(['transaction', 'batch', 'collection', 'searchset']);

const fault = (field: string, rule: string, value: unknown, zh: string, en: string): FieldError => ({
  field,
  rule,
  ...(value !== undefined && { value: String(value).slice(0, 200) }),
  message: { zh, en },
});

interface Entry {
  readonly fullUrl?: unknown;
  readonly resource?: JsonObject;
  readonly request?: { readonly method?: unknown; readonly url?: unknown; readonly ifNoneExist?: unknown };
}

/** Where an entry's resource will stand. */
interface Target {
  readonly type: string;
  readonly id: string | undefined;
  /** It is there already and is not written. */
  readonly standing: boolean;
}

async function locate({ fullUrl, resource, request }: Entry, findOne: FindOne): Promise<Result<Target, readonly FieldError[]>> {
  const faulty = (...error: Parameters<typeof fault>): Result<never, readonly FieldError[]> => ({
    ok: false,
    error: [fault(...error)],
  });
  if (!resource) return faulty('resource', 'required', undefined, '条目没有资源', 'the entry holds no resource');
  const type = String(resource['resourceType']);
  const own = resource['id'] === undefined ? undefined : String(resource['id']);
  const { method = 'PUT', url, ifNoneExist } = request ?? {};
  if (method !== 'PUT' && method !== 'POST')
    return faulty(
      'request.method',
      'import-method',
      method,
      '导入只接受新建与更新的条目',
      'an import takes entries that create or update',
    );
  const criteria = method === 'PUT' ? condition.exec(String(url ?? ''))?.[2] : ifNoneExist;
  if (typeof criteria === 'string') {
    const found = await findOne(type, criteria);
    if (!found.ok) return found;
    if (found.value !== null) return ok({ type, id: found.value, standing: method === 'POST' });
  }
  const addressed = method === 'PUT' && typeof url === 'string' ? /^[A-Za-z]+\/([^/?]+)$/.exec(url)?.[1] : undefined;
  if (addressed !== undefined && own !== undefined && addressed !== own)
    return faulty(
      'resource.id',
      'same-as-address',
      own,
      `应与地址中的 ${addressed} 一致`,
      `must be ${addressed}, as in the address`,
    );
  return ok({ type, id: addressed ?? own ?? uuid.exec(String(fullUrl ?? ''))?.[1], standing: false });
}

/** The references of one resource that must be written otherwise, or those that lead nowhere. */
async function replacements(
  { references }: Scan,
  places: ReadonlyMap<string, string>,
  findOne: FindOne,
  trusting: boolean,
): Promise<Result<ReadonlyMap<string, string>, readonly FieldError[]>> {
  const changed = new Map<string, string>();
  const errors: FieldError[] = [];
  for (const value of new Set(references.map((reference) => reference.value))) {
    const place = places.get(value);
    const [, type, criteria] = condition.exec(value) ?? [];
    if (place !== undefined) changed.set(value, place);
    else if (value.startsWith('urn:uuid:') || value.startsWith('urn:oid:')) {
      errors.push(
        fault(
          'reference',
          'reference-exists',
          value,
          '引用的条目不在此 Bundle 中',
          'refers to an entry that is not in this bundle',
        ),
      );
    } else if (type !== undefined && criteria !== undefined) {
      const found = await findOne(type, criteria);
      if (!found.ok) errors.push(...found.error);
      else if (found.value !== null) changed.set(value, `${type}/${found.value}`);
      else if (!trusting)
        errors.push(
          fault(
            'reference',
            'reference-exists',
            value,
            '按条件引用的资源没有找到',
            'the condition of the reference finds nothing',
          ),
        );
    }
  }
  return errors.length > 0 ? { ok: false, error: errors } : ok(changed);
}

/**
 * The resources of a Bundle one by one, references between its entries and those by a condition rewritten to `Type/id`. Entries get their
 * resource's id, else the UUID they are named by; so a bundle that is imported again makes new versions, not new resources.
 * `trusting` lets conditions that find nothing stand. Anything that is not a Bundle of entries is one resource by itself. Refused as a whole only where it is not JSON.
 */
export async function readBundle(
  text: string,
  findOne: FindOne,
  trusting = false,
): Promise<Result<{ readonly entries: number; read(): AsyncGenerator<BundleEntry> }, readonly FieldError[]>> {
  const scanned = scanJson(text, { deepest: deepest + bundleLevels });
  if (!scanned.ok) {
    return { ok: false, error: scanned.errors.map(({ field, rule, value, text: message }) => ({ field, rule, value, message })) };
  }
  const bundle = scanned.value;
  const { resourceType, type, entry } = bundle.value;
  if (resourceType !== 'Bundle' || !asEntries.has(String(type))) {
    const id = bundle.value['id'];
    const read = ok({ scan: bundle, id: typeof id === 'string' ? id : undefined });
    return ok({
      entries: 1,
      read: async function* () {
        yield { line: 1, read };
      },
    });
  }
  const entries = (Array.isArray(entry) ? entry : []) as readonly Entry[];
  return ok({
    entries: entries.length,
    read: async function* () {
      const targets: Result<Target, readonly FieldError[]>[] = [];
      const places = new Map<string, string>();
      for (const one of entries) {
        const target = await locate(one, findOne);
        targets.push(target);
        if (target.ok && target.value.id !== undefined && typeof one.fullUrl === 'string')
          places.set(one.fullUrl, `${target.value.type}/${target.value.id}`);
      }
      for (const [n, target] of targets.entries()) {
        const line = n + 1;
        const span = bundle.entries[n];
        const resource = entries[n]?.resource;
        if (!target.ok || !span || !resource) {
          yield { line, read: target.ok ? ok(null) : target };
          continue;
        }
        if (target.value.standing) {
          yield { line, read: ok(null) };
          continue;
        }
        const scan = scanPart(bundle, span, resource);
        const changed = await replacements(scan, places, findOne, trusting);
        if (changed.ok) yield { line, read: ok({ scan: replaceReferences(scan, changed.value), id: target.value.id }) };
        else yield { line, read: changed };
      }
    },
  });
}
