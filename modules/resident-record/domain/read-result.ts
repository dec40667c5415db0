import type { Interpretation, Measured, ReferenceRange } from '../contract.ts';
import { type Concept, codesOf, nameOf, type Quantity, type Range, type Value } from './fhir.ts';

/** HL7's codes of interpretation, as far as they say where a value lies. */
const said: Readonly<Record<string, Interpretation>> = {
  N: 'normal',
  NEG: 'normal',
  ND: 'normal',
  NR: 'normal',
  L: 'low',
  LU: 'low',
  '<': 'low',
  H: 'high',
  HU: 'high',
  '>': 'high',
  LL: 'critical-low',
  HH: 'critical-high',
  A: 'abnormal',
  AA: 'abnormal',
  POS: 'abnormal',
  DET: 'abnormal',
  RR: 'abnormal',
};

const gravity: Readonly<Record<Interpretation, number>> = {
  'critical-low': 3,
  'critical-high': 3,
  low: 2,
  high: 2,
  abnormal: 1,
  normal: 0,
};

const shortUnit = ({ unit, code }: Quantity): string | null => unit ?? code ?? null;

const spoken = ({ value, comparator, ...rest }: Quantity): string =>
  [`${comparator ?? ''}${value ?? ''}`, shortUnit(rest) ?? ''].filter((part) => part !== '').join(' ');

/** The result as a number with its unit, or as the text that stands in its place; null where there is none. */
export function measuredOf(from: Value): Measured | null {
  const { valueQuantity, valueCodeableConcept, valueString, valueInteger, valueBoolean, valueDateTime } = from;
  if (valueQuantity?.value !== undefined)
    return {
      value: valueQuantity.value,
      comparator: valueQuantity.comparator ?? null,
      unit: shortUnit(valueQuantity),
      text: spoken(valueQuantity),
    };
  if (valueInteger !== undefined) return { value: valueInteger, comparator: null, unit: null, text: String(valueInteger) };
  const text =
    (valueCodeableConcept && nameOf(valueCodeableConcept)) ??
    valueString ??
    valueDateTime ??
    (valueBoolean === undefined ? undefined : valueBoolean ? '是' : '否');
  return text === undefined ? null : { value: null, comparator: null, unit: null, text };
}

/** The code of a quantity's unit, by which it can be converted. */
export const unitOf = ({ valueQuantity }: Value): string | null => valueQuantity?.code ?? valueQuantity?.unit ?? null;

/** The first reference range of the healthy that says something: a laboratory may give others beside it, of a treatment or of alarm. */
export function rangeOf(ranges: readonly Range[] | undefined): ReferenceRange | null {
  const [first] = (ranges ?? [])
    .filter(({ type }) => type === undefined || codesOf(type).includes('normal'))
    .filter(({ low, high, text }) => low !== undefined || high !== undefined || text !== undefined);
  if (!first) return null;
  return {
    low: first.low?.value ?? null,
    high: first.high?.value ?? null,
    unit: first.low?.unit ?? first.low?.code ?? first.high?.unit ?? first.high?.code ?? null,
    text: first.text ?? null,
  };
}

/**
 * Where a value lies: the gravest that its laboratory said; else by its own reference range, when that is of the same unit. Null where neither says.
 * A value that is only bounded (`< 5`) lies outside when no value within the bound could lie inside.
 */
export function interpretationOf(
  codes: readonly Concept[] | undefined,
  measured: Measured | null,
  range: ReferenceRange | null,
): Interpretation | null {
  const [gravest] = (codes ?? [])
    .flatMap(codesOf)
    .flatMap((code) => said[code] ?? [])
    .toSorted((a, b) => gravity[b] - gravity[a]);
  if (gravest) return gravest;
  const { value, unit, comparator } = measured ?? {};
  if (value === null || value === undefined || !range || (range.low === null && range.high === null)) return null;
  if (range.unit !== null && unit !== null && range.unit !== unit) return null;
  const [below, above] = [comparator?.startsWith('<') === true, comparator?.startsWith('>') === true];
  if (range.low !== null && !above && (value < range.low || (below && value <= range.low))) return 'low';
  if (range.high !== null && !below && (value > range.high || (above && value >= range.high))) return 'high';
  return below || above ? null : 'normal';
}

export const isAbnormal = (interpretation: Interpretation | null): boolean =>
  interpretation !== null && interpretation !== 'normal';
export const isCritical = (interpretation: Interpretation | null): boolean =>
  interpretation === 'critical-low' || interpretation === 'critical-high';
