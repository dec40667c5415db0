import { readDate } from '@songhua/engine-fhir/search/dates.ts';
import type { Pair } from '@songhua/engine-fhir/search/types.ts';
import { type FieldError, ok, type Result, refuse } from '@songhua/kernel';
import { resourceTypes } from '../domain/resource-types.ts';
import { cursorName, mostCount, readCursor, usualCount } from '../search/cursor.ts';
import type { EverythingAsked } from './find-everything.ts';

/** Whether other registrations of the person count, too: of our own, `true` unless said. */
const personName = '_person';

/** Parameters of R4's operations: a patient's has all of them, an encounter's those without dates of care. */
const parameters = {
  Patient: ['start', 'end', '_since', '_type', '_count', personName],
  Encounter: ['_since', '_type', '_count'],
} as const;

export type FocusType = keyof typeof parameters;

const shape = (field: string, value: string, rule: string, zh: string, en: string): FieldError => ({
  field,
  rule,
  value: value.slice(0, 200),
  message: { zh, en },
});

/** What of `_type` is no type, one error each. */
const unknownTypes = (asked: string, types: readonly string[]): FieldError[] =>
  types
    .filter((type) => !resourceTypes.has(type))
    .map((type) => shape('_type', type || asked, 'unknown-type', '不是 FHIR R4 的资源类型', 'is not a resource type of FHIR R4'));

/** What is asked; `person`: of all registrations of the person as far as they are reached, which is found out by whoever answers. */
interface ReadEverything {
  readonly asked: EverythingAsked;
  readonly person: boolean;
  readonly accepted: readonly Pair[];
}

/**
 * What an everything operation asks, or each parameter that cannot be understood. `zone` is in minutes east of UTC: in it dates without
 * zone are read. `lenient` leaves out parameters that the operation does not have.
 * Source: https://hl7.org/fhir/R4/patient-operation-everything.html, https://hl7.org/fhir/R4/encounter-operation-everything.html
 */
export function readEverything(
  type: FocusType,
  id: string,
  query: readonly Pair[],
  { zone, lenient }: { readonly zone: number; readonly lenient: boolean },
): Result<ReadEverything> {
  const errors: FieldError[] = [];
  const own = new Set<string>([...parameters[type], '_format', '_pretty', cursorName]);
  const accepted = query.filter(([name]) => own.has(name));
  for (const [name, value] of lenient ? [] : query.filter(([name]) => !own.has(name)))
    errors.push(shape(name, value, 'unknown-parameter', '此操作没有这个参数', 'this operation has no such parameter'));
  const given = (name: string): string | undefined => {
    const all = accepted.filter(([key]) => key === name);
    if (all.length > 1 && name !== '_type')
      errors.push(shape(name, all.map(([, value]) => value).join(' '), 'repeated', '只能出现一次', 'may be given once only'));
    return all.at(-1)?.[1];
  };
  const date = (name: string, zh: string, en: string) => {
    const text = given(name);
    const span = text === undefined ? undefined : readDate(text, zone);
    if (text !== undefined && !span) errors.push(shape(name, text, 'date', zh, en));
    return span;
  };
  const since = date('_since', '应为时刻，如 2026-01-31T08:00:00+08:00', 'must be an instant, such as 2026-01-31T08:00:00+08:00');
  const [start, end] = (['start', 'end'] as const).map((name) =>
    date(name, '应为日期，如 2026-01-31', 'must be a date, such as 2026-01-31'),
  );
  if (start && end && end.hi <= start.lo)
    errors.push(shape('end', given('end') ?? '', 'end-after-start', '不能早于 start', 'must not be before start'));
  const count = given('_count') ?? String(usualCount);
  if (!/^[1-9]\d{0,6}$/.test(count))
    errors.push(shape('_count', count, 'positive-integer', '应为大于零的整数', 'must be an integer above zero'));
  const types = accepted.flatMap(([name, value]) => (name === '_type' ? value.split(',') : []));
  errors.push(...unknownTypes(types.join(','), types));
  const whole = given(personName) ?? 'true';
  if (whole !== 'true' && whole !== 'false')
    errors.push(shape(personName, whole, 'boolean', '应为 true 或 false', 'must be true or false'));
  const mark = given(cursorName);
  const cursor = mark === undefined ? undefined : readCursor(mark);
  if (errors.length > 0) return refuse('records.invalid-search', {}, errors);
  if (mark !== undefined && (!cursor || cursor.type === undefined)) return refuse('records.invalid-cursor');
  return ok({
    accepted,
    person: type === 'Patient' && whole === 'true',
    asked: {
      focus: { type, id },
      types: [...new Set(types)],
      ...(since && { since: new Date(since.lo) }),
      ...(start && { from: start.lo }),
      ...(end && { until: end.hi }),
      limit: Math.min(Number(count), mostCount),
      ...(cursor && { cursor }),
    },
  });
}

/** The parameters of a posted `Parameters`, as if they stood in the address. */
export function pairsOfParameters(body: object): Result<Pair[]> {
  const { resourceType, parameter = [] } = body as { readonly resourceType?: unknown; readonly parameter?: unknown };
  const wrong = (value: string, zh: string, en: string): Result<Pair[]> =>
    refuse('records.invalid-search', {}, [shape('Parameters.parameter', value, 'parameter', zh, en)]);
  if (resourceType !== 'Parameters') return wrong(String(resourceType), '请求体应为 Parameters', 'the body must be Parameters');
  if (!Array.isArray(parameter)) return wrong('', '应为列表', 'must be a list');
  const pairs: Pair[] = [];
  for (const one of parameter as readonly unknown[]) {
    const { name, ...rest } = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>;
    const values = Object.entries(rest).filter(([key]) => key.startsWith('value'));
    const [value] = values.map(([, of]) => of);
    if (typeof name !== 'string' || values.length !== 1 || !['string', 'number', 'boolean'].includes(typeof value))
      return wrong(String(name), '须有 name 和一个简单的 value[x]', 'must have a name and one plain value[x]');
    pairs.push([name, String(value)]);
  }
  return ok(pairs);
}
