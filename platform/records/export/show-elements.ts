import { subsetter } from '@songhua/engine-fhir/subset/subset.ts';
import { readView } from '@songhua/engine-fhir/subset/view.ts';
import type { FhirStore } from '../fhir-store.ts';
import { readStored } from '../mask/mask-stored.ts';

/** How texts of a type are shown under `_elements`, which was found good before; null: whole. Elements of other types do not concern it. */
export function showElements(
  { definitions }: Pick<FhirStore, 'definitions'>,
  type: string,
  elements: string | undefined,
): ((text: string) => string) | null {
  if (elements === undefined) return null;
  const own = elements.split(',').filter((name) => !/^[A-Z]/.test(name.trim()) || name.trim().startsWith(`${type}.`));
  if (own.length === 0) return null;
  const view = readView({ elements: own.join(',') }, [], definitions);
  if (!view.ok || view.value.kind !== 'elements') return null;
  const cut = subsetter(view.value, definitions);
  return (text) => JSON.stringify(cut(readStored(text)));
}
