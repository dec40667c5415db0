import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import { type AdmissionKind, admissionKinds } from './admission-kinds.ts';
import { chance, span } from './chances.ts';
import { ageOn, burdenOf, type Life, nextId, placeAt } from './life.ts';
import { admit, lengthOf } from './live-admissions.ts';
import type { Lasting } from './profile.ts';
import { type Concept, disease, hl7Concepts, metas } from './resource.ts';

interface Cause {
  readonly code: string;
  readonly name: string;
  /** Weights up to 19, 44, 64 and older. */
  readonly ages: readonly number[];
  /** The disease that makes it likelier. */
  readonly burden?: Lasting;
  /** Of what an outer cause did: what is found. */
  readonly injury?: readonly [string, string];
}

/** What people die of. */
export const causes: readonly Cause[] = [
  { code: 'I21.900', name: '急性心肌梗死', ages: [0, 10, 22, 26], burden: 'coronary' },
  { code: 'I63.900', name: '脑梗死', ages: [0, 2, 12, 22], burden: 'stroke' },
  { code: 'I61.900x002', name: '脑出血', ages: [0, 5, 14, 10], burden: 'hypertension' },
  { code: 'I50.900', name: '心力衰竭', ages: [0, 2, 5, 14], burden: 'coronary' },
  { code: 'C34.900x001', name: '肺恶性肿瘤', ages: [0, 3, 18, 12] },
  { code: 'C16.900', name: '胃恶性肿瘤', ages: [0, 2, 7, 5] },
  { code: 'C22.900', name: '肝恶性肿瘤', ages: [0, 3, 9, 4], burden: 'hepatitisB' },
  { code: 'J44.900', name: '慢性阻塞性肺病', ages: [0, 0, 3, 10], burden: 'copd' },
  { code: 'J18.900', name: '肺炎', ages: [10, 3, 3, 7] },
  { code: 'E11.900', name: '2型糖尿病', ages: [0, 0, 3, 4], burden: 'diabetes' },
  { code: 'V89.200', name: '机动车辆事故中的人员损伤，交通性', ages: [12, 22, 6, 2], injury: ['S06.900', '颅内损伤'] },
  { code: 'W19.x00', name: '跌倒', ages: [3, 8, 3, 2], injury: ['S06.900', '颅内损伤'] },
];

/** A last stay for a cause: as others of its kind are, or of none in particular. */
function lastStay({ code, name, injury }: Cause): AdmissionKind | undefined {
  const [main, title] = injury ?? [code, name];
  const [any] = admissionKinds;
  const found = admissionKinds.find((one) => one.code.slice(0, 3) === main.slice(0, 3));
  const kind =
    found ?? (any && { ...any, department: 'emergency', panels: ['blood', 'liver', 'electrolytes'], shift: {}, drugs: [] });
  if (!kind) return undefined;
  const { cause: _, ...rest } = kind;
  return { ...rest, code: main, name: title, surgery: [], also: [], ...(injury && { cause: [code, name] }) };
}

const causeCode: Concept = {
  coding: [{ system: codeSystems.loinc, code: '69453-9', display: '死亡原因' }],
  text: '根本死亡原因',
};

/** Dies: in hospital (`inHouse` is the chance of whoever is known to one), which ends a last stay, or elsewhere; the cause is written by who kept the record. Comes before visits, which leave the last stay alone. */
export function liveDeath(life: Life, inHouse: number): void {
  const { died } = life;
  if (died === null) return;
  const age = ageOn(life, died);
  const band = age < 20 ? 0 : age < 45 ? 1 : age < 65 ? 2 : 3;
  const weights = causes.map(({ ages, burden }) => (ages[band] ?? 0) * (burden && burdenOf(life, burden, died) ? 4 : 1));
  let aim = life.random() * weights.reduce((sum, one) => sum + one, 0);
  const cause = causes.find((_, at) => {
    aim -= weights[at] ?? 0;
    return aim < 0;
  });
  if (!cause) return;
  const { code, name } = cause;
  const kind = lastStay(cause);
  const minute = span(life.random, 20, 1400);
  const from = Math.max(life.begin, died - (kind ? lengthOf(life, kind.days * 0.7) : 3));
  const free = from < died && life.stays.every(([, until]) => until < from);
  const hospital = kind && free && chance(life.random, inHouse) ? placeAt(life, from, 'hospital') : null;
  const place = hospital ?? placeAt(life, died, 'primary', 'hospital');
  if (!place) return;
  const encounter =
    hospital && kind ? admit(life, hospital, { kind, from, until: died, ends: 'death', untilMinute: minute }) : null;
  life.out.push({
    resourceType: 'Observation',
    id: nextId(place),
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
