import { losslessValue } from '@songhua/engine-fhir/json/lossless.ts';
import { type JsonObject, scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { deepest } from '../domain/check-resource.ts';
import { headOf } from '../http/stored-text.ts';
import type { Version } from '../store/read.ts';
import type { Write } from '../write/types.ts';
import type { Work } from './types.ts';

interface Coded {
  readonly system?: unknown;
  readonly code?: unknown;
}

const securityOf = (meta: unknown): readonly unknown[] => {
  const security = (meta as { readonly security?: unknown } | null | undefined)?.security;
  return Array.isArray(security) ? security : [];
};

const keyOf = (coding: unknown): string => {
  const { system, code } = (coding ?? {}) as Coded;
  return JSON.stringify([system ?? null, code ?? null]);
};

function keep(write: Write, found: Version): Write {
  const { scan } = write;
  if (!scan) return write;
  const before = securityOf((JSON.parse(found.body) as { readonly meta?: unknown }).meta);
  const said = new Set(securityOf(scan.value['meta']).map(keyOf));
  const lost = before.filter((coding) => !said.has(keyOf(coding)));
  if (lost.length === 0) return write;
  const value = losslessValue(scan) as JsonObject;
  const meta = (value['meta'] ?? {}) as JsonObject;
  const kept = scanJson(JSON.stringify({ ...value, meta: { ...meta, security: [...securityOf(meta), ...lost] } }), { deepest });
  if (!kept.ok) throw new Error(`labels cannot be put into ${write.type}/${write.id}`);
  return { ...write, scan: kept.value };
}

/**
 * The same changes with the security labels (`meta.security`) that the resources bear now: a change that leaves one out does not take it
 * away. R4 asks servers to keep them (resource.html#meta); a label that went with the next update would open what it closed.
 */
export async function keepLabels({ store, tx }: Pick<Work, 'store' | 'tx'>, writes: readonly Write[]): Promise<readonly Write[]> {
  const updates = writes.filter(({ type, scan, fresh }) => scan && !fresh && store.view.people(type).sensitive);
  if (updates.length === 0) return writes;
  const found = await store.readSeen(tx, undefined, 'u', updates);
  const standing = new Map(
    found.flatMap((one) => (one && !one.deleted ? [[`${one.type}/${headOf(one.body).id}`, one] as const] : [])),
  );
  return writes.map((write) => {
    const one = updates.includes(write) ? standing.get(`${write.type}/${write.id}`) : undefined;
    return one ? keep(write, one) : write;
  });
}
