import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import { admissionKinds } from './admission-kinds.ts';
import { chance, count, span } from './chances.ts';
import { ageOn, anyPlace, burdenOf, inHospital, type Life, nextId, type Place, placeAt } from './life.ts';
import { admit, lengthOf } from './live-admissions.ts';
import { type Concept, disease, hl7Concepts, metas, ours } from './resource.ts';
import { writeDiagnosis } from './write-diagnosis.ts';
import { writeEncounter } from './write-encounter.ts';
import { writePressure } from './write-findings.ts';

/** What somebody calls 120 for: code, name, what is said, weights up to 14, 44, 64 and older. */
const calls: readonly (readonly [string, string, string, readonly number[]])[] = [
  ['T14.900', '损伤', '外伤', [30, 34, 26, 16]],
  ['S06.000', '脑震荡', '交通事故，头部外伤', [6, 12, 10, 6]],
  ['R55.x00x001', '晕厥', '突然晕倒', [4, 8, 12, 18]],
  ['I63.900', '脑梗死', '一侧肢体无力、言语不清', [0, 1, 16, 30]],
  ['I20.000', '不稳定型心绞痛', '胸痛', [0, 3, 16, 26]],
  ['R10.400', '腹痛，其他和未特指的', '剧烈腹痛', [8, 10, 8, 8]],
  ['J96.900', '未特指的呼吸衰竭', '呼吸困难', [4, 1, 6, 20]],
  ['T58.x00', '一氧化碳的毒性效应', '煤烟中毒，意识模糊', [2, 3, 4, 5]],
  ['R50.900x002', '高热', '高热、抽搐', [24, 1, 1, 1]],
];

const emergency: Concept = { text: '院前急救' };

/** Call, dispatch and arrivals of an ambulance; minutes after the call. */
function prehospital(
  life: Life,
  day: number,
  minute: number,
  urban: boolean,
): { readonly extension: object; readonly arrived: number } {
  const dispatched = 1;
  const departed = dispatched + span(life.random, 1, 3);
  const there = departed + (urban ? span(life.random, 5, 13) : span(life.random, 10, 32));
  const back = there + span(life.random, 8, 20) + (urban ? span(life.random, 6, 14) : span(life.random, 12, 40));
  const at = (later: number): string => life.calendar.moment(day + Math.floor((minute + later) / 1440), (minute + later) % 1440);
  const times = [
    ['call', 0],
    ['dispatch', dispatched],
    ['departure', departed],
    ['arrival', there],
    ['hospital', back],
  ] as const;
  return {
    extension: {
      url: `${ours.extension}prehospital`,
      extension: times.map(([url, later]) => ({ url, valueDateTime: at(later) })),
    },
    arrived: back,
  };
}

function callFor(life: Life, place: Place, day: number, urban: boolean): void {
  const age = ageOn(life, day);
  const band = age < 15 ? 0 : age < 45 ? 1 : age < 65 ? 2 : 3;
  let aim = life.random() * calls.reduce((sum, [, , , weights]) => sum + (weights[band] ?? 0), 0);
  const call = calls.find(([, , , weights]) => {
    aim -= weights[band] ?? 0;
    return aim < 0;
  });
  if (!call) return;
  const [code, name, complaint] = call;
  const minute = span(life.random, 0, 1439);
  const { extension, arrived } = prehospital(life, day, minute, urban);
  const encounter = nextId(life);
  const on = { place, encounter, day, minute: Math.min(1439, minute + 12) };
  const condition = writeDiagnosis(life, place, { code, name, day, minute: on.minute, encounter, status: 'resolved' });
  writePressure(life, on);
  writeEncounter(life, place, encounter, {
    class: 'emergency',
    day,
    minute,
    minutes: arrived,
    department: 'emergency',
    type: emergency,
    reason: { text: complaint },
    diagnoses: [condition],
    extension: [extension],
  });
  life.tally.add('calls', code);
}

