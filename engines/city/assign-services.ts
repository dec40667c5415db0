import type { Bedded } from './assign-beds.ts';
import { closestCount } from './closest-count.ts';
import type { Institution } from './institution.ts';
import type { ShareMeasure } from './measures.ts';
import { isPublicHospital, shareRules } from './measures.ts';
import type { Random } from './random.ts';
import type { Result } from './result.ts';
import { infeasible, ok } from './result.ts';
import type { TotalTable } from './totals.ts';

export interface Equipped extends Bedded {
  readonly services: Institution['services'];
}

/** May its level be lowered to make a share come out: only an invented private hospital's. */
const mayYield = (d: Bedded): boolean => d.known === null && !isPublicHospital(d);

/** Lowers the smallest private general hospitals to the first level until the published share of the rest is a whole number. */
function fitGeriatrics(drafts: readonly Bedded[], totals: TotalTable): Result<readonly Bedded[]> {
  const share = totals.find(totals.city, 'geriatrics-share');
  if (!share) return ok(drafts);
  const { covers } = shareRules['geriatrics-share'];
  const covered = drafts.filter(covers);
  const yielding = covered.filter(mayYield).sort((a, b) => a.beds - b.beds);
  const limits = { low: covered.length - yielding.length, high: covered.length };
  const count = closestCount(share.value, share.decimals ?? 0, covered.length, limits);
  if (!count) return infeasible('city.share-cannot-hold', { measure: 'geriatrics-share', ...limits });
  const lowered = new Set(yielding.slice(0, covered.length - count.whole));
  return ok(drafts.map((d) => (lowered.has(d) ? { ...d, level: '1' as const } : d)));
}

/**
 * Says of each institution that a published share covers whether it offers the service, so that the share comes out
 * as printed. Institutions that really exist come first among those that do: none is shown lacking an invented thing.
 */
export function assignServices(drafts: readonly Bedded[], totals: TotalTable, random: Random): Result<Equipped[]> {
  const fitted = fitGeriatrics(drafts, totals);
  if (!fitted.ok) return fitted;
  const services = new Map<Bedded, Institution['services'][number][]>();
  for (const measure of Object.keys(shareRules) as ShareMeasure[]) {
    const rule = shareRules[measure];
    const share = totals.find(totals.city, measure);
    if (!share) continue;
    const covered = fitted.value.filter(rule.covers).map((d) => ({ d, order: d.known ? -1 : random() }));
    const limits = { low: covered.length, high: covered.length };
    const count = closestCount(share.value, share.decimals ?? 0, covered.length, limits);
    const real = covered.filter((c) => c.d.known?.name).length;
    if (!count || count.part < real) return infeasible('city.share-cannot-hold', { measure, share: share.value, ...limits });
    covered.sort((a, b) => a.order - b.order);
    for (const [i, { d }] of covered.entries()) {
      const entry = { code: rule.service, offered: i < count.part, entailed: count.part === covered.length };
      services.set(d, [...(services.get(d) ?? []), entry]);
    }
  }
  return ok(fitted.value.map((d) => ({ ...d, services: services.get(d) ?? [] })));
}
