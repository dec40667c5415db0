import { hashText } from '../columns/text-store.ts';
import { foldName, surnameLength } from '../zh/fold-name.ts';
import { lookAlike } from '../zh/look-alikes.ts';
import { nearly, readAloud, withoutTone } from '../zh/read-aloud.ts';

/** What of a name is compared. Hashes are 32 bits, 0 where there is nothing of the kind. */
export interface NameForm {
  readonly folded: string;
  /** How many characters of it are the surname. */
  readonly surname: number;
  readonly fold: number;
  /** Of its sound with tones, without, and with near sounds folded. */
  readonly toned: number;
  readonly toneless: number;
  /** Given name before surname: as Latin names are often written. */
  readonly turned: number;
  readonly near: number;
  /** How it sounds in letters, without tones; '' where that is not known. */
  readonly sound: string;
  /** The same of its surname; of a name in Latin letters its first word. */
  readonly surnameSound: string;
}

const latin = /^[a-zü]+$/;

/** A name as it was typed, made ready to be compared. */
export function nameForm(name: string): NameForm {
  const folded = foldName(name);
  const form = {
    folded,
    surname: surnameLength(folded),
    fold: hashText(folded),
    ...{ toned: 0, toneless: 0, turned: 0, near: 0, sound: '', surnameSound: '' },
  };
  const sound = readAloud(folded);
  if (!sound) {
    if (!latin.test(folded)) return form;
    const letters = folded.replaceAll('ü', 'v');
    const first = foldName(name.trim().split(/[\s,·]+/)[0] ?? '');
    return { ...form, toneless: hashText(letters), sound: letters, surnameSound: first.replaceAll('ü', 'v') };
  }
  const plain = sound.toned.map(withoutTone);
  return {
    ...form,
    toned: hashText(sound.toned.join(' ')),
    toneless: hashText(plain.join('')),
    turned: hashText([...plain.slice(sound.surname), ...plain.slice(0, sound.surname)].join('')),
    near: hashText(sound.toned.map(nearly).join(' ')),
    sound: plain.join(''),
    surnameSound: plain.slice(0, sound.surname).join(''),
  };
}

/** Places of the levels of names, from the same characters to nothing in common. */
export const nameLevel = {
  same: 0,
  variant: 1,
  sameSound: 2,
  sameSyllables: 3,
  nearSound: 4,
  lookAlike: 5,
  oneApart: 6,
  surname: 7,
  differs: 8,
} as const;

/** A folded name where it lies: units from one place to another, the first so many of them the surname. */
export interface Letters {
  readonly units: Uint16Array;
  readonly from: number;
  readonly to: number;
  readonly surname: number;
}

/** How two folded names of different sound compare by their characters. */
export function byCharacters(one: Letters, other: Letters): number {
  const [a, b] = one.to - one.from <= other.to - other.from ? [one, other] : [other, one];
  const length = a.to - a.from;
  const more = b.to - b.from - length;
  const rest = sameSurname(a, b) ? nameLevel.surname : nameLevel.differs;
  if (more === 0) {
    let [differing, first, last] = [0, 0, 0];
    for (let at = 0; at < length; at += 1) {
      if (a.units[a.from + at] === b.units[b.from + at]) continue;
      if (differing === 0) first = at;
      differing += 1;
      last = at;
    }
    const unit = ({ units, from }: Letters, at: number): number => units[from + at] ?? 0;
    if (differing === 1) {
      if (lookAlike(unit(a, last), unit(b, last))) return nameLevel.lookAlike;
      // Of two characters one is little: the surname alone, or the given name alone.
      return length > 2 ? nameLevel.oneApart : rest;
    }
    const crossed = differing === 2 && unit(a, first) === unit(b, last) && unit(a, last) === unit(b, first);
    return crossed && length > 2 ? nameLevel.oneApart : rest;
  }
  if (more === 1 && length > 1) {
    let at = 0;
    for (let place = b.from; place < b.to; place += 1) if (at < length && b.units[place] === a.units[a.from + at]) at += 1;
    if (at === length) return nameLevel.oneApart;
  }
  return rest;
}

function sameSurname(a: Letters, b: Letters): boolean {
  if (a.surname !== b.surname) return false;
  for (let at = 0; at < a.surname; at += 1) if (a.units[a.from + at] !== b.units[b.from + at]) return false;
  return true;
}
