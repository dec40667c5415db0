import type { Random } from '../random.ts';
import { pick } from '../random.ts';
import type { DoctorCategory, Duty, Licence, Post, Profession, Specialty } from '../vocabulary.ts';
import { technicalProfessions } from '../vocabulary.ts';
import type { Person } from './furnishing.ts';
import { inventName } from './person-names.ts';
import type { Wants } from './wants.ts';
import { isPublic } from './wants.ts';

/** Somebody whose post is being filled in. */
interface Someone {
  readonly profession: Profession;
  category: DoctorCategory | null;
  licence: Licence | null;
  specialty: Specialty | null;
  readonly duties: Duty[];
  years: number | null;
}

const isTechnical = (one: Someone): boolean => (technicalProfessions as readonly Profession[]).includes(one.profession);
const isProfessional = (one: Someone): boolean =>
  isTechnical(one) || one.profession === 'other-technical' || one.profession === 'village-doctor';

const postOf = (one: Someone): Post =>
  isProfessional(one) ? 'professional' : one.profession === 'manager' ? 'management' : 'worker';

/** Fields of the doctors whose field is free, by where they work. */
const fieldsOf: Readonly<Partial<Record<string, readonly (readonly [Specialty, number])[]>>> = {
  'general-hospital': [
    ['internal-medicine', 34],
    ['surgery', 28],
    ['obstetrics-gynaecology', 9],
    ['paediatrics', 8],
    ['emergency', 6],
    ['critical-care', 4],
    ['oncology', 4],
    ['infectious-diseases', 3],
    ['geriatrics', 2],
    ['imaging', 6],
  ],
  'maternal-child-health': [
    ['obstetrics-gynaecology', 45],
    ['paediatrics', 25],
    ['child-care', 25],
    ['internal-medicine', 5],
  ],
};
const usual: readonly (readonly [Specialty, number])[] = [
  ['internal-medicine', 50],
  ['surgery', 20],
  ['obstetrics-gynaecology', 10],
  ['paediatrics', 8],
  ['stomatology', 12],
];
const byField: Readonly<Partial<Record<string, Specialty>>> = {
  children: 'paediatrics',
  psychiatry: 'internal-medicine',
  maternity: 'obstetrics-gynaecology',
  oncology: 'oncology',
  'infectious-diseases': 'infectious-diseases',
  tuberculosis: 'infectious-diseases',
  rehabilitation: 'internal-medicine',
  stomatology: 'stomatology',
  ophthalmology: 'surgery',
};

function makeDoctors(w: Wants, random: Random): Someone[] {
  const { counts: c, institution: i } = w;
  const made: Someone[] = Array.from({ length: c.doctors }, () => ({
    profession: 'doctor',
    category: 'clinical',
    licence: 'licensed',
    specialty: null,
    duties: [],
    years: null,
  }));
  // TCM doctors from the front, public-health ones from the back, general practitioners after the TCM doctors: they
  // overlap only where there are fewer doctors than that, and then a TCM doctor is a general practitioner too.
  for (const one of made.slice(0, c['tcm-doctors'])) {
    one.category = 'tcm';
    one.specialty = 'tcm';
  }
  const preventive = Math.min(w.publicHealthDoctors, c.doctors - c['tcm-doctors']);
  for (const one of made.slice(made.length - preventive)) {
    one.category = 'public-health';
    one.specialty = 'public-health';
  }
  const clinical = made.slice(c['tcm-doctors'], made.length - preventive);
  const general = [...clinical, ...made.slice(0, c['tcm-doctors']), ...made.slice(made.length - preventive)];
  for (const one of general.slice(0, c['general-practitioners'])) one.specialty = 'general-practice';
  const free = made.filter((one) => one.specialty === null);
  let at = 0;
  for (const [specialty, n] of Object.entries(w.specialties.doctor ?? {})) {
    for (const one of free.slice(at, at + n)) one.specialty = specialty as Specialty;
    at += n;
  }
  const field = w.fields.map((f) => byField[f]).find((f) => f !== undefined);
  const allTeeth = i.kind === 'clinic' && random() < 0.2;
  for (const one of free.slice(at)) {
    one.specialty = allTeeth ? 'stomatology' : (field ?? pick(random, fieldsOf[i.kind] ?? usual, 'internal-medicine'));
    if (one.specialty === 'stomatology') one.category = 'stomatology';
  }
  const assistants = i.class === 'primary' && i.kind !== 'clinic' ? 0.3 : 0.06;
  for (const one of made) if (random() < assistants) one.licence = 'assistant';
  return made;
}

/** Everybody of one profession without a doctor's licence, those with a wanted field first. */
function makeOthers(
  profession: Profession,
  n: number,
  wanted: Wants['specialties']['nurse'],
  rest: () => Specialty | null,
): Someone[] {
  const fields = Object.entries(wanted ?? {}).flatMap(([code, k]) => Array.from({ length: k }, () => code as Specialty));
  return Array.from({ length: Math.max(0, n) }, (_, i) => ({
    profession,
    category: null,
    licence: null,
    specialty: fields[i] ?? rest(),
    duties: [],
    years: null,
  }));
}

