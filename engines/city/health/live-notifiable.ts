import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import { chance, count, normal, round, span } from './chances.ts';
import { ageOn, anyPlace, inHospital, type Life, nextId, type Place, placeAt, tallyMonth } from './life.ts';
import { type Notifiable, type NotifiableName, notifiableNames, notifiables } from './notifiable.ts';
import { type Concept, disease, hl7Concepts, hl7System, metas, ours, ownConcept } from './resource.ts';
import { writeDiagnosis, writeProblem } from './write-diagnosis.ts';
import { officeMinute, writeEncounter } from './write-encounter.ts';
import { type Occasion, writeReport, writeVital } from './write-findings.ts';
import { writePrescription } from './write-prescription.ts';
import { programmeConcept, writeCarePlan, writeEnrolment } from './write-programme.ts';

const reportKind: Concept = ownConcept(ours.report, 'notifiable-disease', '法定传染病报告');

/** That a case was reported: from where, when, within the hours that the law gives. */
function writeCaseReport(life: Life, on: Occasion, { class: grade, hours, secrecy, name }: Notifiable, condition: string): void {
  const later = on.minute + 20 + Math.floor(life.random() ** 2 * (hours * 60 - 60));
  const sent = life.calendar.moment(on.day + Math.floor(later / 1440), later % 1440);
  life.out.push({
    resourceType: 'Communication',
    id: nextId(on.place),
    meta: metas[secrecy],
    status: 'completed',
    category: [reportKind],
    subject: on.place.subject,
    about: [{ reference: `Condition/${condition}` }],
    encounter: { reference: `Encounter/${on.encounter}` },
    sent,
    sender: on.place.provider,
    recipient: [{ display: '县级疾病预防控制机构' }],
    payload: [{ contentString: `${grade}：${name}` }],
  });
  life.tally.add('report');
}

const reactive: Concept = {
  coding: [{ system: hl7System('v3-ObservationInterpretation'), code: 'POS', display: 'Positive' }],
  text: '阳性',
};
const tests = {
  syphilis: {
    coding: [{ system: codeSystems.loinc, code: '20507-0', display: '梅毒快速血浆反应素试验' }],
    text: '梅毒快速血浆反应素试验',
  },
  chronicHepatitisB: {
    coding: [{ system: codeSystems.loinc, code: '5195-3', display: '乙型肝炎表面抗原' }],
    text: '乙型肝炎表面抗原',
  },
} as const;

function writePositive(life: Life, { place, encounter, day, minute }: Occasion, name: keyof typeof tests): void {
  life.out.push({
    resourceType: 'Observation',
    id: nextId(place),
    meta: metas[notifiables[name].secrecy],
    status: 'final',
    category: hl7Concepts.laboratory,
    code: tests[name],
    subject: place.subject,
    encounter: { reference: `Encounter/${encounter}` },
    effectiveDateTime: life.calendar.moment(day, minute),
    performer: place.performer,
    valueCodeableConcept: reactive,
  });
  life.tally.add('Observation', 'laboratory');
}

/** Six months of treatment under the eyes of primary care: first visit within three days, then every month. */
function manageTuberculosis(life: Life, on: Occasion): void {
  const place = placeAt(life, on.day, 'primary') ?? on.place;
  const { code, name } = notifiables.tuberculosis;
  const problem = writeProblem(life, place, 'tuberculosis', {
    code,
    name,
    day: on.day,
    minute: on.minute,
    status: on.day + 180 > life.end ? 'active' : 'resolved',
  });
  const over = Math.min(on.day + 183, life.end);
  const episode = { from: on.day, until: over >= life.calendar.last ? null : over, problem } as const;
  const id = writeEnrolment(life, place, 'tuberculosis', episode);
  writeCarePlan(life, place, { programme: 'tuberculosis', episode, condition: [code, name], activities: [['督导服药随访', 12]] });
  for (let at = 0, day = on.day + span(life.random, 1, 3); day <= over; at += 1, day += span(life.random, 27, 33)) {
    if (inHospital(life, day)) continue;
    const visit = { place, encounter: nextId(place), day, minute: officeMinute(life) };
    if (at > 0) writePrescription(life, visit, at < 2 ? 'tuberculosisFour' : 'tuberculosisTwo', problem);
    if (at === 2 || at === 5) writeReport(life, visit, 'liver', { shift: { alanine: chance(life.random, 0.2) ? 6 : 1 } });
    writeEncounter(life, place, visit.encounter, {
      class: at === 0 ? 'home' : 'outpatient',
      day,
      minute: visit.minute,
      minutes: 20,
      department: 'prevention',
      type: programmeConcept('tuberculosis'),
      episode: id,
    });
    life.tally.add('follow-up', 'tuberculosis');
  }
}

function fallIll(life: Life, place: Place, day: number, key: NotifiableName): void {
  const illness: Notifiable = notifiables[key];
  const { code, name, fever, secrecy } = illness;
  const on = { place, encounter: nextId(place), day, minute: officeMinute(life), secrecy } as const;
  const found = {
    code,
    name,
    day,
    minute: on.minute,
    encounter: on.encounter,
    status: illness.lasting || key === 'tuberculosis' || key === 'syphilis' ? 'active' : 'resolved',
    secrecy,
  } as const;
  const condition = writeDiagnosis(life, place, found);
  writeCaseReport(life, on, illness, condition);
  if (fever > 0) writeVital(life, on, 'temperature', round(36.6 + Math.max(0.1, fever + 0.5 * normal(life.random)), 1));
  for (const drug of illness.drugs) writePrescription(life, on, drug, condition);
  if (key === 'syphilis' || key === 'chronicHepatitisB') writePositive(life, on, key);
  if (illness.lasting) {
    writeReport(life, on, 'liver', { shift: { alanine: 7, aspartate: 6 } });
    writeProblem(life, place, illness.lasting, { ...found, onset: day - span(life.random, 0, 30) });
    if (!life.profile.burdens.some((one) => one.name === illness.lasting))
      life.profile.burdens.push({ name: illness.lasting, onset: day, managed: false });
  }
  if (key === 'tuberculosis') writeReport(life, on, 'chestTomography', { finding: '右肺上叶尖后段斑片、结节影，结核可能。' });
  if (key === 'influenza' && chance(life.random, 0.2)) writeReport(life, on, 'blood', { shift: { leukocytes: -1.2 } });
  const child = ageOn(life, day) < 14;
  writeEncounter(life, place, on.encounter, {
    class: 'outpatient',
    day,
    minute: on.minute,
    minutes: 15,
    department: child ? 'paediatrics' : 'infectious',
    type: { text: '门诊' },
    reason: secrecy === 'plain' ? { text: illness.complaint } : disease(code, name),
    secrecy,
    diagnoses: [condition],
  });
  life.tally.add('case', key);
  tallyMonth(life, key, day);
  if (key === 'tuberculosis') manageTuberculosis(life, on);
}

/** Notifiable diseases in their seasons, as many of each as `mean` says for the whole period. One that stays is found once. */
export function liveNotifiable(life: Life, mean: (name: NotifiableName) => number, from: number): void {
  for (const key of notifiableNames) {
    const many = count(life.random, mean(key));
    if (many === 0 || from > life.end) continue;
    const { season } = notifiables[key];
    for (let at = 0; at < (key === 'influenza' || key === 'norovirus' ? many : 1); at += 1) {
      const day = life.calendar.draw(season, 'clinic', from, life.end, life.random);
      if (inHospital(life, day)) continue;
      const place = anyPlace(life, day, 'hospital') ?? placeAt(life, day, 'primary');
      if (place) fallIll(life, place, day, key);
    }
  }
}
