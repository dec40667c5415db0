interface Property {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly default?: unknown;
  readonly anyOf?: readonly Property[];
}

/** Values under which parameters of these names are looked up: an empty answer would hide what happens behind it. */
const known: Readonly<Record<string, string>> = {
  plan: 'jilin-2025',
  area: '220200',
  year: '2025',
  month: '2025-06',
  size: '1',
};

function sampleOf(name: string, property: Property): string {
  const { type, format, anyOf } = property;
  const [first] = property.enum ?? [];
  if (property.const !== undefined) return String(property.const);
  if (first !== undefined) return String(first);
  if (anyOf?.[0]) return sampleOf(name, anyOf[0]);
  if (known[name] !== undefined) return known[name];
  if (format === 'date') return '2025-06-30';
  if (format === 'date-time') return '2025-06-30T12:00:00Z';
  return type === 'integer' || type === 'number' ? '1' : type === 'boolean' ? 'true' : 'a';
}

/** Searches of the record store, which reads its query itself: strings, tokens, dates, chains, `_has`, sort, `_filter`. */
const searches = [
  'Patient?name=a&birthdate=ge2000-01-01&_sort=family&_count=5',
  'Organization?identifier=http://example.org|a&address-city=a&_sort=-_lastUpdated',
  'Observation?code=http://loinc.org|1-8&value-quantity=gt1&subject:Patient.name=a',
  'Patient?_has:Observation:patient:code=1-8&_total=accurate',
  'Patient?_filter=name co "a"&_elements=name',
  'Location?near=43.8|126.5|5|km&_include=Location:organization',
];

/** As much of the OpenAPI document as is looked at. */
export interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Property }[];
}

/**
 * Addresses that a scanner can put its own words into: searches of the record store, then each GET route that the server describes with query
 * parameters, but those that answer the same as a file. Parts of the path stand as they are described, `{id}`.
 */
export function targetsOf({ paths }: Described): string[] {
  const described = Object.entries(paths).flatMap(([path, operations]) => {
    const asked = (operations['get']?.parameters ?? []).filter((one) => one.in === 'query' && one.name !== 'lang');
    const given = asked.map(({ name, schema }): [string, string] => [name, sampleOf(name, schema)]);
    return given.length === 0 || path.endsWith('/export') ? [] : [`${path}?${new URLSearchParams(given)}`];
  });
  const searched = searches.map((search) => {
    const [type = '', query = ''] = search.split('?');
    return `/fhir/R4/${type}?${new URLSearchParams(query)}`;
  });
  return [...searched, ...described];
}