/** Who may have a duty, the likeliest first; those who have fewer duties before others. */
const takers: Readonly<Record<Duty, (one: Someone) => number>> = {
  'public-health': (p) => (p.category === 'public-health' ? 9 : p.profession === 'nurse' ? 5 : isProfessional(p) ? 4 : 0),
  'maternal-child-care': (p) =>
    p.specialty === 'obstetrics-gynaecology' || p.specialty === 'child-care' ? 9 : isTechnical(p) ? 5 : 0,
  'health-supervision': (p) => (p.category === 'public-health' ? 9 : isProfessional(p) ? 6 : 3),
  'health-education': (p) => (p.profession === 'nurse' ? 8 : isProfessional(p) ? 6 : 2),
  'mental-health': (p) => (p.specialty === 'psychiatry' ? 9 : p.profession === 'doctor' ? 6 : isTechnical(p) ? 4 : 0),
  'integrated-backbone': (p) => (p.specialty === 'general-practice' ? 9 : p.profession === 'doctor' ? 7 : isTechnical(p) ? 3 : 0),
  'field-epidemiology': (p) => (p.category === 'public-health' ? 9 : isTechnical(p) ? 4 : 0),
  'occupational-diagnosis': (p) => (p.profession === 'doctor' ? 5 + Number(p.category === 'clinical') : 0),
  'child-basic-care': (p) => (p.profession === 'doctor' && p.specialty === 'general-practice' ? 9 : 0),
  'child-health-care': (p) => (p.profession === 'doctor' ? (p.specialty === 'paediatrics' ? 9 : 5) : 0),
  'village-doctor': (p) => (p.profession === 'doctor' ? 5 : 0),
  'clinic-founder': (p) => (p.profession === 'doctor' ? 5 + Number(p.licence === 'licensed') : 0),
};

function giveDuties(people: readonly Someone[], w: Wants): void {
  for (const [duty, n] of Object.entries(w.duties) as [Duty, number][]) {
    const able = people
      .map((one, at) => ({ one, at, rank: takers[duty](one) }))
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => b.rank - a.rank || a.one.duties.length - b.one.duties.length || a.at - b.at);
    for (const { one } of able.slice(0, n)) {
      one.duties.push(duty);
      if (duty === 'clinic-founder') {
        one.years = w.founderYears;
        one.licence = 'licensed';
      }
    }
  }
}

/** How many of the staff hold a post of the establishment; none where nobody is established. */
export function establishedOf({ institution: i, counts: c, figures }: Wants): number {
  const staff = c['staff-total'];
  if (!isPublic(i)) return 0;
  const share = i.class === 'public-health' ? 0.96 : i.class === 'hospital' ? 0.72 : 0.9;
  return Math.min(staff, Math.round(staff * share), figures.establishment ?? staff);
}

/** The people of one institution: as many of each profession as its counts say, none more and none fewer. */
export function makePeople(w: Wants, random: Random): Person[] {
  const { counts: c } = w;
  const technicians = c['staff-technical'] - c.doctors - c.nurses - c.pharmacists;
  const left = c['staff-total'] - c['staff-technical'] - w.villageDoctors - w.otherTechnical;
  const managers = w.institution.kind === 'village-clinic' ? 0 : Math.round(left * 0.5);
  const laboratory = (): Specialty => (random() < 0.5 ? 'laboratory' : random() < 0.6 ? 'imaging' : 'other');
  const people = [
    ...makeDoctors(w, random),
    ...makeOthers('nurse', c.nurses, w.specialties.nurse, () => null),
    ...makeOthers('pharmacist', c.pharmacists, undefined, () => null),
    ...makeOthers('technician', technicians, w.specialties.technician, laboratory),
    ...makeOthers('other-technical', w.otherTechnical, { engineering: Math.min(w.engineers, w.otherTechnical) }, () => 'other'),
    ...makeOthers('village-doctor', w.villageDoctors, undefined, () => 'general-practice'),
    ...makeOthers('manager', managers, undefined, () => null),
    ...makeOthers('worker', left - managers, undefined, () => null),
  ];
  giveDuties(people, w);
  for (const one of people) if (one.profession === 'village-doctor') one.duties.push('village-doctor');
  // Professionals, and among them those with duties, hold the posts of the establishment before others.
  const order = people.map((one, at) => ({
    at,
    rank: (isProfessional(one) ? 2 : 0) + Number(one.duties.includes('public-health')),
  }));
  const established = new Set(
    order
      .sort((a, b) => b.rank - a.rank || a.at - b.at)
      .slice(0, establishedOf(w))
      .map(({ at }) => at),
  );
  const women = { nurse: 0.97, doctor: 0.48, pharmacist: 0.7, technician: 0.55 } as Readonly<Partial<Record<Profession, number>>>;
  return people.map((one, at) => {
    const gender = random() < (women[one.profession] ?? 0.4) ? 'female' : 'male';
    return {
      ...one,
      name: inventName(random, gender),
      gender,
      post: postOf(one),
      established: established.has(at),
      second: null,
    };
  });
}
