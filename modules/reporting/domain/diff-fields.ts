import type { CardChange, CardFields } from '../contract.ts';

const said = (value: string | number | null): string | null => (value === null ? null : String(value));

/** What of a card is another than before, by field; a moment said in another zone is the same moment. */
export function diffFields(before: CardFields, after: CardFields): CardChange['changed'] {
  const fields = (Object.keys(after) as (keyof CardFields)[]).filter((field) => field !== 'extra');
  const asked = [...new Set([...Object.keys(before.extra), ...Object.keys(after.extra)])].sort();
  const extras = asked.flatMap((key) => {
    const [one, other] = [before.extra[key] ?? null, after.extra[key] ?? null];
    return one === other ? [] : [{ field: `extra.${key}`, before: one, after: other }];
  });
  const own = fields.flatMap((field) => {
    const [one, other] = [before[field] as string | number | null, after[field] as string | number | null];
    const isSame = field === 'diagnosed' ? Date.parse(before.diagnosed) === Date.parse(after.diagnosed) : one === other;
    return isSame ? [] : [{ field: String(field), before: said(one), after: said(other) }];
  });
  return [...own, ...extras];
}

/** That it is due at another moment than before. */
export const diffDue = (before: Date, after: Date): CardChange['changed'] =>
  before.getTime() === after.getTime() ? [] : [{ field: 'due', before: before.toISOString(), after: after.toISOString() }];

/** Whether a person, by saying this, has said which disease and of which kind the case is. */
export const isReclassified = (changed: CardChange['changed']): boolean =>
  changed.some(({ field }) => ['disease', 'subtype', 'kind', 'course'].includes(field));
