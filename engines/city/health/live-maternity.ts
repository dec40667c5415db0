import type { AdmissionKind, Surgery } from './admission-kinds.ts';
import { chance, round, span } from './chances.ts';
import { ageOn, inHospital, type Kin, knownFrom, type Life, nextId, type Place, placeAt, staysWithin } from './life.ts';
import { admit } from './live-admissions.ts';
import { ours } from './resource.ts';
import type { Present } from './write-admission.ts';
import { writeDiagnosis } from './write-diagnosis.ts';
import { officeMinute, writeEncounter } from './write-encounter.ts';
import { type Occasion, writePressure, writeReport, writeVital } from './write-findings.ts';
import { writePrescription } from './write-prescription.ts';
import { programmeConcept, writeCarePlan, writeEnrolment } from './write-programme.ts';

/** Weeks between which a visit is due, from the first day of the last bleeding (third edition 2017; not verified). */
const visitWeeks: readonly (readonly [number, number])[] = [
  [8, 12],
  [16, 20],
  [21, 24],
  [28, 32],
  [33, 36],
  [37, 40],
];

/** 孕产妇妊娠风险分级 by colour (2017; not verified): orange from 40 years on or with a body mass index of 28, yellow from 35 or up to 18, or after a caesarean. */
export function gradePregnancy({
  age,
  bodyMass,
  diabetes,
  scar,
}: {
  age: number;
  bodyMass: number;
  diabetes: boolean;
  scar: boolean;
}): 'green' | 'yellow' | 'orange' {
  if (age >= 40 || bodyMass >= 28) return 'orange';
  return age >= 35 || age <= 18 || diabetes || scar ? 'yellow' : 'green';
}
const colours = { green: '绿色', yellow: '黄色', orange: '橙色' } as const;

interface Pregnancy {
  readonly begun: number;
  readonly due: number;
  readonly children: readonly Kin[];
}

const caesarean: Surgery = { code: '74.1x01', name: '剖宫产术，子宫下段横切口', level: 3, share: 1, cost: 4200 };
const assisted: Surgery = { code: '73.5900x002', name: '头位阴道助产', level: 2, share: 1, cost: 900 };

const deliveryKind = (code: string, name: string, days: number, surgery: Surgery): AdmissionKind => ({
  code,
  name,
  department: 'obstetrics',
  season: 'even',
  male: [],
  female: [],
  days,
  dayCost: 620,
  urgent: 0.35,
  surgery: [surgery],
  panels: ['blood', 'fetalUltrasound'],
  shift: { haemoglobin: -2 },
  drugs: ['iron'],
  also: [['D50.900', '缺铁性贫血', 0.12, true]],
  hospitalOnly: true,
});
const bySection = deliveryKind('O82.900', '经剖宫产术分娩', 5, caesarean);
const byItself = deliveryKind('O80.000', '头位顺产', 3, assisted);

/** Where a child was born: an institution that knows both on that day, else any hospital of the mother's. */
function birthPlace(life: Life, children: readonly Kin[], day: number): Place | null {
  const theirs = new Set(
    children.flatMap(({ places }) => places.filter((place) => place.day === day).map(({ institution }) => institution.id)),
  );
  return (
    life.places.find((place) => theirs.has(place.institution.id) && place.day <= day) ??
    placeAt(life, day, 'hospital', 'maternal')
  );
}

function deliver(life: Life, { due, children }: Pregnancy, diabetes: boolean): void {
  const place = birthPlace(life, children, due);
  if (!place || staysWithin(life, due - 2, due + 6)) return;
  const kind = chance(life.random, life.rates.caesareans.value) ? bySection : byItself;
  const from = Math.max(life.begin, due - (chance(life.random, 0.4) ? 1 : 0));
  const until = due + kind.days - 1;
  if (until > life.end && life.end < life.calendar.last) return;
  const outcome: readonly [string, string, Present] =
    children.length > 1 ? ['Z37.200', '双胎活产', 'yes'] : ['Z37.000', '单一活产', 'yes'];
  const extra = [outcome, ...(diabetes ? [['O24.400', '妊娠期发生的糖尿病', 'yes'] as const] : [])];
  const newborns = children.flatMap(({ places }) =>
    places.filter((one) => one.institution.id === place.institution.id && one.day === due).slice(0, 1),
  );
  const extension = newborns.map(({ subject }) => ({ url: `${ours.extension}newborn`, valueReference: subject }));
  admit(life, place, { kind, from, until, ends: 'ordered', extra, extension });
  life.tally.add('deliveries', kind === bySection ? 'caesarean' : 'spontaneous');
  const after = place && due + 42 + span(life.random, 0, 6);
  for (const [day, text] of [
    [due + kind.days + span(life.random, 1, 6), '产后访视'],
    [after, '产后42天健康检查'],
  ] as const) {
    const where = day > life.end || inHospital(life, day) ? null : placeAt(life, day, 'primary', 'maternal', 'hospital');
    if (!where || !chance(life.random, life.rates.antenatalVisits.value)) continue;
    const on = { place: where, encounter: nextId(where), day, minute: officeMinute(life) };
    writePressure(life, on);
    writeEncounter(life, where, on.encounter, {
      class: day < due + 20 ? 'home' : 'outpatient',
      day,
      minute: on.minute,
      minutes: 25,
      department: 'prevention',
      type: programmeConcept('pregnancy'),
      reason: { text },
    });
  }
}

