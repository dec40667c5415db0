import { httpReply } from '@songhua/kernel';
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

/** An answer that tells of all that was gathered; the audit log names it. */
export const showing = (body: unknown, gathered: Gathered) => showingOf(body, [...gathered.patients, ...everythingIn(gathered)]);

export const showingOf = (body: unknown, resources: readonly Stored[]) =>
  httpReply(200, body, { 'content-type': 'application/json; charset=utf-8' }, shownOf(resources));
