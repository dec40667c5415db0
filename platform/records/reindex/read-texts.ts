import { fold } from '@songhua/engine-fhir/search/fold.ts';
import { gramNumber, gramsOf } from '@songhua/engine-fhir/search/grams.ts';
import { contentText } from '@songhua/engine-fhir/search/plain-text.ts';
import type { Resource, Tx } from '@songhua/kernel';
import { keepTexts, type TextRow, takeUnread } from '../store/full-text.ts';
import { holdResources } from '../store/held.ts';

/** The number that stands for a type among the grams. No gram begins with a space. */
export const typeGram = (type: string): number => gramNumber(` ${type}`);

/** The grams of everything that can be read in a resource, the narrative among it, and its type. */
export function textGrams(resource: Resource): number[] {
  const grams = [...gramsOf(fold(contentText(resource)))].map(gramNumber);
  return [...new Set([typeGram(resource.resourceType), ...grams])].sort((a, b) => a - b);
}

/** Reads some resources that were written since; how many. They are held meanwhile, so what is kept is of what stands. */
export async function readTexts(tx: Tx, size: number): Promise<number> {
  const taken = await takeUnread(tx, size);
  if (taken.length === 0) return 0;
  const held = await holdResources(tx, taken);
  const rows = held.map(({ rid, place, body }): TextRow => ({ rid, place, grams: textGrams(JSON.parse(body) as Resource) }));
  await keepTexts(tx, taken, rows);
  return taken.length;
}
