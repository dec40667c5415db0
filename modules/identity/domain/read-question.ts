import { personKeys } from '@songhua/engine-linkage/person/person-keys.ts';
import { normalise } from '@songhua/engine-linkage/tables/normalise.ts';
import { foldName } from '@songhua/engine-linkage/zh/fold-name.ts';

/** What somebody looks for in one box: a whole number, a whole phone number, or the beginning of a name. */
export type Question =
  | { readonly kind: 'number' | 'phone'; readonly value: string; readonly keys: readonly number[] }
  | { readonly kind: 'name'; readonly folded: string };

const nothing = { name: '', sex: null, born: null, number: null, phone: null, address: null } as const;

/** Tells by its shape what was typed: letters and signs of writing make a name; 11 digits and fewer a phone, more a number. */
export function readQuestion(typed: string): Question {
  const bare = typed.normalize('NFKC').replace(/[\s\-—()+]/g, '');
  if (!/^\d{6,}[\dXx]?$/.test(bare)) return { kind: 'name', folded: foldName(typed) };
  const digits = normalise('phone', bare);
  if (digits.length >= 7 && digits.length <= 12)
    return { kind: 'phone', value: digits, keys: personKeys({ ...nothing, phone: digits }) };
  const number = normalise('citizen-number', bare);
  return { kind: 'number', value: number, keys: personKeys({ ...nothing, number }) };
}
