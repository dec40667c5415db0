import type { SearchType } from '../definitions/types.ts';
import type { JsonObject } from '../json/scan.ts';

/** What can be done with resources of one type, as it is really mounted. */
export interface TypeAbilities {
  readonly read: boolean;
  readonly vread: boolean;
  readonly create: boolean;
  readonly update: boolean;
  readonly patch: boolean;
  readonly delete: boolean;
  readonly historyInstance: boolean;
  readonly historyType: boolean;
  readonly search: boolean;
  /** A version may be named in If-Match. */
  readonly versionedUpdate: boolean;
  readonly updateCreate: boolean;
  readonly conditionalCreate: boolean;
  readonly conditionalUpdate: boolean;
  readonly conditionalRead: 'not-supported' | 'modified-since' | 'not-match' | 'full-support';
  readonly conditionalDelete: 'not-supported' | 'single' | 'multiple';
  /** Codes of http://hl7.org/fhir/reference-handling-policy. */
  readonly referencePolicy: readonly string[];
  readonly include: boolean;
  readonly revinclude: boolean;
}

export interface MountedParameter {
  readonly code: string;
  readonly url: string;
  readonly type: SearchType;
  /** Types that a reference may point to; empty for any. */
  readonly targets: readonly string[];
}

export interface MountedOperation {
  /** Without `$`. */
  readonly name: string;
  /** Canonical address of its OperationDefinition. */
  readonly definition: string;
  /** At the base of the server. */
  readonly system?: boolean;
  /** On these types, or on their instances. */
  readonly types?: readonly string[];
}

/** What a server really has mounted. */
export interface Mounted {
  readonly software: { readonly name: string; readonly version: string };
  readonly description: string;
  /** Base address of the server. */
  readonly url: string;
  /** FHIR instant. */
  readonly date: string;
  readonly fhirVersion: string;
  readonly types: readonly {
    readonly type: string;
    readonly abilities: TypeAbilities;
    readonly parameters: readonly MountedParameter[];
  }[];
  /** Parameters of every type. */
  readonly common: readonly MountedParameter[];
  readonly system: {
    readonly transaction: boolean;
    readonly batch: boolean;
    readonly search: boolean;
    readonly history: boolean;
  };
  readonly operations: readonly MountedOperation[];
  /** Canonical addresses of published statements that are kept in full. */
  readonly instantiates?: readonly string[];
  readonly formats: readonly string[];
  readonly patchFormats: readonly string[];
  /** Canonical addresses of CompartmentDefinitions. */
  readonly compartments: readonly string[];
  readonly security?: {
    readonly cors: boolean;
    /** Codes of http://terminology.hl7.org/CodeSystem/restful-security-service. */
    readonly services: readonly string[];
    readonly token?: string;
    readonly authorize?: string;
  };
}

/** The value under a name unless there is nothing to say: FHIR has no empty lists. */
const listed = (name: string, values: readonly unknown[]): JsonObject => (values.length > 0 ? { [name]: values } : {});

const codes = (offers: readonly (readonly [code: string, offered: boolean])[]): JsonObject[] =>
  offers.filter(([, offered]) => offered).map(([code]) => ({ code }));

const interactionsOf = (can: TypeAbilities): JsonObject[] =>
  codes([
    ['read', can.read],
    ['vread', can.vread],
    ['update', can.update],
    ['patch', can.patch],
    ['delete', can.delete],
    ['history-instance', can.historyInstance],
    ['history-type', can.historyType],
    ['create', can.create],
    ['search-type', can.search],
  ]);

const parameterOf = ({ code, url, type }: MountedParameter): JsonObject => ({ name: code, definition: url, type });

const operationOf = ({ name, definition }: MountedOperation): JsonObject => ({ name, definition });

const byCode = <T extends { readonly code: string }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => (a.code < b.code ? -1 : 1));

/** `Observation:subject` for every reference that may point to the type, by target; '' for those that may point to any. */
function revincludesByTarget(types: Mounted['types']): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { type, parameters, abilities } of types) {
    if (!abilities.search || !abilities.include) continue;
    for (const { code, type: kind, targets } of byCode(parameters)) {
      if (kind !== 'reference') continue;
      for (const target of targets.length > 0 ? targets : [''])
        found.set(target, [...(found.get(target) ?? []), `${type}:${code}`]);
    }
  }
  return found;
}

function resourceOf(
  { type, abilities: can, parameters }: Mounted['types'][number],
  revincludes: readonly string[],
  operations: readonly MountedOperation[],
): JsonObject {
  const references = byCode(parameters).filter((parameter) => parameter.type === 'reference');
  const includes =
    can.search && can.include && references.length > 0 ? ['*', ...references.map(({ code }) => `${type}:${code}`)] : [];
  return {
    type,
    profile: `http://hl7.org/fhir/StructureDefinition/${type}`,
    ...listed('interaction', interactionsOf(can)),
    versioning: can.versionedUpdate ? 'versioned-update' : can.vread ? 'versioned' : 'no-version',
    readHistory: can.vread,
    updateCreate: can.updateCreate,
    conditionalCreate: can.conditionalCreate,
    conditionalRead: can.conditionalRead,
    conditionalUpdate: can.conditionalUpdate,
    conditionalDelete: can.conditionalDelete,
    ...listed('referencePolicy', can.referencePolicy),
    ...listed('searchInclude', includes),
    ...listed('searchRevInclude', can.search && can.revinclude ? revincludes : []),
    ...listed('searchParam', can.search ? byCode(parameters).map(parameterOf) : []),
    ...listed('operation', operations.filter(({ types }) => types?.includes(type)).map(operationOf)),
  };
}

const service = 'http://terminology.hl7.org/CodeSystem/restful-security-service';
const oauthUris = 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris';

function securityOf({ cors, services, token, authorize }: NonNullable<Mounted['security']>): JsonObject {
  const addresses = [
    ['token', token],
    ['authorize', authorize],
  ].flatMap(([url, valueUri]) => (valueUri === undefined ? [] : [{ url, valueUri }]));
  return {
    ...(addresses.length > 0 && { extension: [{ url: oauthUris, extension: addresses }] }),
    cors,
    ...listed(
      'service',
      services.map((code) => ({ coding: [{ system: service, code }] })),
    ),
  };
}

/** The CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html) of a server: what it is told is mounted, and nothing else. */
export function capabilityStatement(mounted: Mounted): JsonObject {
  const { software, description, url, date, fhirVersion, types, common, system, operations, security } = mounted;
  const revincludes = revincludesByTarget(types);
  const toAny = revincludes.get('') ?? [];
  const interactions = codes([
    ['transaction', system.transaction],
    ['batch', system.batch],
    ['search-system', system.search],
    ['history-system', system.history],
  ]);
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    ...listed('instantiates', mounted.instantiates ?? []),
    software,
    implementation: { description, url },
    fhirVersion,
    format: mounted.formats,
    ...listed('patchFormat', mounted.patchFormats),
    rest: [
      {
        mode: 'server',
        ...(security && { security: securityOf(security) }),
        ...listed(
          'resource',
          types.map((one) => resourceOf(one, [...(revincludes.get(one.type) ?? []), ...toAny].sort(), operations)),
        ),
        ...listed('interaction', interactions),
        ...listed('searchParam', byCode(common).map(parameterOf)),
        ...listed('operation', operations.filter((operation) => operation.system).map(operationOf)),
        ...listed('compartment', mounted.compartments),
      },
    ],
  };
}
