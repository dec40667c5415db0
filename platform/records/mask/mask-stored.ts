import { losslessValue } from '@songhua/engine-fhir/json/lossless.ts';
import { type JsonObject, scanJson } from '@songhua/engine-fhir/json/scan.ts';
import type { Resource, Tx } from '@songhua/kernel';
import { deepest } from '../domain/check-resource.ts';
import type { FhirStore } from '../fhir-store.ts';
import { headOf } from '../http/stored-text.ts';
import { type Letter, maskedOfAll, type Reader } from '../reach/ways.ts';
import { type Mask, maskResource } from './mask-resource.ts';
import { tellsOfPeople } from './person-elements.ts';

type House = Pick<FhirStore, 'definitions' | 'view' | 'masked'>;

/** Whether any way of the reader's masks anything: without one nothing is parsed and nothing asked. */
export const isMasking = (reader: Reader | undefined): reader is Reader =>
  reader?.reach.ways.some(({ masked = [] }) => masked.length > 0) === true;

const nothing: readonly undefined[] = [];

/**
 * What is masked of stored texts that the reader reaches by a letter and that stand in a list; in their order, undefined where nothing is.
 * It asks nothing where that follows from the type, else two statements for all of them.
 */
export async function masksOf(
  { definitions, view, masked }: House,
  tx: Tx,
  reader: Reader | undefined,
  letter: Letter,
  texts: readonly string[],
): Promise<readonly (Mask | undefined)[]> {
  if (!isMasking(reader)) return nothing;
  const ofTypes = new Map<string, Mask | 'depends' | undefined>();
  const ofType = (type: string): Mask | 'depends' | undefined => {
    if (ofTypes.has(type)) return ofTypes.get(type);
    const fields = tellsOfPeople(definitions, type) ? maskedOfAll(reader.reach, type, letter, view.people(type)) : [];
    const mask = fields === undefined ? 'depends' : fields.length > 0 ? new Set(fields) : undefined;
    ofTypes.set(type, mask);
    return mask;
  };
  const heads = texts.map(headOf);
  const open = heads.flatMap(({ type, id }, at) =>
    ofType(type) === 'depends' ? [{ at, type, id, resource: JSON.parse(texts[at] ?? '') as Resource }] : [],
  );
  const judged = open.length > 0 ? await masked(tx, reader, letter, open) : [];
  const byPlace = new Map(open.map(({ at }, nth) => [at, judged[nth] ?? []] as const));
  return heads.map(({ type }, at) => {
    const mask = ofType(type);
    if (mask !== 'depends') return mask;
    const fields = byPlace.get(at) ?? [];
    return fields.length > 0 ? new Set(fields) : undefined;
  });
}

/** As `masksOf`, for rows that bear their texts: each with its mask. The very rows where nothing is masked. */
export async function withMasks<R extends { readonly body: string }>(
  house: House,
  tx: Tx,
  reader: Reader | undefined,
  letter: Letter,
  rows: readonly R[],
): Promise<readonly (R & { readonly mask?: Mask | undefined })[]> {
  if (!isMasking(reader)) return rows;
  const masks = await masksOf(
    house,
    tx,
    reader,
    letter,
    rows.map(({ body }) => body),
  );
  return rows.map((row, at) => ({ ...row, mask: masks[at] }));
}

/** A stored text as a value, its numbers as they are written. */
export function readStored(text: string): JsonObject {
  const scan = scanJson(text, { deepest });
  if (!scan.ok) throw new Error('a stored text cannot be read');
  return losslessValue(scan.value) as JsonObject;
}

/** A stored text as a list shows it under a mask: the very text where nothing of it is masked. */
export function maskText({ definitions }: Pick<House, 'definitions'>, text: string, mask: Mask | undefined): string {
  if (!mask) return text;
  const resource = readStored(text);
  const shown = maskResource(definitions, resource, mask);
  return shown === resource ? text : JSON.stringify(shown);
}

/**
 * Stored texts as whoever asks sees them in a list, in their order: for every answer that gives many resources at once. `letter` is the one
 * by which they are reached: `s` for what a search finds, `r` for everything else.
 */
export async function maskStored(
  house: House,
  tx: Tx,
  reader: Reader | undefined,
  letter: Letter,
  texts: readonly string[],
): Promise<readonly string[]> {
  const masks = await masksOf(house, tx, reader, letter, texts);
  return masks.length === 0 ? texts : texts.map((text, at) => maskText(house, text, masks[at]));
}
