import type { Text } from '@songhua/kernel';
import type { CaseFields } from '../contract.ts';

interface Fault {
  readonly field: keyof CaseFields;
  readonly rule: string;
  readonly message: Text;
}

/** What in a case cannot be: days that lie ahead or in the wrong order. Days are those of Beijing. */
export function checkCase(
  fields: Pick<CaseFields, 'onset' | 'reported' | 'born' | 'died' | 'outcome'>,
  today: string,
): readonly Fault[] {
  const { onset, reported, born, died, outcome } = fields;
  const faults: Fault[] = [];
  for (const field of ['onset', 'reported', 'born', 'died'] as const) {
    const day = fields[field];
    if (day !== null && day > today)
      faults.push({ field, rule: 'ahead', message: { zh: `晚于今天（${today}）`, en: `lies ahead of today (${today})` } });
  }
  if (born !== null && onset !== null && born > onset)
    faults.push({
      field: 'onset',
      rule: 'before-birth',
      message: { zh: `早于出生日期 ${born}`, en: `is before the birth on ${born}` },
    });
  if (onset !== null && reported !== null && reported < onset)
    faults.push({
      field: 'reported',
      rule: 'before-onset',
      message: { zh: `早于发病日期 ${onset}`, en: `is before the onset on ${onset}` },
    });
  if (died !== null && onset !== null && died < onset)
    faults.push({
      field: 'died',
      rule: 'before-onset',
      message: { zh: `早于发病日期 ${onset}`, en: `is before the onset on ${onset}` },
    });
  if (died !== null && outcome !== 'died')
    faults.push({
      field: 'died',
      rule: 'outcome',
      message: { zh: '填了死亡日期，转归须为“死亡”', en: 'a day of death needs the outcome “died”' },
    });
  return faults;
}
