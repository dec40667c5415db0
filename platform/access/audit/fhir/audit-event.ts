import type { ServedResource } from '@songhua/kernel';
import type { Entry } from '../list-entries.ts';
import { everybody } from '../of-records.ts';
import { type Coding, coding, decision, subtypesOf, typeOf } from './codes.ts';
import { actionOf, type Interaction, interactionOf } from './interaction.ts';

/** An entry as far as its reader may know it: what is null is not said. */
export type ToldEntry = Omit<Entry, 'path' | 'requestId' | 'actorId'> & {
  readonly path: string | null;
  readonly requestId: string | null;
  readonly actorId: string | null;
};

/** Where the log is kept, as AuditEvents name it. */
export const site = 'songhua';

const outcomeOf = (status: number): string => (status < 400 ? '0' : status < 500 ? '4' : '8');

const purposes: Readonly<Record<string, string>> = {
  treatment: 'TREAT',
  'public-health': 'PUBHLTH',
  administration: 'HOPERAT',
  personal: 'PATRQT',
  emergency: 'ETREAT',
};

/** Profiles of IHE BALP for what reads, writes and searches. */
const profiles: Readonly<Partial<Record<Interaction, string>>> = {
  create: 'Create',
  read: 'Read',
  vread: 'Read',
  update: 'Update',
  patch: 'Update',
  delete: 'Delete',
  search: 'Query',
};

/**
 * The profile that an entry keeps, if one is made for it: what was done over FHIR and done, told whole, of one resource (a query: of any number)
 * and of one person or none.
 */
function profileOf(entry: ToldEntry, interaction: Interaction): string | undefined {
  const { event, route, status, path, address, patients, patientCount, resourceCount } = entry;
  const name = profiles[interaction];
  const isOne = name === 'Query' || resourceCount === 1;
  if (event !== 'request' || !route.startsWith('/fhir/') || status >= 400 || path === null || address === null) return undefined;
  if (!name || !isOne || patientCount > 1 || patients.includes(everybody)) return undefined;
  return `https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.${patientCount === 1 ? 'Patient' : ''}${name}`;
}

const role = (value: string, display: string) => coding('http://terminology.hl7.org/CodeSystem/object-role', value, display);
const kind = (value: string, display: string) =>
  coding('http://terminology.hl7.org/CodeSystem/audit-entity-type', value, display);
const source = coding('http://dicom.nema.org/resources/ontology/DCM', '110153', 'Source Role ID');
const destination = coding('http://dicom.nema.org/resources/ontology/DCM', '110152', 'Destination Role ID');
const application = coding('http://dicom.nema.org/resources/ontology/DCM', '110150', 'Application');
const custodian = coding('http://terminology.hl7.org/CodeSystem/provenance-participant-type', 'custodian', 'Custodian');
const recipient = coding('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'IRCP', 'information recipient');
const author = coding('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'AUT', 'author (originator)');
const provider = coding('http://terminology.hl7.org/CodeSystem/v3-RoleClass', 'PROV', 'healthcare provider');

/** What the two ends of a request are called: who sends the content is its source. */
function endsOf(interaction: Interaction): readonly [client: Coding, server: Coding] {
  if (interaction === 'delete') return [application, custodian];
  return interaction === 'read' || interaction === 'vread' ? [destination, source] : [source, destination];
}

const changes: ReadonlySet<Interaction> = new Set(['create', 'update', 'patch', 'delete', 'transaction']);

/** Who took part: the caller, this server, the person behind the caller, the institution they acted for. */
function agentsOf(entry: ToldEntry, interaction: Interaction, host: string) {
  const { event, actorKind, actorId, actorName, roles, institution, purpose, address } = entry;
  const [client, server] = endsOf(interaction);
  const identifier = actorId === null ? undefined : { system: `urn:songhua:${actorKind}`, value: actorId };
  const display = actorName ?? actorId;
  const who = { ...(identifier && { identifier }), ...(display !== null && { display }) };
  const name = actorName === null ? {} : { name: actorName };
  const network = address === null ? {} : { network: { address, type: '2' } };
  const purposeOfUse = purpose
    ? { purposeOfUse: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: purposes[purpose] }] }] }
    : {};
  const isPerson = actorKind === 'person';
  const held = roles.length > 0 ? { role: roles.map((code) => ({ coding: [{ system: 'urn:songhua:role', code }] })) } : {};
  const caller = isPerson
    ? { type: { coding: [client] }, who: { display: 'Browser or app' }, requestor: false, ...network }
    : { type: { coding: [client] }, who, ...name, requestor: true, ...network, ...purposeOfUse };
  return [
    // Where a person's request came from is told by the caller; of one who is not told of addresses, the person alone.
    ...(isPerson && address === null ? [] : [caller]),
    ...(event === 'request' && address !== null
      ? [{ type: { coding: [server] }, who: { display: 'Songhua' }, requestor: false, network: { address: host, type: '1' } }]
      : []),
    ...(isPerson
      ? [
          {
            type: { coding: [changes.has(interaction) ? author : recipient] },
            who,
            ...name,
            requestor: true,
            ...held,
            ...purposeOfUse,
          },
        ]
      : []),
    ...(institution ? [{ type: { coding: [provider] }, who: { reference: institution }, requestor: false }] : []),
  ];
}

