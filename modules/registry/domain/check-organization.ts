import { countMeasures } from '@songhua/engine-city';
import { evidenceKinds } from '@songhua/engine-plan/evidence.ts';
import type { FieldError, Resource } from '@songhua/kernel';
import { checkCodes } from './check-codes.ts';
import { dayInBeijing } from './day-in-beijing.ts';
import { fault } from './fault.ts';
import { extensions } from './identifiers.ts';
import { child, dayOf, list, oneOf } from './read-element.ts';

/** FHIR's own limit for an integer. */
const largest = 2 ** 31 - 1;

/** Figures beside those of institutions. */
const measures = [...countMeasures, 'childcare-places'] as const;

/** The parts of one figure that break a rule; `path` is where the figure stands. */
function checkFact(fact: unknown, path: string, today: string): FieldError[] {
  const parts = list(child(fact, 'extension'));
  const part = (name: string, element: string): { readonly field: string; readonly value: unknown } => {
    const at = parts.findIndex((one) => child(one, 'url') === name);
    return {
      field: at < 0 ? `${path}.extension(${name})` : `${path}.extension[${at}].${element}`,
      value: child(parts[at], element),
    };
  };
  const [measure, value, asOf, evidence] = [
    part('measure', 'valueCode'),
    part('value', 'valueInteger'),
    part('asOf', 'valueDate'),
    part('evidence', 'valueCode'),
  ];
  const count = value.value;
  const day = dayOf(asOf.value);
  return [
    ...(oneOf(measures, measure.value)
      ? []
      : [fault(measure.field, 'known-code', measure.value, `须为：${measures.join('、')}`, `one of: ${measures.join(', ')}`)]),
    ...(typeof count === 'number' && Number.isInteger(count) && count >= 0 && count <= largest
      ? []
      : [fault(value.field, 'count', count, `须为 0 至 ${largest} 的整数`, `a whole number from 0 to ${largest}`)]),
    ...(day === undefined
      ? [
          fault(
            asOf.field,
            'date',
            asOf.value,
            '须为存在的日期，如 2020-12-31，不早于 1900 年',
            'a day that exists, such as 2020-12-31, from 1900 on',
          ),
        ]
      : day > today
        ? [fault(asOf.field, 'not-in-future', asOf.value, `不得晚于今天（${today}）`, `not later than today (${today})`)]
        : []),
    ...(evidence.value === undefined || oneOf(evidenceKinds, evidence.value)
      ? []
      : [
          fault(
            evidence.field,
            'known-code',
            evidence.value,
            `须为：${evidenceKinds.join('、')}`,
            `one of: ${evidenceKinds.join(', ')}`,
          ),
        ]),
  ];
}

/**
 * What in an Organization speaks our own extensions and code systems wrongly: figures with an unknown measure, a count
 * that is none, a day that does not exist or has not come (in Beijing), unknown codes. What is foreign to us passes.
 */
export function checkOrganization(resource: Resource, now: Date): FieldError[] {
  const today = dayInBeijing(now);
  const facts = list(resource['extension']).flatMap((extension, at) =>
    child(extension, 'url') === extensions.fact ? checkFact(extension, `extension[${at}]`, today) : [],
  );
  return [...facts, ...checkCodes(resource)];
}
