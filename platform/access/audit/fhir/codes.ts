import { type SecurityEventCode, securityEvents } from '../security-events.ts';
import type { Interaction } from './interaction.ts';

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

export const coding = (system: string, code: string, display: string): Coding => ({ system, code, display });

const dicom = (code: string, display: string): Coding => coding('http://dicom.nema.org/resources/ontology/DCM', code, display);

export const eventSystem = 'urn:songhua:audit-event';

/** Kinds of AuditEvents: a request, somebody's getting in or out, and what concerns security beside. */
const rest = coding('http://terminology.hl7.org/CodeSystem/audit-event-type', 'rest', 'RESTful Operation');
const authentication = dicom('110114', 'User Authentication');
const alert = dicom('110113', 'Security Alert');
const logUsed = dicom('110101', 'Audit Log Used');

/** A decision that was a refusal: by role, relation or consent (ITI BALP). */
export const decision = coding(
  'https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType',
  'AuthZ-Role',
  'Authorization Decision using only Roles',
);

const getToken = coding('urn:ihe:event-type-code', 'ITI-71', 'Get Access Token');
const users = dicom('110137', 'User Security Attributes Changed');
const roles = dicom('110136', 'Security Roles Changed');
const configuration = dicom('110131', 'Security Configuration');

/** What the standards call our events, where they have a name: type and subtype. */
const standard: Readonly<Partial<Record<SecurityEventCode, readonly [Coding, Coding?]>>> = {
  'sign-in': [authentication, dicom('110122', 'Login')],
  'sign-in-failed': [authentication, dicom('110122', 'Login')],
  'sign-in-throttled': [authentication, dicom('110122', 'Login')],
  'sign-out': [authentication, dicom('110123', 'Logout')],
  'token-issued': [authentication, getToken],
  'token-refused': [authentication, getToken],
  'password-changed': [alert, users],
  'second-factor-changed': [alert, users],
  'account-added': [alert, users],
  'account-changed': [alert, users],
  'account-disabled': [alert, users],
  'membership-changed': [alert, roles],
  'proxy-changed': [alert, roles],
  'client-changed': [alert, configuration],
  'key-changed': [alert, configuration],
  'policy-changed': [alert, configuration],
  'emergency-access': [alert, dicom('110127', 'Emergency Override Started')],
  'records-exported': [dicom('110106', 'Export')],
  'audit-trimmed': [logUsed],
};

/** Every kind of entry there is: the event, and of a request the interaction. */
interface Kind {
  readonly event: string;
  readonly interaction?: Interaction;
}

const interactions: readonly Interaction[] = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history',
  'create',
  'search',
  'transaction',
  'operation',
];

export const kinds: readonly Kind[] = [
  ...interactions.map((interaction) => ({ event: 'request', interaction })),
  ...Object.keys(securityEvents).map((event) => ({ event })),
];

const known = (event: string): readonly [Coding, Coding?] => standard[event as SecurityEventCode] ?? [alert];

export const typeOf = ({ event }: Kind): Coding => (event === 'request' ? rest : known(event)[0]);

/** The standard's name first, then ours, which says more. */
export function subtypesOf({ event, interaction = 'operation' }: Kind): readonly Coding[] {
  if (event === 'request') return [coding('http://hl7.org/fhir/restful-interaction', interaction, interaction)];
  const [, subtype] = known(event);
  return [...(subtype ? [subtype] : []), coding(eventSystem, event, securityEvents[event as SecurityEventCode]?.en ?? event)];
}
