import { checkedNumber } from '@songhua/engine-city/people/identify.ts';
import { syntheticTag } from '@songhua/engine-city/population/write-patient.ts';
import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Resource } from '@songhua/kernel';
import type { VisitsInject } from '../contract.ts';

type Writable = Resource & { readonly id: string };

const surnames = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';

interface Writing {
  readonly inject: VisitsInject;
  /** The institutions the people come to, in turns. */
  readonly houses: readonly string[];
  readonly now: Date;
  readonly newId: () => string;
  /** From 0 to 1, seeded. */
  readonly draw: () => number;
}

/** The people of an inject with their visit and diagnosis, marked as synthetic, as their institution's system would write them. */
export function writeVisits({ inject, houses, now, newId, draw }: Writing): Writable[] {
  const { people, ages, complaint, diagnosis } = inject;
  const meta = { tag: [syntheticTag] };
  return Array.from({ length: people }, (_, at) => at).flatMap((at): Writable[] => {
    const age = ages[0] + Math.floor(draw() * (ages[1] - ages[0] + 1));
    const year = now.getUTCFullYear() - age - 1;
    const born = `${year}-12-${String(1 + Math.floor(draw() * 28)).padStart(2, '0')}`;
    const serial = Math.floor(draw() * 1000);
    const family = surnames[Math.floor(draw() * surnames.length)] ?? '王';
    const [patient, encounter, condition] = [newId(), newId(), newId()];
    const organization = `Organization/${houses[at % houses.length]}`;
    const codeable = {
      coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: diagnosis.code, display: diagnosis.display }],
      text: diagnosis.display,
    };
    return [
      {
        ...{ resourceType: 'Patient', id: patient, meta, active: true },
        identifier: [
          { use: 'official', system: identifierSystems.citizenNumber, value: checkedNumber(born.replaceAll('-', ''), serial) },
        ],
        name: [{ use: 'official', text: `${family}演练`, family, given: ['演练'] }],
        ...{ gender: serial % 2 === 1 ? 'male' : 'female', birthDate: born },
        managingOrganization: { reference: organization },
      },
      {
        ...{ resourceType: 'Encounter', id: encounter, meta, status: 'finished' },
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
        ...{ subject: { reference: `Patient/${patient}` }, serviceProvider: { reference: organization } },
        reasonCode: [{ text: complaint }],
        period: { start: now.toISOString(), end: now.toISOString() },
      },
      {
        ...{ resourceType: 'Condition', id: condition, meta, code: codeable },
        clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
        verificationStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
        },
        category: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' }] },
        ],
        ...{ subject: { reference: `Patient/${patient}` }, encounter: { reference: `Encounter/${encounter}` } },
        recordedDate: now.toISOString(),
      },
    ];
  });
}
