/** Marks that stand on letters: accents, but not the marks that make one kana of another (が is not か). */
const marks = /(?![\u3099\u309a])\p{M}/gu;
const ascii = /^[\x20-\x7e]*$/;

/** Letters that no decomposition takes apart, as they are written where the letter is not at hand. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'ss',
  ø: 'o',
  Ø: 'o',
  æ: 'ae',
  Æ: 'ae',
  œ: 'oe',
  Œ: 'oe',
  ł: 'l',
  Ł: 'l',
  đ: 'd',
  Đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const special = /[ßẞøØæÆœŒłŁđĐðþı]/g;

/**
 * The form strings are compared in: full and half width alike, upper and lower case alike, without accents, runs of white space as
 * one space, none at the ends. Traditional and simplified characters stay different. `fold(fold(x)) === fold(x)`.
 */
export function fold(value: string): string {
  if (ascii.test(value)) {
    const lower = value.toLowerCase().trim();
    return lower.includes('  ') ? lower.replace(/ +/g, ' ') : lower;
  }
  const folded = value
    .normalize('NFKD')
    .toLowerCase()
    .replace(special, (letter) => letters[letter] ?? letter)
    .normalize('NFKD')
    .replace(marks, '')
    .normalize('NFC');
  return folded.replace(/\s+/gu, ' ').trim();
}
