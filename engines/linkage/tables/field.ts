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
  /** Column it is read from, where that is not its name, and which of its words. */
  readonly column?: string;
  readonly part?: 'first' | 'last';
}

/** A field's value in a row of text, as it was typed. */
export function valueIn({ name, column, part }: Field, row: Readonly<Record<string, string>>): string {
  const text = (row[column ?? name] ?? '').trim();
  if (part === undefined) return text;
  const words = text.split(/[\s,]+/);
  // Of a single word nobody knows which it is: it is taken for the last.
  return (part === 'last' ? words.at(-1) : words.length > 1 ? words[0] : '') ?? '';
}