/** Calls of 120, as many as `mean` in the whole period; and one for whoever came to a hospital nameless. */
export function liveEmergencies(life: Life, mean: number, from: number, urban: boolean): void {
  for (const place of life.places)
    if (place.lasts === place.day && place.day >= life.begin && place.day <= life.end && !inHospital(life, place.day))
      callFor(life, place, place.day, urban);
  for (let left = count(life.random, mean); left > 0 && from <= life.end; left -= 1) {
    const day = life.calendar.draw('cold-heart', 'any', from, life.end, life.random);
    const place = inHospital(life, day) ? null : anyPlace(life, day, 'hospital');
    if (place) callFor(life, place, day, urban);
  }
}

/** What people die of: code, name, weights by age up to 44, 64 and older, and the disease that makes it likelier. */
const causes: readonly (readonly [string, string, readonly number[], string | null])[] = [
  ['I21.900', '急性心肌梗死', [8, 22, 26], 'coronary'],
  ['I63.900', '脑梗死', [2, 12, 22], 'stroke'],
  ['I61.900x002', '脑出血', [4, 14, 10], 'hypertension'],
  ['I50.900', '心力衰竭', [2, 5, 14], 'coronary'],
  ['C34.900', '支气管或肺恶性肿瘤', [3, 18, 12], null],
  ['C16.900', '胃恶性肿瘤', [2, 7, 5], null],
  ['C22.900', '肝恶性肿瘤', [3, 9, 4], 'hepatitisB'],
  ['J44.900', '慢性阻塞性肺病', [0, 3, 10], 'copd'],
  ['J18.900', '肺炎', [4, 3, 7], null],
  ['E11.900', '2型糖尿病', [0, 3, 4], 'diabetes'],
  ['V89.200', '机动车辆事故中的人员损伤，交通性', [22, 6, 2], null],
  ['X59.900', '暴露于因素导致其他的损伤', [14, 4, 2], null],
];
const causeCode: Concept = {
  coding: [{ system: codeSystems.loinc, code: '69453-9', display: '死亡原因' }],
  text: '根本死亡原因',
};

/** Dies: in hospital (`inHouse` is the chance of whoever is known to one), which ends a last stay, or elsewhere; the cause is written by who kept the record. Comes before visits, which leave the last stay alone. */
export function liveDeath(life: Life, inHouse: number): void {
  const { died } = life;
  if (died === null) return;
  const age = ageOn(life, died);
  const band = age < 45 ? 0 : age < 65 ? 1 : 2;
  const weights = causes.map(([, , byAge, burden]) => (byAge[band] ?? 0) * (burden && burdenOf(life, burden, died) ? 4 : 1));
  let aim = life.random() * weights.reduce((sum, one) => sum + one, 0);
  const [code, name] = causes.find((_, at) => {
    aim -= weights[at] ?? 0;
    return aim < 0;
  }) ?? ['R99.x00', '其他原因不明确和未特指原因的死亡'];
  const kind = admissionKinds.find((one) => one.code === code || one.code.slice(0, 3) === code.slice(0, 3)) ?? admissionKinds[0];
  const minute = span(life.random, 20, 1400);
  const from = Math.max(life.begin, died - (kind ? lengthOf(life, kind.days * 0.7) : 3));
  const hospital = chance(life.random, inHouse) ? placeAt(life, from, 'hospital') : null;
  const free = ![0, 1, 2, 3].some((part) => inHospital(life, Math.round(from + ((died - from) * part) / 3)));
  const place = hospital && kind && free && from < died ? hospital : placeAt(life, died, 'primary', 'hospital');
  if (!place) return;
  const encounter =
    place === hospital && kind
      ? admit(life, place, {
          kind: { ...kind, code, name, surgery: [], also: [] },
          from,
          until: died,
          ends: 'death',
          untilMinute: minute,
        })
      : null;
  life.out.push({
    resourceType: 'Observation',
    id: nextId(life),
    meta: metas.plain,
    status: 'final',
    category: hl7Concepts.exam,
    code: causeCode,
    subject: place.subject,
    ...(encounter && { encounter: { reference: `Encounter/${encounter}` } }),
    effectiveDateTime: life.calendar.moment(died, minute),
    performer: place.performer,
    valueCodeableConcept: disease(code, name),
  });
  life.tally.add('deaths', encounter ? 'hospital' : 'elsewhere');
}
