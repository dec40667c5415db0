/** Elements of resources as others have written them: whatever is not what it should be is as if it were not there. */

type Elements = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Elements => typeof value === 'object' && value !== null && !Array.isArray(value);
/** The objects of a list, or of what stands alone. */
export const elements = (value: unknown): readonly Elements[] => (Array.isArray(value) ? value : [value]).filter(isObject);
export const member = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

/** A text that the database can hold, no longer than `most`; null where there is none. */
export function textIn(value: unknown, most: number): string | null {
  if (typeof value !== 'string') return null;
  const text = value.replaceAll('\0', '').toWellFormed().trim().slice(0, most).toWellFormed();
  return text === '' ? null : text;
}

/** `Type/id` of the reference, where it is one of this store. */
export function referenceIn(value: unknown, type: string): string | null {
  const reference = member(value, 'reference');
  const found =
    typeof reference === 'string' ? /^([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(\/_history\/.+)?$/.exec(reference)?.[1] : undefined;
  return found?.startsWith(`${type}/`) ? found : null;
}

/** `system|code` of every coding of these concepts. */
export const codingsIn = (concepts: unknown): readonly { readonly system: string; readonly code: string }[] =>
  elements(concepts).flatMap(({ coding }) =>
    elements(coding).flatMap(({ system, code }) =>
      typeof code === 'string' ? [{ system: typeof system === 'string' ? system : '', code }] : [],
    ),
  );

const stays: readonly unknown[] = ['IMP', 'ACUTE', 'NONAC'];
/** Whether a visit is a stay in hospital, by HL7's classes of encounters. */
export const isStay = (encounter: unknown): boolean => stays.includes(member(member(encounter, 'class'), 'code'));

/** A FHIR date or moment of the years 1900 to 2100; days without a time begin in Beijing. Null where there is none. */
export function momentIn(value: unknown): Date | null {
  if (typeof value !== 'string') return null;
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00+08:00` : value);
  const isLikely = at.getTime() >= Date.UTC(1900, 0, 1) && at.getTime() < Date.UTC(2100, 11, 31);
  return isLikely ? at : null;
}
