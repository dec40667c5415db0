import type { FhirStore } from '../fhir-store.ts';

const interactions = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
].map((code) => ({ code }));

/** What the store really does, as a CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html). A test tries all of it. */
export function capabilityStatement(
  { catalogue, definitions }: Pick<FhirStore, 'catalogue' | 'definitions'>,
  url: string,
  now: Date,
) {
  const referring = new Map<string, string[]>();
  for (const [type, parameters] of catalogue.types) {
    for (const { code, type: kind, targets } of parameters.values()) {
      if (kind !== 'reference') continue;
      for (const target of targets) referring.set(target, [...(referring.get(target) ?? []), `${type}:${code}`]);
    }
  }
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: now.toISOString(),
    kind: 'instance',
    software: { name: 'Songhua' },
    implementation: { description: 'Songhua record store', url },
    fhirVersion: definitions.version,
    format: ['application/fhir+json', 'json'],
    patchFormat: ['application/json-patch+json', 'application/merge-patch+json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        interaction: ['transaction', 'batch', 'search-system', 'history-system'].map((code) => ({ code })),
        searchParam: [...catalogue.common.values()].map(({ code, type, url: definition }) => ({ name: code, type, definition })),
        compartment: [...definitions.compartments.keys()].map(
          (code) => `http://hl7.org/fhir/CompartmentDefinition/${code.toLowerCase()}`,
        ),
        resource: definitions.resourceTypes.map((type) => {
          const parameters = [...(catalogue.types.get(type)?.values() ?? [])];
          return {
            type,
            interaction: interactions,
            versioning: 'versioned-update',
            readHistory: true,
            updateCreate: true,
            conditionalCreate: true,
            conditionalRead: 'full-support',
            conditionalUpdate: true,
            conditionalDelete: 'multiple',
            referencePolicy: ['literal', 'logical', 'local'],
            searchInclude: ['*', ...parameters.filter((one) => one.type === 'reference').map(({ code }) => `${type}:${code}`)],
            searchRevInclude: referring.get(type) ?? [],
            searchParam: parameters.map(({ code, type: kind, url: definition }) => ({ name: code, type: kind, definition })),
          };
        }),
      },
    ],
  };
}
