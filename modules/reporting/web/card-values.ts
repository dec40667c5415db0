import type { CardFields } from '../contract.ts';

/** What stands in the boxes of the form: texts, as they are typed; '' is nothing. */
export type CardValues = Readonly<Record<Exclude<keyof CardFields, 'extra'>, string>> & {
  /** Of the supplementary card. */
  readonly extra: Readonly<Record<string, string>>;
};
export type BoxName = Exclude<keyof CardFields, 'extra'>;

/** The boxes in the order of the paper card, under their headings. */
export const sections: readonly { readonly key: string; readonly fields: readonly BoxName[] }[] = [
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
  { key: 'illness', fields: ['disease', 'subtype', 'kind', 'course', 'onset', 'visited', 'diagnosed', 'hospitalised', 'died'] },
  { key: 'report', fields: ['doctor', 'remark'] },
];

const zone = 8 * 3_600_000;
/** A moment as a box for a day and a time shows it, in Beijing. */
export const toBox = (moment: Date): string => new Date(moment.getTime() + zone).toISOString().slice(0, 16);

const names = sections.flatMap(({ fields }) => fields);

export const emptyValues = (now: Date): CardValues => ({
  ...(Object.fromEntries([...names, 'patient'].map((name) => [name, ''])) as unknown as CardValues),
  diagnosed: toBox(now),
  extra: {},
});

export const valuesOf = (fields: CardFields): CardValues => ({
  ...(Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, value === null ? '' : String(value)]),
  ) as unknown as CardValues),
  diagnosed: toBox(new Date(fields.diagnosed)),
  extra: fields.extra,
});

/**
 * What the server is told: nothing typed is null, the moment is one in Beijing. A moment that nobody changed in its box, which shows minutes,
 * is that of the card; an age that is no number goes as it was typed and is refused by its name.
 */
export function fieldsOf({ extra, ...values }: CardValues, card?: CardFields): Record<string, unknown> {
  const typed = (value: string): string | null => (value.trim() === '' ? null : value.trim());
  const said = Object.entries(values).map(([name, value]) => [name, typed(value)] as const);
  const age = typed(values.age);
  const isSame = card !== undefined && values.diagnosed === toBox(new Date(card.diagnosed));
  return {
    ...Object.fromEntries(said),
    name: values.name.trim(),
    age: age !== null && /^\d+$/.test(age) ? Number(age) : age,
    diagnosed: isSame ? card.diagnosed : values.diagnosed === '' ? '' : `${values.diagnosed}:00+08:00`,
    extra: Object.fromEntries(Object.entries(extra).filter(([, value]) => value.trim() !== '')),
  };
}
