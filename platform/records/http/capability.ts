import { resourceTypes } from '../domain/resource-types.ts';

/** What the store really does, as a CapabilityStatement (https://hl7.org/fhir/R4/capabilitystatement.html). */
export const capabilityStatement = (url: string, now: Date) => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: now.toISOString(),
  kind: 'instance',
  software: { name: 'Songhua' },
  implementation: { description: 'Songhua record store, version 1', url },
  fhirVersion: '4.0.1',
  format: ['application/fhir+json'],
  rest: [
    {
      mode: 'server',
      interaction: [{ code: 'transaction', documentation: 'POST and PUT entries; urn:uuid references are resolved' }],
      resource: [...resourceTypes].sort().map((type) => ({
        type,
        interaction: [{ code: 'read' }, { code: 'create' }, { code: 'update' }, { code: 'search-type' }],
        versioning: 'versioned-update',
        updateCreate: true,
        searchParam: [
          { name: '_id', type: 'token' },
          { name: 'identifier', type: 'token' },
          { name: 'name', type: 'string' },
          { name: 'type', type: 'token' },
        ],
      })),
    },
  ],
});
