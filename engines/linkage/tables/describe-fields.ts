import { dropRepeated } from './drop-repeated.ts';
import type { Field, FieldKind } from './field.ts';
import { normalise, normaliseDate } from './normalise.ts';

const han = /^[\p{Script=Han}·\s]{2,5}$/u;

interface Profile {
  readonly known: number;
  readonly distinct: number;
  readonly share: (test: (text: string) => boolean) => number;
}

function profileOf(values: readonly string[]): Profile {
  const known = values.map((value) => value.trim()).filter((value) => normalise('words', value) !== '');
  return {
    known: known.length,
    distinct: new Set(known.map((value) => normalise('words', value))).size,
    share: (test) => (known.length === 0 ? 0 : known.filter(test).length / known.length),
  };
}

/** What a column holds, from its name and its values; null for one that says nothing: empty, or a different value in every record. */
export function guessKind(name: string, values: readonly string[]): FieldKind | null {
  const { known, distinct, share } = profileOf(values);
  if (known < Math.max(2, values.length * 0.02) || distinct < 2) return null;
  const said = name.toLowerCase();
  if (share((text) => /^\d{17}[\dXx]$|^\d{15}$/.test(text)) > 0.6) return 'citizen-number';
  if (/phone|mobile|^tel|电话|手机/.test(said) && share((text) => text.replace(/\D/g, '').length >= 7) > 0.6) return 'phone';
  const dated = /date|birth|dob|born|日期|出生|year|年/.test(said);
  if (dated && share((text) => normaliseDate(text) !== '') > 0.7) return 'date';
  if (share((text) => /^(1[89]|20)\d{2}[-/.年]?(0?[1-9]|1[0-2])[-/.月]?(0?[1-9]|[12]\d|3[01])日?$/.test(text)) > 0.9)
    return 'date';
  // A number that no two records share is the record's own, not the person's.
  if (distinct === known && known > 50 && /(^|_|\b)(id|key|no|uuid|编号|序号)($|_|\b)/.test(said)) return null;
  if (share((text) => han.test(text)) > 0.7 && /name|姓名|名/.test(said)) return 'chinese-name';
  if (share((text) => /^[\d\s-]+$/.test(text)) > 0.8) return distinct <= 60 && known / distinct > 20 ? 'category' : 'number';
  if (/name|surname|given|first|last|middle|family|maiden/.test(said) && !/street|place|town|suburb|address/.test(said))
    return distinct <= 12 ? 'category' : 'latin-name';
  if (distinct <= 60 && known / distinct > 10) return 'category';
  return share((text) => /\s/.test(text.trim())) > 0.25 || share((text) => text.length > 14) > 0.3 ? 'words' : 'latin-name';
}

const givenName = /given|first|fore|christian/i;
const surname = /sur|last|family/i;

/** All fields of a table that say something of whom its records are about. `sample`: some thousand rows. */
export function describeFields(
  header: readonly string[],
  sample: readonly (readonly string[])[],
  leftOut: readonly string[],
): Field[] {
  const valuesOf = (name: string): readonly string[] => {
    const at = header.indexOf(name);
    return sample.map((row) => row[at] ?? '');
  };
  const found = header.flatMap((name): Field[] => {
    if (leftOut.includes(name)) return [];
    const kind = guessKind(name, valuesOf(name));
    return kind ? [{ name, kind }] : [];
  });
  const fields = splitWhole(
    dropRepeated(found, ({ name }) => valuesOf(name)),
    valuesOf,
  );
  const given = fields.find(({ name, kind }) => kind === 'latin-name' && givenName.test(name));
  const family = fields.find((field) => field.kind === 'latin-name' && field !== given && surname.test(field.name));
  if (!given || !family) return fields;
  return fields.map((field) =>
    field === given ? { ...field, swappedWith: family.name } : field === family ? { ...field, swappedWith: given.name } : field,
  );
}

/** A column of whole names is two fields, its first word and its last: either may be wrong, or stand where the other should. */
function splitWhole(fields: readonly Field[], valuesOf: (name: string) => readonly string[]): Field[] {
  if (fields.filter(({ kind }) => kind === 'latin-name').length > 1 && fields.some(({ name }) => surname.test(name)))
    return [...fields];
  return fields.flatMap((field): Field[] => {
    if (field.kind !== 'latin-name' || !/name|姓名/i.test(field.name)) return [field];
    const known = valuesOf(field.name).filter((value) => value.trim() !== '');
    const several = known.filter((value) => normalise('latin-name', value).includes(' ')).length;
    if (several < known.length * 0.6) return [field];
    return [
      { ...field, name: `${field.name}: first`, column: field.name, part: 'first' },
      { ...field, name: `${field.name}: last`, column: field.name, part: 'last' },
    ];
  });
}
