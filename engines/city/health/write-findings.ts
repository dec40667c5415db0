import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import { type Life, nextId, type Place } from './life.ts';
import { heightOn, pressureOn, type Shift, valuesOn, weightOn } from './measure.ts';
import { type Analyte, analytes, type PanelName, panels } from './panels.ts';
import { type Concept, hl7Concepts, hl7System, metas, type Secrecy } from './resource.ts';

const flag = (code: string, display: string): readonly Concept[] => [
  { coding: [{ system: hl7System('v3-ObservationInterpretation'), code, display }] },
];
const flags = { high: flag('H', 'High'), low: flag('L', 'Low'), usual: flag('N', 'Normal') } as const;

const loinc = (code: string, name: string): Concept => ({
  coding: [{ system: codeSystems.loinc, code, display: name }],
  text: name,
});

/** What is measured at the body. */
const vitals = {
  pressure: loinc('85354-9', '血压'),
  systolic: loinc('8480-6', '收缩压'),
  diastolic: loinc('8462-4', '舒张压'),
  heartRate: loinc('8867-4', '心率'),
  temperature: loinc('8310-5', '体温'),
  weight: loinc('29463-7', '体重'),
  height: loinc('8302-2', '身高'),
  bodyMass: loinc('39156-5', '体重指数'),
  birthWeight: loinc('8339-4', '出生体重'),
  apgar: loinc('9274-2', 'Apgar 评分（5 分钟）'),
  fundalHeight: loinc('11881-0', '宫高'),
  fetalHeart: loinc('55283-6', '胎心率'),
  /** Saturation of the blood with oxygen, at the finger. */
  saturation: loinc('59408-5', '血氧饱和度'),
  /** Before the first meal, with a drop of blood at the finger. */
  glucose: loinc('14771-0', '空腹血糖'),
} as const;
type Vital = Exclude<keyof typeof vitals, 'pressure' | 'systolic' | 'diastolic'>;

const units: Readonly<Record<Vital | 'pressure', string>> = {
  pressure: 'mm[Hg]',
  heartRate: '/min',
  temperature: 'Cel',
  weight: 'kg',
  height: 'cm',
  bodyMass: 'kg/m2',
  birthWeight: 'g',
  apgar: '{score}',
  fundalHeight: 'cm',
  fetalHeart: '/min',
  saturation: '%',
  glucose: 'mmol/L',
};

/** Where and when something was found. */
export interface Occasion {
  readonly place: Place;
  readonly encounter: string;
  readonly day: number;
  readonly minute: number;
  readonly secrecy?: Secrecy;
}

const quantity = (value: number, unit: string) => ({ value, unit, system: codeSystems.ucum, code: unit });

const found = (life: Life, { place, encounter, day, minute, secrecy }: Occasion) => ({
  resourceType: 'Observation',
  id: nextId(place),
  meta: metas[secrecy ?? 'plain'],
  status: 'final',
  subject: place.subject,
  encounter: { reference: `Encounter/${encounter}` },
  effectiveDateTime: life.calendar.moment(day, minute),
  performer: place.performer,
});

/** Writes a value measured at the body. */
export function writeVital(life: Life, on: Occasion, name: Vital, value: number): void {
  const sugar = name === 'glucose' && {
    interpretation: interpret(analytes.glucose, value),
    referenceRange: analytes.glucose.referenceRange,
  };
  const category = sugar ? hl7Concepts.laboratory : hl7Concepts.vital;
  life.out.push({ ...found(life, on), category, code: vitals[name], valueQuantity: quantity(value, units[name]), ...sugar });
  life.tally.add('Observation', sugar ? 'laboratory' : 'vital');
}

const pressureRange = [
  { low: quantity(90, 'mm[Hg]'), high: quantity(139, 'mm[Hg]') },
  { low: quantity(60, 'mm[Hg]'), high: quantity(89, 'mm[Hg]') },
].map((range) => [range]);

