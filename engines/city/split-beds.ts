import type { Random } from './random.ts';
import { around } from './random.ts';
import type { Result } from './result.ts';
import { infeasible, ok } from './result.ts';
import type { TotalTable } from './totals.ts';

/** A part's beds by who holds them. Public hospitals: municipal, county, otherPublic, each with its TCM share. */
export interface BedSplit {
  readonly municipal: number;
  readonly municipalTcm: number;
  readonly county: number;
  readonly countyTcm: number;
  readonly otherPublic: number;
  readonly otherPublicTcm: number;
  readonly private: number;
  readonly primary: number;
  /** Beds of public-health and other institutions (maternal and child health, rehabilitation …). */
  readonly residual: number;
}

/** Of the beds outside hospitals, about this share stands in public-health and other institutions. Ours; nothing is published. */
const residualShare = 0.12;

/**
 * Splits each part's beds so that every published column holds. With m, k, o the beds of municipal, county-run and
 * other public hospitals, r of primary and x of the remaining institutions, the columns say m + k + o = public,
 * k + r = county-run and primary, r + x = total − public − non-public: one freedom, k, is left in each part.
 * Municipal hospitals stand in the first part (the urban area).
 */
export function splitBeds(totals: TotalTable, random: Random): Result<ReadonlyMap<string, BedSplit>> {
  const result = new Map<string, BedSplit>();
  for (const [index, area] of totals.parts.entries()) {
    const open = totals.of(area, 'beds-public-hospital');
    const countyAndPrimary = totals.of(area, 'beds-county-public-and-primary');
    const tcm = totals.of(area, 'beds-public-tcm-hospital');
    const nonPublic = totals.of(area, 'beds-non-public-hospital');
    const total = totals.of(area, 'beds-total');
    const municipal = index === 0 ? totals.of(totals.city, 'beds-municipal-public-hospital') : 0;
    const outside = total - open - nonPublic;
    if (outside < 0) return infeasible('city.hospital-beds-above-total', { area, total, public: open, nonPublic });
    if (municipal > open) return infeasible('city.municipal-beds-above-public', { area, municipal, public: open });
    if (tcm > open) return infeasible('city.tcm-beds-above-public', { area, tcm, public: open });
    const least = Math.max(0, countyAndPrimary - outside);
    const most = Math.min(countyAndPrimary, open - municipal);
    if (least > most) return infeasible('city.county-beds-do-not-fit', { area, least, most, countyAndPrimary });
    const wanted = countyAndPrimary - outside + Math.round(outside * residualShare * around(random, 0.2));
    const county = Math.min(most, Math.max(least, wanted));
    const primary = countyAndPrimary - county;
    const otherPublic = open - municipal - county;
    const municipalTcm = Math.min(tcm, municipal);
    const countyTcm = Math.min(tcm - municipalTcm, county);
    result.set(area, {
      municipal: municipal - municipalTcm,
      municipalTcm,
      county: county - countyTcm,
      countyTcm,
      otherPublic: otherPublic - (tcm - municipalTcm - countyTcm),
      otherPublicTcm: tcm - municipalTcm - countyTcm,
      private: nonPublic,
      primary,
      residual: outside - primary,
    });
  }
  return ok(result);
}