function attend(life: Life, pregnancy: Pregnancy): void {
  const { begun, due } = pregnancy;
  const first = Math.max(begun + 56, knownFrom(life, 'primary', 'maternal', 'hospital'));
  const home = first <= Math.min(life.end, due) ? placeAt(life, first, 'primary', 'maternal', 'hospital') : null;
  const age = ageOn(life, due);
  const diabetes = chance(life.random, 0.14 + (life.profile.bodyMass > 27 ? 0.12 : 0));
  const grade = gradePregnancy({ age, bodyMass: life.profile.bodyMass, diabetes, scar: age > 28 && chance(life.random, 0.15) });
  const colour = {
    url: `${ours.extension}pregnancy-risk`,
    valueCoding: { system: ours.pregnancyRisk, code: grade, display: colours[grade] },
  };
  let episode: string | undefined;
  for (const [at, [from, to]] of visitWeeks.entries()) {
    const day = begun + span(life.random, from, to) * 7 + span(life.random, -2, 2);
    if (day < first || day > life.end || day >= due - 2 || inHospital(life, day)) continue;
    if (at > 0 && !chance(life.random, life.rates.antenatalVisits.value)) continue;
    const place = (at === 0 ? home : placeAt(life, day, 'hospital', 'maternal', 'primary')) ?? home;
    if (!place || place.day > day) continue;
    if (episode === undefined && home) {
      const until = Math.min(due + 42, life.end);
      const span = { from: day, until: until >= life.calendar.last ? null : until };
      episode = writeEnrolment(life, home, 'pregnancy', span);
      writeCarePlan(life, home, {
        programme: 'pregnancy',
        episode: span,
        activities: [
          ['产前检查', 6],
          ['产后访视', 1],
        ],
      });
      life.tally.add('pregnancies', grade);
    }
    const on: Occasion = { place, encounter: nextId(place), day, minute: officeMinute(life) };
    const diagnoses = [
      writeDiagnosis(life, place, {
        code: 'Z34.900',
        name: '正常妊娠监督',
        day,
        minute: on.minute,
        encounter: on.encounter,
        status: 'resolved',
      }),
    ];
    if (diabetes && from === 28)
      diagnoses.push(
        writeDiagnosis(life, place, {
          code: 'O24.400',
          name: '妊娠期发生的糖尿病',
          day,
          minute: on.minute,
          encounter: on.encounter,
          status: 'active',
        }),
      );
    if (at % 2 === 0) writePressure(life, on);
    const week = (day - begun) / 7;
    writeVital(
      life,
      on,
      'weight',
      round(life.profile.bodyMass * (life.profile.height / 100) ** 2 + Math.max(0, week - 8) * 0.36, 1),
    );
    if (week >= 16) writeVital(life, on, 'fetalHeart', span(life.random, 128, 158));
    if (at === 0) {
      writePrescription(life, on, 'folate');
      writeReport(life, on, 'blood', { shift: { haemoglobin: -0.8 } });
    }
    if (at === 1 || at === 3) writeReport(life, on, 'fetalUltrasound');
    writeEncounter(life, place, on.encounter, {
      class: 'outpatient',
      day,
      minute: on.minute,
      minutes: 20,
      department: 'obstetrics',
      type: programmeConcept('pregnancy'),
      reason: { text: `孕 ${Math.floor(week)} 周产前检查` },
      diagnoses,
      extension: [colour],
      ...(episode && place === home && { episode }),
    });
  }
  if (due >= life.begin && due <= life.end && pregnancy.children.length > 0) deliver(life, pregnancy, diabetes);
}

/** Pregnancies that ended with a child of the town within the period, and those that will end after it, `pregnant` being the chance of one. */
export function liveMaternity(life: Life, pregnant: number): void {
  if (life.resident.sex !== 'female') return;
  const births = new Map<number, Kin[]>();
  for (const child of life.kin.children) births.set(child.born, [...(births.get(child.born) ?? []), child]);
  const last = life.calendar.last;
  for (const [due, children] of [...births].sort(([a], [b]) => a - b))
    if (due - 180 <= life.end && due >= life.begin) attend(life, { begun: due - span(life.random, 262, 284), due, children });
  const age = ageOn(life, last);
  if (
    life.end < last ||
    age < 20 ||
    age > 40 ||
    [...births.keys()].some((day) => day > last - 500) ||
    !chance(life.random, pregnant)
  )
    return;
  const due = last + span(life.random, 1, 215);
  attend(life, { begun: due - 278, due, children: [] });
}
