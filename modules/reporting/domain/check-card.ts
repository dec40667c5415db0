import { checkDigit } from '@songhua/engine-linkage/zh/citizen-number.ts';
import type { FieldError } from '@songhua/kernel';
import { type CardFields, day, withUnit } from '../contract.ts';
import { dayIn } from './judge-clock.ts';
import { type Disease, subtypeOf } from './notifiable-list.ts';
import { supplementsFor } from './supplement-of.ts';

const messages = {
  missing: { zh: '报告前必须填写', en: 'must be filled in before it is reported' },
  'one-of-two': {
    zh: '填写出生日期，不详时填写年龄及单位',
    en: 'give the day of birth, or the age with its unit where it is not known',
  },
  'unknown-subtype': { zh: '不是该病种的分型', en: 'is no subtype of this disease' },
  'not-asked': { zh: '该病种不填此项', en: 'is not asked for with this disease' },
  'not-an-answer': { zh: '不是可填的内容', en: 'is no answer to this' },
  'check-digit': { zh: '身份证号校验位不符', en: 'the check digit of the number does not fit' },
  'before-birth': { zh: '早于出生日期', en: 'lies before the day of birth' },
  'after-diagnosis': { zh: '晚于诊断时间', en: 'lies after the diagnosis' },
  'before-onset': { zh: '早于发病日期', en: 'lies before the onset' },
  'after-report': { zh: '晚于报告时间', en: 'lies after the report' },
  future: { zh: '晚于现在', en: 'lies in the future' },
  'too-old': { zh: '年龄不合理', en: 'nobody is as old as that' },
} as const;
type Rule = keyof typeof messages;

const error = (field: keyof CardFields | `extra.${string}`, rule: Rule, value?: string | null): FieldError => ({
  field: `fields.${field}`,
  rule,
  ...(value !== undefined && value !== null && { value }),
  message: messages[rule],
});

/** A correction may not move the diagnosis behind the report that was made of it. */
export const afterReport = ({ diagnosed }: Pick<CardFields, 'diagnosed'>): FieldError =>
  error('diagnosed', 'after-report', diagnosed);

/** Whole years on a day; by the age said where the day of birth is not. Null: not known. */
export function yearsOn({ born, age, ageUnit }: Pick<CardFields, 'born' | 'age' | 'ageUnit'>, day: string): number | null {
  if (born !== null) return Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0);
  if (age === null || ageUnit === null) return null;
  return ageUnit === 'year' ? age : ageUnit === 'month' ? Math.floor(age / 12) : Math.floor(age / 365);
}

/** Children up to this age have a parent's name on the card. */
const guardedUntil = 14;

/** What in a card contradicts itself or the list, whether it is reported or kept as a draft. */
function contradictions(fields: CardFields, disease: Disease, now: Date): FieldError[] {
  const { born, onset, visited, died, diagnosed, number, subtype, course } = fields;
  const [today, diagnosis] = [dayIn(now), dayIn(new Date(diagnosed))];
  const errors: FieldError[] = [];
  const when = (isWrong: boolean, field: keyof CardFields, rule: Rule): void => {
    if (isWrong) errors.push(error(field, rule, String(fields[field])));
  };
  when(Date.parse(diagnosed) > now.getTime(), 'diagnosed', 'future');
  when(born !== null && born > today, 'born', 'future');
  when(died !== null && died > today, 'died', 'future');
  when(born !== null && diagnosis < born, 'diagnosed', 'before-birth');
  when(onset !== null && born !== null && onset < born, 'onset', 'before-birth');
  when(visited !== null && visited > diagnosis, 'visited', 'after-diagnosis');
  when(visited !== null && born !== null && visited < born, 'visited', 'before-birth');
  when(onset !== null && onset > diagnosis, 'onset', 'after-diagnosis');
  when(died !== null && onset !== null && died < onset, 'died', 'before-onset');
  when(died !== null && born !== null && died < born, 'died', 'before-birth');
  when((yearsOn(fields, today) ?? 0) > 130, born === null ? 'age' : 'born', 'too-old');
  when(
    number !== null && /^\d{17}[\dX]$/.test(number) && checkDigit(number.slice(0, 17)) !== number[17],
    'number',
    'check-digit',
  );
  when(subtype !== null && !subtypeOf(disease, subtype), 'subtype', 'unknown-subtype');
  when(course !== null && !disease.course, 'course', 'not-asked');
  return errors;
}

/** What the supplementary card says that it is not asked, or that cannot be; of a card that is reported also what it lacks. */
function wrongExtras(fields: CardFields, isReported: boolean): FieldError[] {
  const asked = new Map(supplementsFor(fields).flatMap((one) => one.fields.map((field) => [field.key, field] as const)));
  const wrong = Object.entries(fields.extra).flatMap(([key, value]): FieldError[] => {
    const field = asked.get(key);
    if (!field) return [error(`extra.${key}`, 'not-asked', value)];
    const number = Number(value);
    const fits = {
      choice: () => field.options?.some(({ code }) => code === value) ?? false,
      text: () => true,
      number: () => Number.isFinite(number) && number >= (field.least ?? 0) && number <= (field.most ?? 1e9),
      day: () => day.safeParse(value).success,
    };
    return fits[field.type]() ? [] : [error(`extra.${key}`, 'not-an-answer', value)];
  });
  const missing = [...asked.values()].filter(({ key, required }) => isReported && required && fields.extra[key] === undefined);
  return [...wrong, ...missing.map(({ key }) => error(`extra.${key}`, 'missing'))];
}

const always = ['sex', 'phone', 'belongs', 'address', 'occupation', 'kind', 'onset', 'doctor'] as const;

/** What is still missing before a card may be reported. */
function gaps(fields: CardFields, disease: Disease): FieldError[] {
  const missing = (field: keyof CardFields): FieldError[] => (fields[field] === null ? [error(field, 'missing')] : []);
  const years = yearsOn(fields, dayIn(new Date(fields.diagnosed)));
  return [
    ...always.flatMap(missing),
    ...(years === null ? [error('born', 'one-of-two')] : []),
    ...(years !== null && years <= guardedUntil ? missing('guardian') : []),
    ...(fields.occupation !== null && withUnit.includes(fields.occupation) ? missing('unit') : []),
    ...(fields.belongs === 'county' || fields.belongs === 'city' ? missing('town') : []),
    ...((disease.subtypes ?? []).length > 0 ? missing('subtype') : []),
    ...(disease.course ? missing('course') : []),
  ];
}

/** What is wrong with a card, by field; of one that is to be reported also what is missing. Empty: nothing. */
export const checkCard = (fields: CardFields, disease: Disease, now: Date, isReported: boolean): readonly FieldError[] => [
  ...contradictions(fields, disease, now),
  ...(isReported ? gaps(fields, disease) : []),
  ...wrongExtras(fields, isReported),
];
