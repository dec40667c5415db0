import type { Text } from '@songhua/kernel';
import type { PlannedChange, RowError, ValueText } from '../contract.ts';

/** Runs of digits, as people part them: with blanks or hyphens between, in half or full width, the last one perhaps an X. */
const digitRun = /(?<![0-9０-９])[0-9０-９](?:[ 　-]?[0-9０-９]){9,18}[XxＸｘ]?(?![0-9０-９])/g;

/** Whether a run of digits reads like an identity card's number (18 or 15 digits, GB 11643) or a telephone number of mainland China. */
function isPrivate(run: string): boolean {
  const digits = run.normalize('NFKC').replace(/[ -]/g, '');
  // A hyphen parts the groups of a telephone number, never those of an identity card's.
  if (/^(\d{17}[\dX]|\d{15})$/i.test(digits)) return !/[-－]/.test(run);
  return /^(86)?1[3-9]\d{9}$/.test(digits) || /^0\d{2,3}\d{7,8}$/.test(digits);
}

/** A text with every number in it that reads like somebody's identity card or telephone cut down to its first two digits. */
export const maskNumbers = (text: string): string =>
  text.replace(digitRun, (run) => (isPrivate(run) ? `${run.slice(0, 2)}******` : run));

const both = ({ zh, en }: Text, mask: (text: string) => string): Text => ({ zh: mask(zh), en: mask(en) });

export const maskText = (text: Text): Text => both(text, maskNumbers);

type Cut = (text: string) => string;

const maskValue = (value: ValueText | null, cut: Cut): ValueText | null =>
  value === null ? null : typeof value === 'string' ? cut(value) : both(value, cut);

/** A planned change as those see it who are not told what people are called. `cut` shortens a name. */
export function maskPlanned(one: PlannedChange, cut: Cut): PlannedChange {
  const ofPerson = one.subject === 'staff';
  return {
    ...one,
    id: maskNumbers(one.id),
    name: ofPerson ? cut(one.name) : maskNumbers(one.name),
    institution: maskNumbers(one.institution),
    differences: one.differences.map((difference) => {
      const own = ofPerson && difference.field === 'name' ? cut : maskNumbers;
      return { ...difference, before: maskValue(difference.before, own), after: maskValue(difference.after, own) };
    }),
  };
}

/**
 * What is wrong in a row, for the same readers. In a row of people every cell may hold a name or a number of theirs, whatever its column:
 * each is cut, and what messages quote of it, too.
 */
export function maskFault(one: RowError, ofPeople: boolean, cut: Cut): RowError {
  if (!ofPeople) return { ...one, value: maskNumbers(one.value), message: maskText(one.message) };
  const quoted = (text: string): string =>
    maskNumbers(text.replace(/“([^”]+)”/g, (all, part: string) => (one.value.includes(part) ? `“${cut(part)}”` : all)));
  return { ...one, value: cut(one.value), message: both(one.message, quoted) };
}
