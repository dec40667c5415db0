import type { JsonObject } from '@songhua/engine-fhir/json/scan.ts';
import type { OutcomeIssue } from '@songhua/engine-fhir/operation-outcome.ts';
import { type FieldError, ok, type Resource, type Result, refuse } from '@songhua/kernel';
import { checkResource } from '../domain/check-resource.ts';
import { readAs } from '../interactions/write-as.ts';
import { mayAsk } from '../reach/ways.ts';
import type { Ask } from './ask.ts';
import { validationOutcome } from './operation-outcome.ts';

const modes = ['create', 'update', 'delete', 'profile'] as const;
type Mode = (typeof modes)[number];

interface Asked {
  readonly mode: Mode | undefined;
  readonly profiles: readonly string[];
  readonly resource: unknown;
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (field: string, rule: string, value: string | undefined, zh: string, en: string): Result<never> =>
  refuse('records.invalid-parameter', { parameter: field }, [
    { field, rule, ...(value !== undefined && { value: value.slice(0, 200) }), message: { zh, en } },
  ]);

/** What is to be validated and how: from Parameters, or the resource by itself with the rest in the address. */
function readAsked({ query }: Pick<Ask, 'query'>, type: string, body: JsonObject | undefined): Result<Asked> {
  const members = Array.isArray(body?.['parameter']) ? body['parameter'].filter(isObject) : [];
  const wrapped =
    body?.['resourceType'] === 'Parameters' && (type !== 'Parameters' || members.some(({ name }) => name === 'resource'));
  const given = (name: string): string[] => [
    ...query.flatMap(([key, value]) => (key === name ? [value] : [])),
    ...(wrapped
      ? members.flatMap((one) =>
          one['name'] === name ? [one['valueCode'] ?? one['valueUri'] ?? one['valueCanonical'] ?? one['valueString']] : [],
        )
      : []
    ).filter((value) => typeof value === 'string'),
  ];
  const [mode] = given('mode');
  const known = modes.find((one) => one === mode);
  if (mode !== undefined && !known)
    return wrong('mode', 'one-of', mode, `须为 ${modes.join(', ')} 之一`, `must be one of ${modes.join(', ')}`);
  const resource = wrapped ? members.find(({ name }) => name === 'resource')?.['resource'] : body;
  if (resource === undefined && known !== 'delete')
    return wrong('resource', 'required', undefined, '须给出要校验的资源', 'the resource to be validated is missing');
  return ok({ mode: known, profiles: given('profile'), resource });
}

const issueOf = ({ field, rule, value, message }: FieldError): OutcomeIssue => ({
  severity: 'error',
  code: 'value',
  expression: field,
  rule,
  ...(value !== undefined && { value }),
  text: message,
});

const base = 'http://hl7.org/fhir/StructureDefinition/';

/** A profile beyond R4's own definition is not known here; nothing is said to conform to it. */
const unknownProfile = (profile: string): OutcomeIssue => ({
  severity: 'error',
  code: 'not-supported',
  location: 'profile',
  rule: 'known-profile',
  value: profile,
  text: { zh: '本服务没有这个规范，未按其校验', en: 'this profile is not known here; it was not judged by it' },
});

/** `$validate` (https://hl7.org/fhir/R4/resource-operation-validate.html): everything that would keep a resource out, and what is unwise, as an OperationOutcome. */
export async function runValidate(
  ask: Pick<Ask, 'store' | 'tx' | 'reader' | 'now' | 'query' | 'language'>,
  { type, id }: { readonly type: string; readonly id?: string },
  body: JsonObject | undefined,
): Promise<Result<object>> {
  const asked = readAsked(ask, type, body);
  if (!asked.ok) return asked;
  const { mode, profiles, resource } = asked.value;
  const { store, reader, now, language } = ask;
  const issues: OutcomeIssue[] = profiles.filter((one) => one.split('|')[0] !== `${base}${type}`).map(unknownProfile);
  if (id !== undefined && mode === 'delete') {
    const scope = mayAsk(reader, type, 'r');
    if (!scope.ok) return scope;
    const found = await readAs(ask, type, id, 'r');
    if (!found || found.deleted)
      issues.push({
        severity: 'error',
        code: 'not-found',
        expression: type,
        rule: 'exists',
        value: `${type}/${id}`,
        text: { zh: `没有 ${type}/${id}`, en: `there is no ${type}/${id}` },
      });
  }
  if (resource !== undefined) {
    const checked =
      type === 'Parameters' && isObject(resource)
        ? ok(resource as Resource)
        : checkResource(resource, { type, ...(id !== undefined && mode !== 'create' && { id }) });
    if (!checked.ok) issues.push(...(checked.error.errors ?? []).map(issueOf));
    if (isObject(resource) && resource['resourceType'] === type) {
      issues.push(...store.validate(resource as Resource, true));
      if (checked.ok) issues.push(...store.objections(checked.value, now).map(issueOf));
    }
  }
  return ok(validationOutcome(issues, language));
}
