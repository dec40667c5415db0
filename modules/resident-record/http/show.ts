import { httpReply } from '@songhua/kernel';
import type { Source } from '../contract.ts';
import { everythingIn } from '../domain/assemble-record.ts';
import type { Stored } from '../domain/fhir.ts';
import type { Gathered } from '../domain/gathered.ts';
import { patientOf } from '../domain/name-source.ts';

/** What the audit log needs to know of a resource that was shown: which it is, and whom it is about. */
export const shownOf = (resources: readonly Stored[]): readonly string[] =>
  resources.map((one) => {
    const { resourceType, id } = one;
    const patient = resourceType === 'Patient' ? '' : patientOf(one);
    return JSON.stringify({ resourceType, id, ...(patient !== '' && { subject: { reference: `Patient/${patient}` } }) });
  });

const jsonType = { 'content-type': 'application/json; charset=utf-8' };

/** An answer that tells of all that was gathered; the audit log names it. */
export const showing = (body: unknown, gathered: Gathered) =>
  httpReply(200, body, jsonType, shownOf([...gathered.patients, ...everythingIn(gathered)]));

export const showingOf = (body: unknown, resources: readonly Stored[]) => httpReply(200, body, jsonType, shownOf(resources));

/** The same for what is known by its source alone; the registrations stand first. */
export const shownOfSources = (patients: readonly Stored[], sources: readonly Source[]): readonly string[] => {
  const told = new Map(sources.map(({ resource, patient }) => [resource, patient]));
  return [
    ...shownOf(patients),
    ...[...told].map(([resource, patient]) => {
      const [resourceType, id] = resource.split('/');
      return JSON.stringify({ resourceType, id, ...(patient !== '' && { subject: { reference: `Patient/${patient}` } }) });
    }),
  ];
};

export const showingSources = (body: unknown, patients: readonly Stored[], sources: readonly Source[]) =>
  httpReply(200, body, jsonType, shownOfSources(patients, sources));
