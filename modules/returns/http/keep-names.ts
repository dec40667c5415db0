import { type Actor, may, ok, type Result, refuse } from '@songhua/kernel';
import { mayActFor } from '../domain/may-act-for.ts';
import type { AreaInfo } from '../domain/registry-shapes.ts';

/** Refused unless the account submits or reviews the returns of this area: only then it is told what people are called. */
export function mayKnowNames(actor: Actor, areas: ReadonlyMap<string, AreaInfo>, area: string): Result<null> {
  if (!may(actor, 'returns.submit') && !may(actor, 'returns.review')) return refuse('returns.names-kept');
  const acts = mayActFor(areas, actor.area, area);
  return acts.ok ? ok(null) : acts;
}
