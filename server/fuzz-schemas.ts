import fc from 'fast-check';
import { escaped, nasty, text, values } from './fhir/fixtures/fuzz-requests.ts';

/** As much of JSON Schema as the routes' schemas come out as. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

const strings: Readonly<Record<string, string>> = {
  date: '2024-02-29',
  'date-time': '2024-02-29T12:00:00Z',
  uuid: '8d7a1a1c-1a1b-4c1d-8e1f-2a2b2c2d2e2f',
  uri: 'http://example.org/a',
  email: 'a@example.org',
};

/** What are likely ids, codes and words of this house. */
const words = ['220200', '220221', 'jilin-2025', '3.2.1-b', 'institutions', 'staff', 'name', '-name', '1', '2024', 'open', 'x'];

/** Values that mostly fit a schema, and now and then are anything at all. */
export function fitting(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const sound = soundOf(schema, depth);
  return fc.oneof({ weight: 6, arbitrary: sound }, { weight: 1, arbitrary: values });
}

function soundOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum && schema.enum.length > 0) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices && choices.length > 0) return fc.constantFrom(...choices).chain((one) => soundOf(one, depth));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'integer':
    case 'number': {
      const { minimum = -5, maximum = 10_000 } = schema;
      return fc.oneof(
        fc.integer({ min: Math.ceil(minimum), max: Math.floor(Math.max(minimum, Math.min(maximum, 1e9))) }),
        fc.constantFrom(minimum - 1, maximum + 1, 0.5),
      );
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(depth > 4 || !schema.items ? fc.constant('x') : fitting(schema.items, depth + 1), { maxLength: 3 });
    case 'object':
      return objectOf(schema, depth);
    case 'string': {
      const format = schema.format && strings[schema.format];
      return format ? fc.oneof(fc.constant(format), text) : fc.oneof(fc.constantFrom(...words), text);
    }
    default:
      return values;
  }
}

function objectOf(schema: Schema, depth: number): fc.Arbitrary<Record<string, unknown>> {
  const entries = Object.entries(schema.properties ?? {});
  if (depth > 5) return fc.constant({});
  const shape = Object.fromEntries(entries.map(([name, one]) => [name, fitting(one, depth + 1)]));
  const required = (schema.required ?? []).filter((name) => name in shape);
  const known = fc.record(shape, { requiredKeys: required as never[] });
  // A key too many, and one too few, now and then.
  const more = fc.oneof(
    { weight: 9, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('x', '__proto__', 'constructor', ''), values) },
  );
  return fc.tuple(known, more).map(([one, extra]) => ({ ...one, ...extra }) as Record<string, unknown>);
}

/** An address's query from the schema of its parameters. */
export const queryOf = (schema: Schema): fc.Arbitrary<string> =>
  objectOf(schema, 0).map((given) =>
    Object.entries(given)
      .flatMap(([name, value]) =>
        [value].flat().map((one) => `${escaped(name)}=${escaped(typeof one === 'object' ? JSON.stringify(one) : String(one))}`),
      )
      .join('&'),
  );

/** One step of an address. */
export const stepOf = (ids: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...words, ...ids), fc.constantFrom(...nasty), text).map((step) => escaped(step) || 'x');
