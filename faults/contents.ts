/** Systems under which the ledger's own names stand in a resource: what it is known by, and which write made this version. */
export const keySystem = 'urn:songhua:faults:key';
export const markSystem = 'urn:songhua:faults:mark';

export const types = ['Patient', 'Organization', 'Basic', 'Observation', 'Condition', 'Encounter'] as const;
export type Type = (typeof types)[number];

interface About {
  readonly key: string;
  readonly mark: string;
  readonly id?: string;
  /** The patient it is about, as a reference. */
  readonly patient?: string;
}

const coding = (system: string, code: string) => ({ coding: [{ system, code }] });

/** A valid resource whose searchable values (words, dates, amounts, codes) depend on the mark, so that every update moves index rows. */
export function contentOf(type: Type, { key, mark, id, patient = 'Patient/nobody' }: About): object {
  const salt = [...mark].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, 7);
  const day = `20${10 + (salt % 15)}-0${1 + (salt % 9)}-1${salt % 10}`;
  const common = {
    resourceType: type,
    ...(id !== undefined && { id }),
    identifier: [
      { system: keySystem, value: key },
      { system: markSystem, value: mark },
    ],
  };
  switch (type) {
    case 'Patient':
      return { ...common, name: [{ family: `松${salt % 97}`, given: [`花 ${mark}`] }], gender: 'female', birthDate: day };
    case 'Organization':
      return { ...common, name: `医院 ${mark}`, active: salt % 2 === 0 };
    case 'Basic':
      return {
        ...common,
        code: coding('urn:songhua:faults:code', `c${salt % 13}`),
        subject: { reference: patient },
        created: day,
      };
    case 'Observation':
      return {
        ...common,
        status: 'final',
        code: coding('http://loinc.org', `${1000 + (salt % 50)}-0`),
        subject: { reference: patient },
        effectiveDateTime: `${day}T08:${10 + (salt % 50)}:00+08:00`,
        valueQuantity: { value: salt / 10, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
      };
    case 'Condition':
      return {
        ...common,
        clinicalStatus: coding('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
        code: coding('http://snomed.info/sct', String(100_000 + (salt % 70))),
        subject: { reference: patient },
        recordedDate: day,
        onsetPeriod: { start: day },
      };
    case 'Encounter':
      return {
        ...common,
        status: 'finished',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
        subject: { reference: patient },
        period: { start: day },
      };
  }
}
