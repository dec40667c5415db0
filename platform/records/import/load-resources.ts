import { type FieldError, ok, type Resource, type Result, refuse, type Tx } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import { scanOf } from '../write/write-resources.ts';
import { createGatherer } from './gather.ts';
import { judgeScan } from './judge-line.ts';
import { writeBatch } from './write-batch.ts';

/** Field of an error within the list that was handed in. */
const within = (at: number, { field, ...error }: FieldError): FieldError => ({
  ...error,
  field: field === '' ? `[${at}]` : `[${at}].${field}`,
});

/**
 * Stores many resources under their own ids by the road of imports, fully validated, in the caller's transaction: all or none. Of one that
 * stands there twice the later is the newer version. Refused with every error, by the position of its resource.
 */
export async function loadResources(
  { judge, writing }: Pick<FhirStore, 'judge' | 'writing'>,
  tx: Tx,
  resources: readonly (Resource & { readonly id: string })[],
  now: Date,
): Promise<Result<{ readonly created: number; readonly updated: number }>> {
  if (resources.length === 0) return ok({ created: 0, updated: 0 });
  const gatherer = createGatherer(writing);
  gatherer.begin(now, { resources: resources.length, bytes: resources.length * 1_500 });
  const errors: FieldError[] = [];
  for (const [at, resource] of resources.entries()) {
    const judged = judgeScan({ judge, writing }, 'full', scanOf(resource), at + 1, now);
    if (judged.ok) gatherer.add(judged.value);
    else errors.push(...judged.error.map((error) => within(at, error)));
  }
  if (errors.length > 0) return refuse('records.invalid-resource', {}, errors);
  const written = await writeBatch(writing, tx, gatherer.end());
  if (!written.ok) return written;
  const { created, updated, refused } = written.value;
  const later = refused.flatMap(({ line, errors: of }) => of.map((error) => within(line - 1, error)));
  return later.length > 0 ? refuse('records.invalid-resource', {}, later) : ok({ created, updated });
}
