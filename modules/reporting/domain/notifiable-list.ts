import type { CaseKind, DiseaseClass } from '../contract.ts';
import list from './notifiable-list.json' with { type: 'json' };

/** From which to which day, both included, a disease stood on the list, and how; null: from or to ever. */
export interface Span {
  readonly from: string | null;
  readonly to: string | null;
  readonly class: DiseaseClass;
  readonly hours: number;
  readonly managedAsA?: boolean;
  readonly note?: string;
}

export interface Named {
  readonly zh: string;
  readonly en: string;
}

export interface Subtype {
  readonly code: string;
  readonly name: Named;
  readonly hours?: number;
  readonly managedAsA?: boolean;
}

export interface Disease {
  readonly code: string;
  readonly name: Named;
  readonly spans: readonly Span[];
  readonly subtypes?: readonly Subtype[];
  /** Beginnings of ICD-10 codes that suggest it. */
  readonly icd10: readonly { readonly prefix: string; readonly subtype?: string; readonly kind?: CaseKind }[];
  readonly incubationDays: { readonly least: number; readonly most: number } | null;
  /** A second diagnosis within so many days is the same illness; null: it is for life. */
  readonly episodeDays: number | null;
  /** HIV and sexually transmitted infections. */
  readonly sensitive?: boolean;
  readonly course?: boolean;
  /** Its subtypes are illnesses of their own (hepatitis B and C), not what becomes known of one (HIV and AIDS). */
  readonly subtypesApart?: boolean;
}

export const { edition, source, verified } = list;
export const diseases = list.diseases as readonly Disease[];

const byCode = new Map(diseases.map((one) => [one.code, one]));
export const diseaseOf = (code: string): Disease | undefined => byCode.get(code);
export const subtypeOf = (disease: Disease, code: string | null): Subtype | undefined =>
  code === null ? undefined : disease.subtypes?.find((one) => one.code === code);

const untyped: readonly (string | null)[] = [null, 'untyped', 'unclassified', 'other'];
/** Whether two cards of a disease may tell of one illness by their subtypes; what is not typed yet may be any. */
export const mayBeOne = ({ subtypesApart }: Disease, one: string | null, other: string | null): boolean =>
  !subtypesApart || one === other || untyped.includes(one) || untyped.includes(other);

/** How a disease stood on the list on a day (ISO, in Beijing); undefined: it did not. */
export const spanOn = ({ spans }: Disease, day: string): Span | undefined =>
  spans.find(({ from, to }) => (from === null || from <= day) && (to === null || day <= to));

/** The diseases that had to be reported on a day, in the order of the list. */
export const diseasesOn = (day: string): readonly (Disease & { readonly span: Span })[] =>
  diseases.flatMap((one) => {
    const span = spanOn(one, day);
    return span ? [{ ...one, span }] : [];
  });

/** Hours within which a case diagnosed on a day is reported: those of its subtype where it has some of its own. */
export const hoursOf = (disease: Disease, span: Span, subtype: string | null): number =>
  Math.min(span.hours, subtypeOf(disease, subtype)?.hours ?? span.hours);

export interface Suggested {
  readonly disease: Disease;
  readonly subtype: string | null;
  readonly kind: CaseKind | null;
}

const prefixes = diseases
  .flatMap((disease) => disease.icd10.map((one) => ({ disease, ...one })))
  .sort((one, other) => other.prefix.length - one.prefix.length);

/** The disease that an ICD-10 code of the national or the international edition stands for on a day: the longest beginning on the list counts. */
export function suggestedBy(code: string, day: string): Suggested | undefined {
  const found = prefixes.find(({ prefix, disease }) => code.startsWith(prefix) && spanOn(disease, day));
  return found && { disease: found.disease, subtype: found.subtype ?? null, kind: found.kind ?? null };
}