/** Measures the pressure and writes it; what it was, in mmHg. */
export function writePressure(life: Life, on: Occasion): readonly [number, number] {
  const [systolic, diastolic] = pressureOn(life, on.day);
  const high = systolic >= 140 || diastolic >= 90;
  life.out.push({
    ...found(life, on),
    category: hl7Concepts.vital,
    code: vitals.pressure,
    interpretation: high ? flags.high : systolic < 90 ? flags.low : flags.usual,
    component: [
      { code: vitals.systolic, valueQuantity: quantity(systolic, 'mm[Hg]'), referenceRange: pressureRange[0] },
      { code: vitals.diastolic, valueQuantity: quantity(diastolic, 'mm[Hg]'), referenceRange: pressureRange[1] },
    ],
  });
  life.tally.add('Observation', 'vital');
  return [systolic, diastolic];
}

/** Weight, with the height of whoever grows and the body mass index of whoever does not. */
export function writeWeight(life: Life, on: Occasion): void {
  const [weight, height] = [weightOn(life, on.day), heightOn(life, on.day)];
  writeVital(life, on, 'weight', weight);
  if ((on.day - life.born) / 365.25 < 18) writeVital(life, on, 'height', height);
  else writeVital(life, on, 'bodyMass', Math.round((weight / (height / 100) ** 2) * 10) / 10);
}

const interpret = ({ low, high }: Analyte, value: number) =>
  high !== null && value > high ? flags.high : low !== null && value < low ? flags.low : flags.usual;

const reportKinds = {
  laboratory: [{ coding: [{ system: hl7System('v2-0074'), code: 'LAB', display: 'Laboratory' }] }],
  imaging: [{ coding: [{ system: hl7System('v2-0074'), code: 'RAD', display: 'Radiology' }] }],
  cardiogram: [{ coding: [{ system: hl7System('v2-0074'), code: 'EC', display: 'Electrocardiac (e.g., EKG, EEC, Holter)' }] }],
} as const;

/** What a report shall say besides what follows from the person. */
export interface Reporting {
  /** What sickness does to the values. */
  readonly shift?: Shift;
  /** The finding of an image, when it is not the usual one. */
  readonly finding?: string;
}

/** A laboratory report with its values, or an image with its finding. The values by quantity. */
export function writeReport(life: Life, on: Occasion, name: PanelName, { shift = {}, finding }: Reporting = {}): void {
  const panel = panels[name];
  const { calendar } = life;
  const report = nextId(on.place);
  const values = valuesOn(life, on.day, panel.analytes, shift);
  const results: { readonly reference: string }[] = [];
  let unusual = 0;
  for (const [analyte, value] of values) {
    const { code, unit, referenceRange } = analytes[analyte];
    const interpretation = interpret(analytes[analyte], value);
    if (interpretation !== flags.usual) unusual += 1;
    const observation = {
      ...found(life, on),
      category: hl7Concepts.laboratory,
      code,
      valueQuantity: quantity(value, unit),
      interpretation,
      referenceRange,
    };
    life.out.push(observation);
    results.push({ reference: `Observation/${observation.id}` });
    life.tally.add('Observation', 'laboratory');
  }
  const later = Math.min(1435, on.minute + (panel.kind === 'laboratory' ? 90 : 40));
  life.out.push({
    resourceType: 'DiagnosticReport',
    id: report,
    meta: metas[on.secrecy ?? 'plain'],
    status: 'final',
    category: reportKinds[panel.kind],
    code: panel.code,
    subject: on.place.subject,
    encounter: { reference: `Encounter/${on.encounter}` },
    effectiveDateTime: calendar.moment(on.day, on.minute),
    issued: calendar.moment(on.day, later),
    performer: on.place.performer,
    ...(results.length > 0 ? { result: results } : {}),
    conclusion:
      panel.kind === 'laboratory'
        ? unusual > 0
          ? `${unusual} 项超出参考范围。`
          : '各项均在参考范围内。'
        : (finding ?? panel.usual),
  });
  life.tally.add('DiagnosticReport', panel.kind);
}
