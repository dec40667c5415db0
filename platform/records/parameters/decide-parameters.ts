import type { Definitions, SearchParameter } from '@songhua/engine-fhir/definitions/types.ts';
import { readSearchParameter } from '@songhua/engine-fhir/search/custom.ts';
import type { Catalogue } from '@songhua/engine-fhir/search/types.ts';
import { type FieldError, ok, type Result, refuse } from '@songhua/kernel';

/** A SearchParameter resource that is about to be written, or (without resource) deleted. */
export interface Offered {
  readonly id: string;
  readonly resource?: Readonly<Record<string, unknown>>;
  /** Where it stands in the request. */
  readonly at?: string;
}

/** A parameter in force that was added by a SearchParameter resource. */
export interface InForce {
  readonly source: string;
  readonly definition: SearchParameter;
}

export interface ParameterChanges {
  /** Resources whose parameters are no longer in force as they were. */
  readonly retire: readonly string[];
  readonly add: readonly InForce[];
}

const same = (a: object, b: object): boolean => {
  const spelled = (value: object): string => JSON.stringify(Object.entries(value).sort());
  return spelled(a) === spelled(b);
};

const wrong = (element: string, value: string, zh: string, en: string): FieldError => ({
  field: `SearchParameter.${element}`,
  rule: 'search.parameter',
  value,
  message: { zh, en },
});

/**
 * What resources of type SearchParameter change of the parameters in force: an active one adds its parameter, any other takes it
 * away, one of R4's own changes nothing. Or everything about one that cannot work, by its elements. `catalogue` holds R4's
 * parameters and those in force.
 */
export function decideParameters(
  offered: readonly Offered[],
  inForce: readonly InForce[],
  catalogue: Catalogue,
  definitions: Definitions,
): Result<ParameterChanges> {
  const retire: string[] = [];
  const add: InForce[] = [];
  for (const { id, resource, at } of offered) {
    const before = inForce.find(({ source }) => source === id);
    const refused = (errors: readonly FieldError[]): Result<never> => refuse('records.unusable-parameter', {}, place(errors, at));
    if (resource?.['status'] !== 'active') {
      if (before) retire.push(id);
      continue;
    }
    const standing = [...inForce.filter(({ source }) => source !== id && !retire.includes(source)), ...add];
    const read = readSearchParameter(resource, without(catalogue, inForce, standing), definitions);
    if (!read.ok) return refused(read.errors);
    const own = definitions.parameters.find(({ url }) => url === read.value.url);
    if (own) {
      if (own.code !== read.value.code || own.expression !== read.value.expression)
        return refused([
          wrong('url', own.url, '是 FHIR R4 自带的参数，不能改变', 'is a parameter of FHIR R4 itself and cannot be changed'),
        ]);
      if (before) retire.push(id);
      continue;
    }
    const taken = standing.find(({ definition }) => definition.url === read.value.url || overlap(definition, read.value));
    if (taken) return refused([clash(taken, read.value)]);
    if (before && same(before.definition, read.value)) continue;
    if (before) retire.push(id);
    add.push({ source: id, definition: read.value });
  }
  return ok({ retire, add });
}

/** The catalogue as it is without the parameters that do not stand, as far as the check of a new one asks it. */
function without(catalogue: Catalogue, inForce: readonly InForce[], standing: readonly InForce[]): Catalogue {
  const gone = new Set(inForce.filter((one) => !standing.includes(one)).map(({ definition }) => definition.url));
  const added = standing.filter((one) => !inForce.includes(one)).map(({ definition }) => definition);
  const types = new Map(
    [...catalogue.types].map(([type, parameters]) => [type, new Map([...parameters].filter(([, { url }]) => !gone.has(url)))]),
  );
  return { ...catalogue, types, definitions: [...catalogue.definitions.filter(({ url }) => !gone.has(url)), ...added] };
}

const everything = ['Resource', 'DomainResource'];

const overlap = (a: SearchParameter, b: SearchParameter): boolean =>
  a.code === b.code &&
  (a.base.some((type) => b.base.includes(type)) || [...a.base, ...b.base].some((type) => everything.includes(type)));

const clash = ({ source, definition }: InForce, { url, code }: SearchParameter): FieldError =>
  definition.url === url
    ? wrong('url', url, `SearchParameter/${source} 已使用此地址`, `is the address of SearchParameter/${source} already`)
    : wrong('code', code, `SearchParameter/${source} 已使用此代码`, `is the code of SearchParameter/${source} already`);

const place = (errors: readonly FieldError[], at: string | undefined): FieldError[] =>
  errors.map((error) => (at ? { ...error, field: `${at}.resource${error.field.slice('SearchParameter'.length)}` } : error));
