import type { Draft } from './draft.ts';
import type { Geography, Site } from './geography.ts';
import { seatOf } from './geography.ts';
import type { InstitutionKind, KnownInstitution, Ownership } from './institution.ts';
import type { Random } from './random.ts';
import { around } from './random.ts';
import type { Result } from './result.ts';
import { infeasible, ok } from './result.ts';
import type { BedSplit } from './split-beds.ts';
import type { TotalTable } from './totals.ts';

const labels: Readonly<Record<string, string>> = {
  cdc: '疾病预防控制机构',
  'maternal-child-health': '妇幼保健机构',
  'health-supervision': '卫生监督机构',
  'specialised-disease-institution': '专科疾病防治机构',
  'rehabilitation-centre': '康复医疗中心',
  hospice: '安宁疗护中心',
  'medical-laboratory': '医学检验中心',
  'dialysis-centre': '血液透析中心',
  'imaging-centre': '医学影像中心',
  'pathology-centre': '病理诊断中心',
};

/** Kinds that share in the beds outside hospitals and primary care, and their relative size. */
const bedWeight: Readonly<Record<string, number>> = {
  'maternal-child-health': 4,
  'specialised-disease-institution': 2,
  'rehabilitation-centre': 2,
  hospice: 1,
};

/** Size of the staff among public-health institutions. */
const staffWeight: Readonly<Record<string, number>> = {
  cdc: 3,
  'maternal-child-health': 2,
  'health-supervision': 1.2,
  'emergency-centre': 2,
  'blood-station': 2.5,
  'specialised-disease-institution': 1.5,
};

/** The public-health and the other institutions, up to the published numbers. Each county-level unit has a CDC first. */
export function draftOthers(
  totals: TotalTable,
  beds: ReadonlyMap<string, BedSplit>,
  geography: Geography,
  known: readonly KnownInstitution[],
  random: Random,
): Result<Draft[]> {
  const make = (
    part: string,
    unit: string,
    kind: InstitutionKind,
    cls: 'public-health' | 'other',
    ownership: Ownership,
  ): Draft => {
    const pool = bedWeight[kind] ? 'residual' : null;
    const weight = (bedWeight[kind] ?? staffWeight[kind] ?? 1) * around(random, 0.3);
    const site = seatOf(geography, part, unit);
    // Maternal and child health is graded like hospitals, and is what the plan wants of each by 2030: none is shown short of it.
    const level = kind !== 'maternal-child-health' ? 'none' : ownership === 'city' ? '3' : '2';
    return { class: cls, kind, ownership, level, part, site, pool, weight, label: labels[kind] ?? '机构', known: null };
  };
  const seat = totals.parts[0] ?? totals.city;
  const place: Site = { area: seat, town: null, name: geography.nameOf(seat), type: 'town', villages: 0, communities: 0 };
  const city = known
    .filter((k) => k.class === 'public-health')
    .map((k): Draft => ({ ...k, part: seat, site: place, pool: null, weight: (staffWeight[k.kind] ?? 1) * 2, known: k }));
  const required = totals.parts.flatMap((part) => {
    const unit = geography.units(part)[0] ?? part;
    const staffed = totals.of(part, 'staff-public-health') > 0 && !city.some((d) => d.part === part);
    const bedded = (beds.get(part)?.residual ?? 0) > 0;
    return [
      ...(staffed ? [make(part, unit, 'cdc', 'public-health', 'county')] : []),
      ...(bedded ? [make(part, unit, 'maternal-child-health', 'public-health', 'county')] : []),
    ];
  });
  const units = totals.parts.flatMap((part) => geography.units(part).map((unit) => ({ part, unit })));
  const has = (kind: InstitutionKind, unit: string): boolean => required.some((d) => d.kind === kind && d.site.area === unit);
  const optional = (['cdc', 'maternal-child-health', 'health-supervision'] as const).flatMap((kind) =>
    units.filter((u) => !has(kind, u.unit)).map((u) => make(u.part, u.unit, kind, 'public-health', 'county')),
  );
  optional.push(make(seat, units[0]?.unit ?? seat, 'maternal-child-health', 'public-health', 'city'));
  optional.push(make(seat, units[0]?.unit ?? seat, 'health-supervision', 'public-health', 'city'));
  const published = totals.of(totals.city, 'public-health-institutions');
  const needed = city.length + required.length;
  if (needed > published) return infeasible('city.too-few-public-health-institutions', { published, needed });
  for (let i = 0; optional.length < published - needed; i++) {
    const u = units[i % units.length];
    if (!u) break;
    optional.push(make(u.part, u.unit, 'specialised-disease-institution', 'public-health', 'county'));
  }
  const kinds = [
    'rehabilitation-centre',
    'medical-laboratory',
    'dialysis-centre',
    'hospice',
    'imaging-centre',
    'pathology-centre',
  ] as const;
  const others = Array.from({ length: totals.of(totals.city, 'other-institutions') }, (_, i) => {
    const u = units[i % units.length] ?? { part: seat, unit: seat };
    return make(u.part, u.unit, kinds[i % kinds.length] ?? 'other', 'other', 'private');
  });
  return ok([...city, ...required, ...optional.slice(0, published - needed), ...others]);
}
