/** Registrations as FHIR Patients. */
import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import type { Resource, StoredResource } from '@songhua/kernel';

export type Patient = Resource & { readonly id: string };

/** A day that is on no calendar, as the lunar 30 February, is written to the month. */
const birthOf = (born: string): string => {
  const day = `${born.slice(0, 4)}-${born.slice(4, 6)}-${born.slice(6, 8)}`;
  const real = born.length === 8 && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
  if (real) return day;
  return [born.slice(0, 4), Number(born.slice(4, 6)) <= 12 ? born.slice(4, 6) : ''].filter(Boolean).join('-');
};

export const patientOf = (id: string, said: PersonRecord): Patient => ({
  resourceType: 'Patient',
  id,
  ...(said.name !== '' && { name: [{ text: said.name }] }),
  ...(said.sex && { gender: said.sex }),
  ...(said.born && { birthDate: birthOf(said.born) }),
  ...(said.number && { identifier: [{ system: identifierSystems.citizenNumber, value: said.number }] }),
  ...(said.phone && { telecom: [{ system: 'phone', value: said.phone }] }),
  ...(said.address && { address: [{ text: said.address }] }),
});

export const stored = (patient: Patient, now: Date): StoredResource => ({
  ...patient,
  meta: { versionId: '1', lastUpdated: now.toISOString() },
});