/** What it was about. The profile of a query knows no data: what it found bears no type there. */
function entitiesOf({ path, requestId, patients, resources, onlyAsked, event, note }: ToldEntry, interaction: Interaction) {
  const isQuery = event === 'request' && interaction === 'search';
  const data = { ...(!isQuery && { type: kind('2', 'System Object') }), role: role('4', 'Domain Resource') };
  const asked =
    event === 'request'
      ? { ...(isQuery && { type: kind('2', 'System Object') }), role: role('24', 'Query') }
      : { type: kind('2', 'System Object'), role: role('13', 'Security Resource') };
  return [
    ...patients.map((id, at) => ({
      ...(id === everybody ? { name: '全体居民 / all residents' } : { what: { reference: `Patient/${id}` } }),
      type: kind('1', 'Person'),
      role: role('1', 'Patient'),
      ...(at >= patients.length - onlyAsked && { detail: [{ type: 'shown', valueString: 'false' }] }),
    })),
    ...resources
      .filter((reference) => isQuery || resources.length === 1 || !reference.startsWith('Patient/'))
      .map((reference) => ({ what: { reference }, ...data })),
    ...(path === null
      ? []
      : [
          event === 'request'
            ? { ...asked, query: Buffer.from(path).toString('base64') }
            : { what: { identifier: { value: path } }, ...asked, ...(note !== null && { description: note }) },
        ]),
    ...(requestId
      ? [
          {
            what: { identifier: { value: requestId } },
            type: coding(
              'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType',
              'XrequestId',
              'The X-Request-Id value',
            ),
          },
        ]
      : []),
  ];
}

/**
 * An entry as a FHIR R4 AuditEvent, by IHE's Basic Audit Log Patterns (ITI BALP 1.1) where they have one. `base` is the address of the FHIR
 * API here.
 */
export function auditEventOf(entry: ToldEntry, base: string): ServedResource {
  const { event, at, purpose, status } = entry;
  const interaction = interactionOf(entry);
  const profile = profileOf(entry, interaction);
  const recorded = at.toISOString();
  const isDecision = event === 'request' && (status === 401 || status === 403);
  const entities = entitiesOf(entry, interaction);
  const purposeOfEvent = purpose
    ? [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: purposes[purpose] }] }]
    : [];
  return {
    resourceType: 'AuditEvent',
    id: String(entry.entry),
    meta: { versionId: '1', lastUpdated: recorded, ...(profile && { profile: [profile] }) },
    type: typeOf(entry),
    subtype: [...subtypesOf({ event, interaction }), ...(isDecision ? [decision] : [])],
    action: actionOf(entry),
    recorded,
    outcome: outcomeOf(status),
    ...(status >= 400 && { outcomeDesc: `HTTP ${status}` }),
    ...(purposeOfEvent.length > 0 && { purposeOfEvent }),
    agent: agentsOf(entry, interaction, new URL(base).host),
    source: { site, observer: { identifier: { system: 'urn:ietf:rfc3986', value: base }, display: 'Songhua' } },
    ...(entities.length > 0 && { entity: entities }),
  };
}
