import { type Actor, may, ok, type Result, refuse } from '@songhua/kernel';
import { maskName } from '@songhua/module-registry/api.ts';
import type { PlannedChange, RowError, ValueText } from '../contract.ts';
import { mayActFor } from '../domain/may-act-for.ts';
import type { AreaInfo } from '../domain/registry-shapes.ts';

/** Refused unless the account submits or reviews the returns of this area: only then it is told what people are called. */
export function mayKnowNames(actor: Actor, areas: ReadonlyMap<string, AreaInfo>, area: string): Result<null> {
  if (!may(actor, 'returns.submit') && !may(actor, 'returns.review')) return refuse('returns.names-kept');
  const acts = mayActFor(areas, actor.area, area);
  return acts.ok ? ok(null) : acts;
}

const masked = (value: ValueText | null): ValueText | null => {
  if (value === null) return null;
  return typeof value === 'string' ? maskName(value) : { zh: maskName(value.zh), en: maskName(value.en) };
};

/** A planned change as those see it who are not told what people are called. */
export function maskPlanned(one: PlannedChange): PlannedChange {
  if (one.subject !== 'staff') return one;
  return {
    ...one,
    name: maskName(one.name),
    differences: one.differences.map((difference) =>
      difference.field === 'name'
        ? { ...difference, before: masked(difference.before), after: masked(difference.after) }
        : difference,
    ),
  };
}

/** As `maskPlanned`, for what is wrong in a row of people. */
export const maskFault = (one: RowError): RowError => (one.field === 'name' ? { ...one, value: maskName(one.value) } : one);
