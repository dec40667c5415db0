import type { Evaluation, Plan } from '@songhua/engine-plan';
import type { IndicatorItem } from '../contract.ts';
import type { SaidCurrent, SaidItem, SaidTarget } from './speak-answer.ts';

/** A clause's exact sentence and the characters to highlight, by clause id; empty until a document is loaded. */
export type Quotes = ReadonlyMap<string, { readonly quote: string; readonly highlight: string }>;

/** The value as it stands: full precision, as printed, and what it rests on; or null with the reason. */
export function describeCurrent({ current, printed }: Pick<Evaluation, 'current' | 'printed'>): SaidCurrent {
  if (current.value === null) return { value: null, printed: null, asOf: null, evidence: null, reason: current.reason };
  return {
    value: current.value,
    printed,
    asOf: current.asOf,
    evidence: current.evidence,
    ...(current.numerator !== undefined && { numerator: current.numerator }),
    ...(current.denominator !== undefined && { denominator: current.denominator }),
  };
}

function describeTarget({ target, reference }: Evaluation): SaidTarget {
  if (!target) return { year: null, operator: null, value: null, text: null, reference };
  return {
    year: Number(target.date.slice(0, 4)),
    date: target.date,
    operator: target.operator,
    value: target.value,
    ...(target.tolerance !== undefined && { tolerance: target.tolerance }),
    text: target.text,
  };
}

function describeSource(plan: Plan, { indicator: { id, source } }: Evaluation, quotes: Quotes): IndicatorItem['source'] {
  const related = source.related.map((clause, i) => ({ section: clause.section, ...quotes.get(`${id}#${i + 1}`) }));
  return {
    document: source.document ?? plan.document.number,
    section: source.section,
    summary: source.summary,
    ...quotes.get(id),
    ...(related.length > 0 && { related }),
  };
}

/** One indicator as the API, the files and the pages show it, in both languages. */
export function describeIndicator(plan: Plan, evaluation: Evaluation, quotes: Quotes): SaidItem {
  const { indicator, baseline } = evaluation;
  return {
    id: indicator.id,
    dimension: indicator.dimension,
    name: indicator.name,
    unit: indicator.unit,
    decimals: indicator.decimals,
    format: indicator.format,
    polarity: indicator.polarity,
    nature: indicator.nature,
    baseline: {
      year: baseline.year,
      value: baseline.value,
      printed: baseline.printed,
      ...(baseline.bound && { bound: baseline.bound }),
    },
    target: describeTarget(evaluation),
    current: describeCurrent(evaluation),
    expected: evaluation.expected,
    progress: evaluation.progress,
    status: evaluation.status,
    why: evaluation.why,
    gap: evaluation.gap,
    notes: [...evaluation.notes],
    source: describeSource(plan, evaluation, quotes),
  };
}
