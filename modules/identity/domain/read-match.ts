import { type FieldError, ok, type Resource, type Result, refuse, type Text } from '@songhua/kernel';

/** What `$match` is asked: who this might be, how many at most, and whether only who certainly is. */
export interface MatchAsked {
  readonly resource: Resource & { readonly id: string };
  readonly onlyCertain: boolean;
  readonly count: number;
}

type Elements = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Elements => typeof value === 'object' && value !== null && !Array.isArray(value);

export const mostMatches = 100;
const usualMatches = 20;

const wrong = (field: string, rule: string, message: Text, value?: unknown): FieldError => ({
  field,
  rule,
  ...(value !== undefined && { value: (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 200) }),
  message,
});

const known = ['resource', 'onlyCertainMatches', 'count'] as const;
type Name = (typeof known)[number];

/** Elements by which people are compared, as R4 has them: lists of objects. */
const lists = ['name', 'identifier', 'telecom', 'address'] as const;
const genders = ['male', 'female', 'other', 'unknown'];

function checkPatient(resource: Elements, at: string): FieldError[] {
  const errors: FieldError[] = [];
  for (const element of lists) {
    const value = resource[element];
    if (value !== undefined && !(Array.isArray(value) && value.every(isObject)))
      errors.push(wrong(`${at}.${element}`, 'list', { zh: '应为对象的列表', en: 'is a list of objects' }, value));
  }
  const { gender, birthDate } = resource;
  if (gender !== undefined && !genders.includes(String(gender)))
    errors.push(
      wrong(`${at}.gender`, 'code', { zh: `应为 ${genders.join('、')} 之一`, en: `is one of ${genders.join(', ')}` }, gender),
    );
  if (birthDate !== undefined && !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(String(birthDate)))
    errors.push(wrong(`${at}.birthDate`, 'date', { zh: '应写作 1958-03-12', en: 'is written like 1958-03-12' }, birthDate));
  return errors;
}

/** The parameters by name, each once. */
function byName(
  parameters: readonly unknown[],
  errors: FieldError[],
): Map<Name, { readonly at: string; readonly one: Elements }> {
  const found = new Map<Name, { at: string; one: Elements }>();
  parameters.forEach((one, n) => {
    const at = `Parameters.parameter[${n}]`;
    const name = isObject(one) ? known.find((each) => each === one['name']) : undefined;
    if (!isObject(one) || !name)
      errors.push(
        wrong(
          `${at}.name`,
          'known-parameter',
          { zh: `参数应为 ${known.join('、')} 之一`, en: `parameters are ${known.join(', ')}` },
          isObject(one) ? one['name'] : one,
        ),
      );
    else if (found.has(name)) errors.push(wrong(`${at}.name`, 'once', { zh: '参数重复', en: 'stands there twice' }, name));
    else found.set(name, { at, one });
  });
  return found;
}

/** Reads the body of `$match`: Parameters, or the Patient alone. Everything that is wrong is named. */
export function readMatch(body: unknown): Result<MatchAsked> {
  const refused = (errors: readonly FieldError[]): Result<never> => refuse('identity.invalid-match', {}, errors);
  if (!isObject(body))
    return refused([wrong('Parameters', 'json-object', { zh: '应为 JSON 对象', en: 'is a JSON object' }, body)]);
  const isPatient = body['resourceType'] === 'Patient';
  if (!isPatient && body['resourceType'] !== 'Parameters') {
    const message = { zh: '应为 Parameters，或 Patient', en: 'is Parameters, or a Patient' };
    return refused([wrong('resourceType', 'resource-type', message, body['resourceType'])]);
  }
  const parameters = isPatient ? [{ name: 'resource', resource: body }] : body['parameter'];
  if (!Array.isArray(parameters))
    return refused([wrong('Parameters.parameter', 'list', { zh: '应为列表', en: 'is a list' }, parameters)]);
  const errors: FieldError[] = [];
  const found = byName(parameters as readonly unknown[], errors);
  const resource = found.get('resource')?.one['resource'];
  const at = isPatient ? 'Patient' : `${found.get('resource')?.at ?? 'Parameters.parameter'}.resource`;
  if (!isObject(resource))
    errors.push(wrong(at, 'required', { zh: '缺少要查找的 Patient', en: 'the Patient to look for is missing' }));
  else if (resource['resourceType'] !== 'Patient')
    errors.push(wrong(`${at}.resourceType`, 'resource-type', { zh: '应为 Patient', en: 'is Patient' }, resource['resourceType']));
  else errors.push(...checkPatient(resource, at));
  const certain = found.get('onlyCertainMatches');
  const onlyCertain = certain?.one['valueBoolean'] ?? (certain ? undefined : false);
  if (typeof onlyCertain !== 'boolean')
    errors.push(
      wrong(`${certain?.at}.valueBoolean`, 'boolean', { zh: '应为 true 或 false', en: 'is true or false' }, onlyCertain),
    );
  const counted = found.get('count');
  const count = counted?.one['valueInteger'] ?? (counted ? undefined : usualMatches);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > mostMatches)
    errors.push(
      wrong(
        `${counted?.at}.valueInteger`,
        'range',
        { zh: `应为 1 至 ${mostMatches} 的整数`, en: `is a whole number from 1 to ${mostMatches}` },
        count,
      ),
    );
  if (errors.length > 0) return refused(errors);
  return ok({
    resource: { ...(resource as Resource), id: 'asked' },
    onlyCertain: onlyCertain === true,
    count: typeof count === 'number' ? count : usualMatches,
  });
}
