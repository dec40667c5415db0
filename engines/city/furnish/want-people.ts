import { isBase, isCentre, isLevelTwoUp } from '../measures.ts';
import type { Area, Total } from '../totals.ts';
import type { Duty, Specialty } from '../vocabulary.ts';
import type { District } from './districts.ts';
import { spread } from './spread.ts';
import type { Wants } from './wants.ts';

/** Shares and rates of people by what they do. Ours, except that none lies on the failing side of a rule of the reference plan. */
const rates = {
  /** Per 100,000 residents. */
  psychiatrists: 4.4,
  psychiatricNurses: 9.4,
  rehabilitationDoctors: 8.6,
  rehabilitationTherapists: 13,
  /** Per 10,000 residents. */
  supervisors: 1.2,
  maternalChild: 1.3,
} as const;

const others = ({ counts }: Wants): number => counts['staff-total'] - counts['staff-technical'];
const technicians = ({ counts: c }: Wants): number => c['staff-technical'] - c.doctors - c.nurses - c.pharmacists;

function ownDuties({ institution: i, counts: c, offers }: Wants): Partial<Record<Duty, number>> {
  const duties: Partial<Record<Duty, number>> = {};
  const least = (n: number): number => Math.min(n, c['staff-total']);
  if (i.class !== 'other')
    duties['health-education'] = least(i.kind === 'health-education' ? Math.ceil(c['staff-total'] * 0.6) : 2);
  if (isBase(i)) {
    duties['integrated-backbone'] = c['staff-total'] >= 40 ? 2 : 1;
    duties['mental-health'] = 1;
    duties['child-basic-care'] = Math.min(1, c['general-practitioners']);
    duties['child-health-care'] = Math.min(2, c.doctors);
    // At least a quarter of the professionals; a little over it, also of those in the establishment alone.
    duties['public-health'] = Math.ceil(0.3 * (c['staff-technical'] + 0.3 * (c['staff-total'] - c['staff-technical'])));
  }
  if (i.class === 'hospital') duties['public-health'] = least(isLevelTwoUp(i) ? 4 : 1);
  if (i.kind === 'cdc') {
    duties['public-health'] = c['staff-technical'];
    duties['field-epidemiology'] = Math.min(i.ownership === 'county' ? 2 : 6, c.doctors);
  }
  if (i.kind === 'maternal-child-health') duties['maternal-child-care'] = Math.ceil(c['staff-technical'] * 0.9);
  if (i.kind === 'health-supervision') duties['health-supervision'] = Math.ceil(c['staff-total'] * 0.85);
  if (i.kind === 'clinic') duties['clinic-founder'] = Math.min(1, c.doctors);
  if (i.kind === 'village-clinic') duties['village-doctor'] = c.doctors;
  if (offers.get('occupational-health-examination'))
    duties['occupational-diagnosis'] = Math.min(i.class === 'hospital' ? 2 : 6, c.doctors);
  if (offers.get('psychiatric-ward')) duties['mental-health'] = least(4);
  return duties;
}

function publicHealthDoctors({ institution: i, counts: c }: Wants): number {
  if (i.kind === 'cdc' || i.kind === 'health-supervision') return Math.ceil(c.doctors * 0.7);
  if (isCentre(i)) return Math.min(1, c.doctors);
  return Math.min(isLevelTwoUp(i) ? (i.level.startsWith('3') ? 4 : 2) : i.class === 'public-health' ? 1 : 0, c.doctors);
}

/** Professionals who are no technical staff: where the law wants them, enough for it; elsewhere a third of the rest. */
function otherTechnical(found: Wants): number {
  const { institution: i, counts: c, fields } = found;
  const professional = i.kind === 'cdc' || i.kind === 'health-education' || fields.includes('occupational-disease');
  const wanted = professional ? Math.ceil(0.89 * c['staff-total']) - c['staff-technical'] : Math.round(others(found) / 3);
  return i.kind === 'village-clinic' ? 0 : Math.min(others(found), Math.max(0, wanted));
}

/** Village doctors: with the doctors who have a licence they are as many as the plan's share says, 45 % of them licensed. */
function wantVillageDoctors(all: readonly Wants[]): void {
  const clinics = all.filter((w) => w.institution.kind === 'village-clinic');
  const townships = all.filter((w) => w.institution.kind === 'township-health-centre');
  for (const w of townships) w.duties['village-doctor'] = Math.floor(w.counts.doctors * 0.35);
  const licensed = [...clinics, ...townships].reduce((sum, w) => sum + (w.duties['village-doctor'] ?? 0), 0);
  const given = spread(
    Math.round((licensed * 55) / 45),
    clinics,
    (w) => (w.counts.doctors === 0 ? 10 : 1) + w.counts['staff-total'],
    others,
  );
  for (const [w, n] of given) w.villageDoctors = n;
}

