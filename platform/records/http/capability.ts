import {
  type Mounted,
  type MountedOperation,
  type MountedParameter,
  capabilityStatement as statementOf,
  type TypeAbilities,
} from '@songhua/engine-fhir/http/capability.ts';
import type { Parameter } from '@songhua/engine-fhir/search/types.ts';
import type { Route } from '@songhua/kernel';
import { resourceTypes } from '../domain/resource-types.ts';
import type { FhirStore } from '../fhir-store.ts';
import { askedOfEvery } from './ask-served.ts';

const formats = ['application/fhir+json', 'json'];
const patchFormats = ['application/json-patch+json', 'application/merge-patch+json', 'application/fhir+json'];

const parameterOf = ({ code, url, type, targets }: Parameter): MountedParameter => ({ code, url, type, targets });

/** What can be done, by the routes that are there. */
function mounted(routes: readonly Pick<Route, 'method' | 'path'>[]) {
  const has = (method: Route['method'], path: string): boolean =>
    routes.some((route) => route.method === method && route.path === `/fhir/R4${path}`);
  const search = has('GET', '/:type');
  const update = has('PUT', '/:type/:id');
  const abilities: TypeAbilities = {
    read: has('GET', '/:type/:id'),
    vread: has('GET', '/:type/:id/_history/:version'),
    create: has('POST', '/:type'),
    update,
    patch: has('PATCH', '/:type/:id'),
    delete: has('DELETE', '/:type/:id'),
    historyInstance: has('GET', '/:type/:id/_history'),
    historyType: has('GET', '/:type/_history'),
    search,
    versionedUpdate: update,
    updateCreate: update,
    conditionalCreate: has('POST', '/:type'),
    conditionalUpdate: has('PUT', '/:type'),
    conditionalRead: 'full-support',
    conditionalDelete: has('DELETE', '/:type') ? 'multiple' : 'not-supported',
    referencePolicy: ['literal', 'logical', 'local'],
    include: search,
    revinclude: search,
  };
  const bundles = has('POST', '');
  const system = { transaction: bundles, batch: bundles, search: has('GET', ''), history: has('GET', '/_history') };
  return { abilities, system, inCompartments: has('GET', '/:type/:id/:member') };
}

/** What can be done with types that are answered in the store's place. */
const servedAbilities: TypeAbilities = {
  read: true,
  vread: false,
  create: false,
  update: false,
  patch: false,
  delete: false,
  historyInstance: false,
  historyType: false,
  search: true,
  versionedUpdate: false,
  updateCreate: false,
  conditionalCreate: false,
  conditionalUpdate: false,
  conditionalRead: 'full-support',
  conditionalDelete: 'not-supported',
  referencePolicy: ['literal', 'logical'],
  include: false,
  revinclude: false,
};

/** Bulk Data Access 2.0. */
const bulkData = 'http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data';

/** Definitions of the operations that others have defined; those of our own are named by us. */
const definedElsewhere: Readonly<Record<string, string>> = {
  validate: 'http://hl7.org/fhir/OperationDefinition/Resource-validate',
  export: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export',
  'Patient export': 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export',
  'Group export': 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/group-export',
  'Patient everything': 'http://hl7.org/fhir/OperationDefinition/Patient-everything',
  'Patient summary': 'http://hl7.org/fhir/uv/ips/OperationDefinition/summary',
  'Patient match': 'http://hl7.org/fhir/OperationDefinition/Patient-match',
  'Encounter everything': 'http://hl7.org/fhir/OperationDefinition/Encounter-everything',
};

/** The operations among the routes: `/$name`, `/:type/$name` and below, `/Type/…/$name`. */
function operationsOf(routes: readonly Pick<Route, 'path'>[]): MountedOperation[] {
  const found = new Map<string, { name: string; system: boolean; types: Set<string> }>();
  for (const { path } of routes) {
    const [, type, name = ''] = /^\/fhir\/R4(?:\/([^/$]+)(?:\/[^/$]+)?)?\/\$([\w-]+)/.exec(path) ?? [];
    if (name === '') continue;
    const definition = definedElsewhere[`${type} ${name}`] ?? definedElsewhere[name] ?? `urn:songhua:operation:${name}`;
    const operation = found.get(definition) ?? { name, system: false, types: new Set() };
    found.set(definition, operation);
    if (type === undefined) operation.system = true;
    for (const one of type === ':type' ? resourceTypes : type ? [type] : []) operation.types.add(one);
  }
  return [...found].map(([definition, { name, system, types }]) => ({
    name,
    definition,
    system,
    types: [...types],
  }));
}

/** What the store really does, as a CapabilityStatement: its routes, and the parameters its searches know. A test tries all of it. */
export function capabilityStatement(
  { catalogue, definitions, served }: Pick<FhirStore, 'catalogue' | 'definitions' | 'served'>,
  {
    routes,
    origin,
    now,
  }: {
    readonly routes: readonly Pick<Route, 'method' | 'path'>[];
    readonly origin: string;
    readonly now: Date;
  },
): object {
  const { abilities, system, inCompartments } = mounted(routes);
  // `_text` is among the common ones, but Binary, Bundle and Parameters have no narrative; who answers in the store's place knows few of them.
  const common = [...catalogue.common.values()].filter(({ code }) =>
    [...resourceTypes].every((type) => catalogue.types.get(type)?.has(code) && (!served.has(type) || askedOfEvery.has(code))),
  );
  const ofAll = new Set(common.map(({ code }) => code));
  const types: Mounted['types'] = [...resourceTypes].map((type) => {
    const one = served.get(type);
    const parameters = [...(catalogue.types.get(type)?.values() ?? [])].filter(({ code }) => !ofAll.has(code));
    return {
      type,
      abilities: one ? servedAbilities : abilities,
      parameters: (one ? parameters.filter(({ code }) => one.parameters.includes(code)) : parameters).map(parameterOf),
    };
  });
  const compartments = [...definitions.compartments.keys()].map(
    (code) => `http://hl7.org/fhir/CompartmentDefinition/${code.charAt(0).toLowerCase()}${code.slice(1)}`,
  );
  return statementOf({
    software: { name: 'Songhua', version: '0.1.0' },
    description: '松花健康档案存储 / Songhua record store',
    url: `${origin}/fhir/R4`,
    date: now.toISOString(),
    fhirVersion: definitions.version,
    types,
    common: common.map(parameterOf),
    system,
    operations: operationsOf(routes),
    instantiates: routes.some(({ path }) => path === '/fhir/R4/$export') ? [bulkData] : [],
    formats,
    patchFormats,
    compartments: inCompartments ? compartments : [],
    security: {
      cors: false,
      services: ['OAuth'],
      token: `${origin}/auth/token`,
      authorize: `${origin}/auth/auth`,
    },
  });
}
