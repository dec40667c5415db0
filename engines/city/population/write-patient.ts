import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { PlacedRegistration, Resident } from './resident.ts';

const base = 'https://songhua.example/fhir';

/** Addresses of what a synthetic registration says beside FHIR's own elements. */
export const patientExtensions = {
  /** 建档日期. */
  registered: `${base}/StructureDefinition/registered-on`,
} as const;

/** `meta.tag` of a registration of somebody whose name or number was not known: `newborn` or `unknown`. */
export const registrationSystem = `${base}/CodeSystem/registration`;

/** `meta.tag` of what is invented. */
export const syntheticTag = { system: `${base}/CodeSystem/data-origin`, code: 'synthetic' } as const;

/** A Patient as it stands in one institution's register. */
export interface PatientResource {
  readonly resourceType: 'Patient';
  readonly id: string;
  readonly [element: string]: unknown;
}

/** A date of FHIR; what is on no calendar (a lunar birthday on 30 February) is kept to the month. */
export function writeDate(plain: string): string {
  const [year, month, day] = [plain.slice(0, 4), plain.slice(4, 6), plain.slice(6)];
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) <= days ? `${year}-${month}-${day}` : `${year}-${month}`;
}

const relationSystem = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';

const motherContact = ({ name, phone }: NonNullable<PlacedRegistration['mother']>) => ({
  relationship: [{ coding: [{ system: relationSystem, code: 'MTH' }] }],
  name: { text: name },
  ...(phone !== null && { telecom: [{ system: 'phone', value: phone, use: 'mobile' }] }),
});

/** What one institution wrote down of a resident, as FHIR; of a death only those know who look after people at home. */
export function writePatient(resident: Pick<Resident, 'died'>, registration: PlacedRegistration): PatientResource {
  const { patient, institution, record, day, provisional, mother, birthOrder } = registration;
  const { name, sex, born, number, phone, address } = record;
  const knowsDeath = resident.died !== null && /centre|village|station/.test(institution.kind);
  return {
    resourceType: 'Patient',
    id: patient,
    meta: { tag: [syntheticTag, ...(provisional ? [{ system: registrationSystem, code: provisional }] : [])] },
    extension: [{ url: patientExtensions.registered, valueDate: day }],
    ...(number !== null && { identifier: [{ use: 'official', system: identifierSystems.citizenNumber, value: number }] }),
    active: true,
    name: [{ use: provisional ? 'temp' : 'official', text: name }],
    ...(phone !== null && { telecom: [{ system: 'phone', value: phone, use: 'mobile' }] }),
    gender: sex,
    ...(born !== null && { birthDate: writeDate(born) }),
    ...(knowsDeath && { deceasedDateTime: resident.died }),
    ...(birthOrder !== undefined && { multipleBirthInteger: birthOrder }),
    ...(address !== null && { address: [{ use: 'home', text: address }] }),
    ...(mother && { contact: [motherContact(mother)] }),
    managingOrganization: { reference: `Organization/${institution.id}` },
  };
}
