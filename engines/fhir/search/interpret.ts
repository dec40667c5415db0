import type { Definitions } from '../definitions/types.ts';
import { compile, FhirPathError, plain } from '../fhirpath/compile.ts';
import { readReference } from './convert-reference.ts';
import type { ExtractOptions } from './extract.ts';

const systemTypes: Readonly<Record<string, string>> = {
  'System.String': 'string',
  'System.Boolean': 'boolean',
  'System.Integer': 'integer',
  'System.Decimal': 'decimal',
  'System.Date': 'date',
  'System.DateTime': 'dateTime',
  'System.Time': 'time',
  'System.Quantity': 'Quantity',
};

/**
 * Evaluates what extractors do not compile, by the FHIRPath engine; for custom parameters with expressions of their own kind. A
 * reference resolves to the type and id it names. What fails on a resource finds nothing in it: a parameter must not stop a write.
 */
export function interpreter(definitions: Definitions): NonNullable<ExtractOptions['evaluate']> {
  return (expression) => {
    const compiled = compile(expression, definitions);
    return (resource) => {
      try {
        return compiled
          .evaluate(resource, { resolve: (reference) => named(reference) })
          .map((node) => ({ value: plain(node), type: systemTypes[node.type] ?? node.type }));
      } catch (error) {
        if (error instanceof FhirPathError) return [];
        throw error;
      }
    };
  };
}

function named(reference: string): object | undefined {
  const { type, id } = readReference(reference);
  return type === undefined ? undefined : { resourceType: type, ...(id !== undefined && { id }) };
}
