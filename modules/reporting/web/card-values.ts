import type { CardFields } from '../contract.ts';

/** What stands in the boxes of the form: texts, as they are typed; '' is nothing. */
export type CardValues = Readonly<Record<keyof CardFields, string>>;

/** The boxes in the order of the paper card, under their headings. */
export const sections: readonly { readonly key: string; readonly fields: readonly (keyof CardFields)[] }[] = [
  {
    key: 'person',
    fields: [
      'name',
      'guardian',
      'number',
      'sex',
      'born',
      'age',
      'ageUnit',
      'unit',
      'phone',
      'belongs',
      'town',
      'address',
      'occupation',
    ],
  },
  { key: 'illness', fields: ['disease', 'subtype', 'kind', 'course', 'onset', 'diagnosed', 'died'] },
  { key: 'report', fields: ['doctor', 'remark'] },
];

const zone = 8 * 3_600_000;
/** A moment as a box for a day and a time shows it, in Beijing. */
export const toBox = (moment: Date): string => new Date(moment.getTime() + zone).toISOString().slice(0, 16);

const names = sections.flatMap(({ fields }) => fields);

export const emptyValues = (now: Date): CardValues => ({
  ...(Object.fromEntries([...names, 'patient'].map((name) => [name, ''])) as unknown as CardValues),
  diagnosed: toBox(now),
});

export const valuesOf = (fields: CardFields): CardValues => ({
  ...(Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === null ? '' : String(value)]),
  ) as unknown as CardValues),
  diagnosed: toBox(new Date(fields.diagnosed)),
});

/** What the server is told: nothing typed is null, the moment is one in Beijing. */
export function fieldsOf(values: CardValues): Record<string, unknown> {
  const said = Object.entries(values).map(([name, value]) => [name, value.trim() === '' ? null : value.trim()] as const);
  return {
    ...Object.fromEntries(said),
    name: values.name.trim(),
    age: values.age.trim() === '' ? null : Number(values.age),
    diagnosed: values.diagnosed === '' ? '' : `${values.diagnosed}:00+08:00`,
  };
}
