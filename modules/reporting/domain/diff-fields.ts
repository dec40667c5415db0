import type { CardChange, CardFields } from '../contract.ts';

const said = (value: string | number | null): string | null => (value === null ? null : String(value));

/** What of a card is another than before, by field; a moment said in another zone is the same moment. */
export function diffFields(before: CardFields, after: CardFields): CardChange['changed'] {
  const fields = Object.keys(after) as (keyof CardFields)[];
  return fields.flatMap((field) => {
    const [one, other] = [before[field], after[field]];
    const isSame = field === 'diagnosed' ? Date.parse(before.diagnosed) === Date.parse(after.diagnosed) : one === other;
    return isSame ? [] : [{ field, before: said(one), after: said(other) }];
  });
}

/** Whether a person, by saying this, has said which disease and of which kind the case is. */
export const isReclassified = (changed: CardChange['changed']): boolean =>
  changed.some(({ field }) => ['disease', 'subtype', 'kind', 'course'].includes(field));
