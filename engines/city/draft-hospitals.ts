import { apportion } from './apportion.ts';
import type { Draft } from './draft.ts';
import { crowd, deal } from './draft.ts';
import type { Geography, Site } from './geography.ts';
import { seatOf } from './geography.ts';
import type { InstitutionKind, KnownInstitution, Ownership } from './institution.ts';
import { isMunicipalHospital, isTcmHospital } from './measures.ts';
import type { Random } from './random.ts';
import { around, pick } from './random.ts';
import type { Result } from './result.ts';
import { infeasible, ok } from './result.ts';
import type { BedSplit } from './split-beds.ts';
import type { TotalTable } from './totals.ts';

const privateKinds: readonly (readonly [InstitutionKind, number])[] = [
  ['general-hospital', 50],
  ['specialised-hospital', 25],
  ['tcm-hospital', 10],
  ['nursing-hospital', 10],
  ['integrated-hospital', 5],
];

const kindLabel: Readonly<Record<string, string>> = {
  'general-hospital': '综合医院',
  'specialised-hospital': '专科医院',
  'tcm-hospital': '中医医院',
  'nursing-hospital': '护理院',
  'integrated-hospital': '中西医结合医院',
};

const ownerLabel: Readonly<Record<Ownership, string>> = {
  province: '省办',
  city: '市办',
  county: '县区办',
  'other-public': '企事业办',
  collective: '集体办',
  private: '民营',
};

/** Relative size of a municipal hospital: general ones several times the special ones. */
const municipalWeight: Readonly<Record<string, number>> = { 'general-hospital': 5, 'integrated-hospital': 3, 'tcm-hospital': 3 };

function poolOf(hospital: KnownInstitution): keyof BedSplit {
  const tcm = isTcmHospital(hospital);
  if (isMunicipalHospital(hospital)) return tcm ? 'municipalTcm' : 'municipal';
  if (hospital.ownership === 'county') return tcm ? 'countyTcm' : 'county';
  if (hospital.ownership === 'other-public') return tcm ? 'otherPublicTcm' : 'otherPublic';
  return 'private';
}

/** How many hospitals share a pool's beds, at one to so many beds. */
const perBeds: Record<'municipal' | 'municipalTcm' | 'county' | 'countyTcm' | 'otherPublic' | 'otherPublicTcm', number> = {
  municipal: 900,
  municipalTcm: 900,
  county: 900,
  countyTcm: 600,
  otherPublic: 180,
  otherPublicTcm: 180,
};
const publicPools = Object.keys(perBeds) as (keyof typeof perBeds)[];

const ownerOf = (pool: keyof BedSplit): Ownership =>
  pool.startsWith('municipal')
    ? 'city'
    : pool.startsWith('county')
      ? 'county'
      : pool.startsWith('other')
        ? 'other-public'
        : 'private';

/** The hospitals: those the plan speaks of, the public ones the bed columns call for, and private ones up to the published number. */
export function draftHospitals(
  totals: TotalTable,
  beds: ReadonlyMap<string, BedSplit>,
  geography: Geography,
  known: readonly KnownInstitution[],
  random: Random,
): Result<Draft[]> {
  const drafts: Draft[] = [];
  const add = (part: string, pool: keyof BedSplit, kind: InstitutionKind, site: Site, weight: number): void => {
    const ownership = ownerOf(pool);
    const label = `${ownerLabel[ownership]}${kindLabel[kind] ?? '医院'}`;
    drafts.push({ class: 'hospital', kind, ownership, level: null, part, site, pool, weight, label, known: null });
  };
  const privates: string[] = [];
  for (const [index, part] of totals.parts.entries()) {
    const split = beds.get(part);
    if (!split) continue;
    const units = geography.units(part);
    for (const k of index === 0 ? known.filter((i) => i.class === 'hospital') : []) {
      // Nothing is published about where in the urban area it stands, and nothing is invented.
      const site: Site = { area: part, town: null, name: geography.nameOf(part), type: 'town', villages: 0, communities: 0 };
      const weight = (municipalWeight[k.kind] ?? 1.4) * around(random, 0.15);
      drafts.push({ ...k, level: k.level, part, site, pool: poolOf(k), weight, known: k });
    }
    for (const pool of publicPools) {
      if (split[pool] === 0 || drafts.some((d) => d.part === part && d.pool === pool)) continue;
      const spread = pool === 'county' ? Math.min(units.length, Math.max(1, Math.round(split[pool] / 50))) : 1;
      const count = Math.max(spread, Math.round(split[pool] / perBeds[pool]));
      for (let i = 0; i < count; i++) {
        const site = seatOf(geography, part, units[i % units.length] ?? part);
        const kind = pool.endsWith('Tcm') ? 'tcm-hospital' : i < units.length ? 'general-hospital' : 'specialised-hospital';
        add(part, pool, kind, site, around(random, 0.3));
      }
    }
    if (split.private > 0) privates.push(part);
  }
  const published = totals.of(totals.city, 'hospitals');
  const left = published - drafts.length;
  if (left < privates.length) {
    return infeasible('city.too-few-hospitals', { published, needed: drafts.length + privates.length });
  }
  const hosts = privates.length > 0 ? privates : totals.parts;
  const shares = apportion(
    left,
    hosts.map((part) => ({ weight: beds.get(part)?.private ?? 0, low: privates.length > 0 ? 1 : 0 })),
  );
  if (!shares.ok) return shares;
  for (const [i, part] of hosts.entries()) {
    for (const site of deal(shares.value[i] ?? 0, geography.sites(part), crowd)) {
      add(part, 'private', pick(random, privateKinds, 'general-hospital'), site, around(random, 0.7));
    }
  }
  return ok(drafts);
}
