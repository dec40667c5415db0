import type { AuditEntry } from '../contract.ts';

const code = (system: string, value: string, display: string) => ({ system, code: value, display });

/** Kinds of AuditEvents (FHIR R4 audit-event-type and DICOM). */
const rest = code('http://terminology.hl7.org/CodeSystem/audit-event-type', 'rest', 'RESTful Operation');
const authentication = code('http://dicom.nema.org/resources/ontology/DCM', '110114', 'User Authentication');
const security = code('http://dicom.nema.org/resources/ontology/DCM', '110113', 'Security Alert');
const interaction = (value: string) => code('http://hl7.org/fhir/restful-interaction', value, value);

/** The RESTful interaction behind a route, as the log keeps it. */
export function interactionOf({ method, route }: Pick<AuditEntry, 'method' | 'route'>): string {
  if (route.endsWith('/_history')) return 'history';
  if (route.endsWith('/_history/:version')) return 'vread';
  if (method === 'GET') return route.endsWith('/:id') ? 'read' : 'search';
  if (method === 'POST') {
    if (route.endsWith('/_search')) return 'search';
    return route === '/fhir/R4' ? 'transaction' : /\/\$/.test(route) ? 'operation' : 'create';
  }
  return { PUT: 'update', PATCH: 'patch', DELETE: 'delete' }[method] ?? 'operation';
}

const actions: Readonly<Record<string, string>> = { create: 'C', update: 'U', patch: 'U', delete: 'D', read: 'R', vread: 'R' };

/** What was done: C, R, U, D, or E of what is more than one of them (search, history, transaction, sign-in). */
export const actionOf = (entry: Pick<AuditEntry, 'method' | 'route' | 'event'>): string =>
  entry.event === 'request' ? (actions[interactionOf(entry)] ?? 'E') : 'E';

const outcomeOf = (status: number): string => (status < 400 ? '0' : status < 500 ? '4' : '8');

const purposes: Readonly<Record<string, string>> = {
  treatment: 'TREAT',
  'public-health': 'PUBHLTH',
  administration: 'HOPERAT',
  personal: 'PATRQT',
  emergency: 'ETREAT',
};

/** Profiles of IHE BALP for what reads, writes and searches people's records. */
const profiles: Readonly<Record<string, string>> = {
  create: 'Create',
  read: 'Read',
  vread: 'Read',
  update: 'Update',
  patch: 'Update',
  delete: 'Delete',
  search: 'Query',
};

/** An entry as far as its reader may know it: what is null is not said. */
export type ToldEntry = Omit<AuditEntry, 'path' | 'requestId' | 'actorId'> & {
  readonly path: string | null;
  readonly requestId: string | null;
  readonly actorId: string | null;
};

const profileOf = (entry: ToldEntry): string | undefined => {
  // The profiles ask for what was asked and by which request.
  if (entry.path === null || entry.requestId === null) return undefined;
  const name = entry.event === 'request' ? profiles[interactionOf(entry)] : undefined;
  if (!name) return undefined;
  const patient = entry.patientCount > 0 ? 'Patient' : '';
  return `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${patient}${name}`;
};

const role = (value: string, display: string) => code('http://terminology.hl7.org/CodeSystem/object-role', value, display);
const kind = (value: string, display: string) => code('http://terminology.hl7.org/CodeSystem/audit-entity-type', value, display);

/** What was asked, word for word. */
const asked = (path: string, isSearch: boolean) =>
  isSearch
    ? { type: kind('2', 'System Object'), role: role('24', 'Query'), query: Buffer.from(path).toString('base64') }
    : { what: { identifier: { value: path } }, type: kind('2', 'System Object'), role: role('3', 'Report') };

const asRequest = (requestId: string) => ({
  what: { identifier: { value: requestId } },
  type: code('https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType', 'XrequestId', 'The X-Request-Id value'),
});

/** An entry as a FHIR R4 AuditEvent; told whole, by IHE's Basic Audit Log Patterns (ITI BALP 1.1). */
export function auditEventOf(entry: ToldEntry): Record<string, unknown> & { readonly id: string } {
  const { event, at, actorKind, actorId, actorName, roles, institution, purpose, address, status, patients, resources } = entry;
  const { path, requestId } = entry;
  const who = {
    ...(actorId !== null && { identifier: { system: `urn:songhua:${actorKind}`, value: actorId } }),
    ...((actorName ?? actorId) !== null && { display: actorName ?? actorId }),
  };
  const profile = profileOf(entry);
  const purposeOfUse = purpose
    ? [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: purposes[purpose] }] }]
    : [];
  const isSearch = event === 'request' && interactionOf(entry) === 'search';
  return {
    resourceType: 'AuditEvent',
    id: String(entry.entry),
    ...(profile && { meta: { profile: [profile] } }),
    type: event === 'request' ? rest : event.startsWith('sign-') ? authentication : security,
    subtype: [event === 'request' ? interaction(interactionOf(entry)) : code('urn:songhua:audit-event', event, event)],
    action: actionOf(entry),
    recorded: at,
    outcome: outcomeOf(status),
    ...(status >= 400 && { outcomeDesc: `HTTP ${status}` }),
    ...(purposeOfUse.length > 0 && { purposeOfEvent: purposeOfUse }),
    agent: [
      {
        type: { coding: [code('http://dicom.nema.org/resources/ontology/DCM', '110153', 'Source Role ID')] },
        who,
        requestor: true,
        ...(roles.length > 0 && { role: roles.map((value) => ({ coding: [{ system: 'urn:songhua:role', code: value }] })) }),
        ...(address && { network: { address, type: '2' } }),
        ...(purposeOfUse.length > 0 && { purposeOfUse }),
      },
      ...(institution
        ? [
            {
              type: { coding: [code('http://terminology.hl7.org/CodeSystem/v3-RoleClass', 'PROV', 'healthcare provider')] },
              who: { reference: institution },
              requestor: false,
            },
          ]
        : []),
    ],
    source: { site: 'songhua', observer: { display: 'Songhua' } },
    entity: [
      ...patients.map((id) => ({ what: { reference: `Patient/${id}` }, type: kind('1', 'Person'), role: role('1', 'Patient') })),
      ...resources
        .filter((reference) => !reference.startsWith('Patient/'))
        .map((reference) => ({ what: { reference }, type: kind('2', 'System Object'), role: role('4', 'Domain Resource') })),
      ...(path === null ? [] : [asked(path, isSearch)]),
      ...(requestId === null ? [] : [asRequest(requestId)]),
    ],
  };
}
