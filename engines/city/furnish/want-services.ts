import { isBase, isCentre, isLevelTwoUp } from '../measures.ts';
import type { ServiceCode } from '../vocabulary.ts';
import type { District } from './districts.ts';
import type { Wants } from './wants.ts';
import { isPublic } from './wants.ts';

const screenings: readonly ServiceCode[] = [
  'premarital-care',
  'preconception-care',
  'prenatal-screening',
  'newborn-metabolic-screening',
  'newborn-hearing-screening',
  'newborn-heart-screening',
];
const birthDefectCentres: readonly ServiceCode[] = [
  'prenatal-diagnosis',
  'newborn-metabolic-screening-centre',
  'newborn-metabolic-diagnosis-centre',
  'newborn-hearing-screening-centre',
  'newborn-hearing-diagnosis-centre',
];

/** What a county's leading hospital does for all of the county. */
const ofLead: readonly ServiceCode[] = [
  'fever-clinic',
  'observation-room',
  'psychiatric-clinic',
  'psychiatric-ward',
  'rehabilitation-clinic',
  'hospice-ward',
  'medical-nursing-combined',
  'critical-maternal-centre',
  'critical-newborn-centre',
  'blood-collection-point',
];

const byField: Readonly<Partial<Record<string, readonly ServiceCode[]>>> = {
  children: ['paediatric-infectious-ward', 'fever-clinic', 'observation-room'],
  psychiatry: ['psychiatric-clinic', 'psychiatric-ward'],
  'infectious-diseases': ['fever-clinic', 'observation-room'],
  tuberculosis: ['observation-room'],
  rehabilitation: ['rehabilitation-clinic'],
  'occupational-disease': ['occupational-health-examination', 'pneumoconiosis-rehabilitation'],
};

const byKind: Readonly<Partial<Record<string, readonly ServiceCode[]>>> = {
  'nursing-hospital': ['medical-nursing-combined'],
  'rehabilitation-centre': ['rehabilitation-clinic'],
  hospice: ['hospice-ward'],
  'maternal-child-health': ['maternal-child-outpatient'],
  // A share is published for the centres; for stations nothing is.
  'community-health-station': ['tcm-clinic', 'fever-sentinel', 'psychiatric-clinic'],
  'community-health-centre': ['fever-room', 'psychiatric-clinic', 'community-mental-rehabilitation'],
};

function ownServices({ institution: i, fields, designations }: Wants): readonly ServiceCode[] {
  const own: ServiceCode[] = [...(byKind[i.kind] ?? []), ...fields.flatMap((field) => byField[field] ?? [])];
  if (i.kind === 'township-health-centre') {
    own.push(designations.has('large-township-centre') ? 'fever-clinic' : 'fever-room');
    own.push('psychiatric-clinic', 'supervision-information-system', 'community-mental-rehabilitation');
  }
  if (i.kind === 'general-hospital' && isLevelTwoUp(i)) {
    own.push('fever-clinic', 'observation-room', 'psychiatric-clinic', 'rehabilitation-clinic');
    if (isPublic(i)) own.push('occupational-health-examination');
  }
  if (i.class === 'hospital' && i.level === '3A') own.push('prehospital-link');
  if (fields.includes('maternity') && i.ownership === 'city') own.push(...birthDefectCentres);
  return own;
}

/** What each institution offers beside what a share is published for. */
export function wantServices(wants: ReadonlyMap<string, Wants>, districts: readonly District[]): void {
  const offer = (id: string | undefined, codes: readonly ServiceCode[]): void => {
    const found = id === undefined ? undefined : wants.get(id);
    if (!found) return;
    const published = new Set(found.institution.services.map((s) => s.code));
    for (const code of codes) if (!published.has(code)) found.offers.set(code, true);
  };
  for (const found of wants.values()) offer(found.institution.id, ownServices(found));
  // A blood station examines nobody at work: said, because its other services are not listed completely.
  for (const w of wants.values())
    if (w.institution.kind === 'blood-station') w.offers.set('occupational-health-examination', false);
  for (const { lead, maternalChild } of districts) {
    offer(lead?.id, ofLead);
    offer(maternalChild?.id, [...screenings, 'prenatal-laboratory']);
  }
}

/** Of a county's township centres the largest fourth are large ones, the two largest central ones. */
export function wantDesignations(wants: ReadonlyMap<string, Wants>, districts: readonly District[]): void {
  const mark = (id: string, code: 'medical-community' | 'central-township-centre' | 'large-township-centre'): void => {
    wants.get(id)?.designations.add(code);
  };
  for (const { code, part, institutions, lead } of districts) {
    const townships = institutions
      .filter((i) => i.kind === 'township-health-centre')
      .sort((a, b) => b.counts['staff-total'] - a.counts['staff-total'] || (a.id < b.id ? -1 : 1));
    for (const i of townships.slice(0, Math.ceil(townships.length / 4))) mark(i.id, 'large-township-centre');
    // Districts of the urban area have no county medical community of their own; their leading hospital belongs to the city's.
    if (lead) mark(lead.id, 'medical-community');
    if (part !== code) continue;
    for (const i of townships.slice(0, 2)) mark(i.id, 'central-township-centre');
    for (const i of institutions) {
      if (isCentre(i) || (i.class === 'hospital' && i.ownership === 'county')) mark(i.id, 'medical-community');
    }
  }
  // Beside the designated hospitals, which a plan names, the largest county hospitals stand ready with 1,000 beds.
  const designated = [...wants.values()].some((w) => w.designations.has('designated-hospital'));
  const counties = districts
    .flatMap((d) => (d.part === d.code && d.lead && !d.lead.named ? [d.lead] : []))
    .sort((a, b) => b.counts['beds-total'] - a.counts['beds-total'] || (a.id < b.id ? -1 : 1));
  let ready = 0;
  for (const lead of designated ? counties : []) {
    if (ready >= 1000) break;
    wants.get(lead.id)?.designations.add('sub-designated-hospital');
    ready += lead.counts['beds-total'];
  }
  for (const { institution: i, designations } of wants.values()) {
    if (i.kind === 'cdc' || i.kind === 'maternal-child-health') designations.add('standardised');
    if (i.kind === 'emergency-centre') designations.add('independent');
    if (isBase(i)) designations.add('standardised');
  }
}
