/** What kind of thing a field of a table holds, which says how it is normalised, compared and blocked by. */
export const fieldKinds = [
  'chinese-name',
  'latin-name',
  'date',
  'citizen-number',
  'number',
  'phone',
  'words',
  'category',
] as const;

export type FieldKind = (typeof fieldKinds)[number];

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  /** The field this one's value may have been written into by mistake: the other part of a name. */
  readonly swappedWith?: string;
}
