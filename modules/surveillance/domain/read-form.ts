import { type FieldError, ok, type Result, refuse, type Text } from '@songhua/kernel';
import type { FilledForm, FormField, FormSpec, SignalDraft } from '../contract.ts';
import { checkNamesNobody } from './find-personal-numbers.ts';

type Answer = string | number;
type Fault = Omit<FieldError, 'current'>;

const wrong = (field: string, rule: string, value: unknown, message: Text): Fault => ({
  ...{ field, rule, message },
  value: String(value ?? '').slice(0, 200),
});

function readCount(field: FormField, value: Answer): number | Fault {
  const number = typeof value === 'number' ? value : /^\d{1,9}$/.test(value.trim()) ? Number(value) : Number.NaN;
  const most = field.most ?? 0;
  if (Number.isInteger(number) && number >= 0 && number <= most) return number;
  return wrong(field.name, 'count', value, {
    zh: `“${field.title.zh}”应为 0 至 ${most} 的整数`,
    en: `“${field.title.en}” must be a whole number from 0 to ${most}`,
  });
}

function readText({ name, title, most = 500 }: FormField, value: Answer): string | Fault {
  const said = String(value).trim();
  if (said.length <= most && !said.includes('\u0000') && said.isWellFormed()) return said;
  return wrong(name, 'text', value, { zh: `“${title.zh}”最多 ${most} 字`, en: `“${title.en}” has ${most} characters at most` });
}

/** One of the choices: by its value, or by its name in either language, as people write it into a file. */
function readChoice({ name, title, choices = [] }: FormField, value: Answer): string | Fault {
  const said = String(value).trim();
  const found = choices.find(
    (one) => one.value === said || one.title.zh === said || one.title.en.toLowerCase() === said.toLowerCase(),
  );
  if (found) return found.value;
  return wrong(name, 'choice', value, {
    zh: `“${title.zh}”应为：${choices.map((one) => one.title.zh).join('、')}`,
    en: `“${title.en}” must be one of: ${choices.map((one) => one.title.en).join(', ')}`,
  });
}

const readers = { count: readCount, text: readText, choice: readChoice } as const;
const isEmpty = (value: Answer | undefined): value is undefined =>
  value === undefined || (typeof value === 'string' && value.trim() === '');

/** The answers of a form, each read by its field's rule; what is not asked is refused as well. */
export function readAnswers(form: FormSpec, given: FilledForm['answers']): Result<Readonly<Record<string, Answer>>> {
  const answers: Record<string, Answer> = {};
  const faults: Fault[] = [];
  for (const field of form.fields) {
    const value = given[field.name];
    if (isEmpty(value)) {
      if (field.required)
        faults.push(wrong(field.name, 'required', '', { zh: `“${field.title.zh}”必填`, en: `“${field.title.en}” is required` }));
      continue;
    }
    const read = readers[field.kind](field, value);
    if (typeof read === 'object') faults.push(read);
    else answers[field.name] = read;
  }
  const known = new Set(form.fields.map(({ name }) => name));
  for (const name of Object.keys(given))
    if (!known.has(name))
      faults.push(wrong(name, 'unknown', given[name], { zh: `本表没有“${name}”`, en: `this form does not ask “${name}”` }));
  return faults.length > 0 ? refuse('surveillance.form-faulty', { count: faults.length }, faults.slice(0, 100)) : ok(answers);
}

const numberAt = (answers: Readonly<Record<string, Answer>>, name: string | null): number | null => {
  const value = name === null ? undefined : answers[name];
  return typeof value === 'number' ? value : null;
};

type Said = Pick<FilledForm, 'area' | 'town' | 'place' | 'subject' | 'from' | 'to' | 'said' | 'answers'>;

/** The signal that a filled-in form is; its answers are the evidence. */
export function readForm(form: FormSpec, filled: Said, reference: string): Result<SignalDraft> {
  const subject = filled.subject ?? form.subjects[0]?.code ?? '';
  if (!form.subjects.some(({ code }) => code === subject))
    return refuse('surveillance.subject-not-of-form', { subject, form: form.id });
  const read = readAnswers(form, filled.answers);
  if (!read.ok) return read;
  const { area, town, place, from, to, said } = filled;
  const texts = Object.entries(read.value).filter(([, value]) => typeof value === 'string');
  const nobody = checkNamesNobody({ place, said, ...Object.fromEntries(texts) });
  if (!nobody.ok) return nobody;
  return ok({
    ...{ channel: form.channel, reference, area, town, place, subject, from, to, said },
    observed: numberAt(read.value, form.observed) ?? 0,
    expected: numberAt(read.value, form.expected),
    ...{ p: null, level: form.level, method: `form/${form.id}` },
    evidence: { form: form.id, answers: { ...read.value } },
  });
}