/** People of a field over the whole city, in proportion to weights. */
function wantSpecialists(
  all: readonly Wants[],
  profession: 'doctor' | 'nurse' | 'technician',
  specialty: Specialty,
  total: number,
  weigh: (w: Wants) => number,
  limit: (w: Wants) => number,
): void {
  const sharers = all.filter((w) => weigh(w) > 0);
  for (const [w, n] of spread(total, sharers, weigh, limit)) {
    if (n > 0) w.specialties[profession] = { ...w.specialties[profession], [specialty]: n };
  }
}

function wantByPopulation(
  all: readonly Wants[],
  districts: readonly District[],
  areas: readonly Area[],
  totals: readonly Total[],
): void {
  const city = areas.find((a) => a.parent === null)?.code ?? '';
  const people = (area: string): number => totals.find((t) => t.area === area && t.measure === 'population')?.value ?? 0;
  const per = (rate: number, base: number, area = city): number => Math.ceil((rate * people(area)) / base);
  // General practitioners, TCM and public-health doctors have a scope already.
  const free = ({ counts: c, publicHealthDoctors: p }: Wants): number =>
    c.doctors - c['general-practitioners'] - c['tcm-doctors'] - p;
  const psychiatry = (w: Wants): number =>
    w.fields.includes('psychiatry') ? 20 : w.institution.class === 'hospital' && w.departments.has('psychiatry') ? 1 : 0;
  const rehabilitation = (w: Wants): number =>
    w.fields.includes('rehabilitation') || w.institution.kind === 'rehabilitation-centre'
      ? 6
      : w.institution.class === 'hospital' && w.departments.has('rehabilitation')
        ? 1
        : 0;
  const size = (w: Wants): number => w.counts['staff-technical'];
  wantSpecialists(
    all,
    'doctor',
    'psychiatry',
    per(rates.psychiatrists, 100_000),
    (w) => psychiatry(w) * size(w),
    (w) => free(w) * 0.8,
  );
  wantSpecialists(
    all,
    'nurse',
    'psychiatry',
    per(rates.psychiatricNurses, 100_000),
    (w) => psychiatry(w) * size(w),
    (w) => w.counts.nurses * 0.95,
  );
  wantSpecialists(
    all,
    'doctor',
    'rehabilitation',
    per(rates.rehabilitationDoctors, 100_000),
    (w) => rehabilitation(w) * size(w),
    (w) => free(w) * 0.35,
  );
  wantSpecialists(
    all,
    'technician',
    'rehabilitation',
    per(rates.rehabilitationTherapists, 100_000),
    (w) => rehabilitation(w) * size(w),
    (w) => technicians(w) * 0.7,
  );
  for (const part of new Set(districts.map((d) => d.part))) {
    const codes = new Set([part, ...districts.filter((d) => d.part === part).map((d) => d.code)]);
    const here = all.filter((w) => codes.has(w.institution.area));
    const count = (duty: Duty): number => here.reduce((sum, w) => sum + (w.duties[duty] ?? 0), 0);
    const left = per(rates.supervisors, 10_000, part) - count('health-supervision');
    const cdcs = here.filter((w) => w.institution.kind === 'cdc');
    for (const [w, n] of spread(left, cdcs, size, (w) => w.counts['staff-total'] * 0.8))
      if (n > 0) w.duties['health-supervision'] = n;
    const mothers = per(rates.maternalChild, 10_000, part) - count('maternal-child-care');
    const centres = here.filter((w) => isCentre(w.institution));
    for (const [w, n] of spread(mothers, centres, size, (w) => w.counts['staff-technical'] * 0.3))
      if (n > 0) w.duties['maternal-child-care'] = n;
  }
}

/** How many people have which duty, category and field. */
export function wantPeople(
  wants: ReadonlyMap<string, Wants>,
  districts: readonly District[],
  areas: readonly Area[],
  totals: readonly Total[],
): void {
  const all = [...wants.values()];
  for (const w of all) {
    Object.assign(w.duties, ownDuties(w));
    w.publicHealthDoctors = publicHealthDoctors(w);
    w.otherTechnical = otherTechnical(w);
    w.engineers = w.fields.includes('occupational-disease')
      ? Math.ceil((w.otherTechnical + w.counts['staff-technical']) * 0.15)
      : Math.floor(w.otherTechnical / 3);
  }
  wantVillageDoctors(all);
  wantByPopulation(all, districts, areas, totals);
}
