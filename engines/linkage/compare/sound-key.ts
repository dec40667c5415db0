const classes: Readonly<Record<string, string>> = {
  b: 'p',
  p: 'p',
  f: 'f',
  v: 'f',
  w: 'f',
  d: 't',
  t: 't',
  c: 'k',
  k: 'k',
  q: 'k',
  g: 'k',
  x: 'k',
  j: 'j',
  s: 's',
  z: 's',
  m: 'm',
  n: 'n',
  l: 'l',
  r: 'r',
};

/**
 * The consonants of a name by how they sound, its first letter kept if it is a vowel: a coarse key for names of any language in Latin letters, whose
 * vowels and doublings are what is written in most ways (Mukasa, Mukassa; Okello, Okelo). h and y count as silent; ph is f.
 */
export function soundKey(name: string): string {
  const letters = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ph/g, 'f')
    .replace(/[sc]h/g, 's')
    .replace(/[^a-z]/g, '');
  if (letters === '') return '';
  const first = /[aeiou]/.test(letters[0] ?? '') ? 'a' : '';
  let [key, last] = [first, ''];
  for (const letter of letters) {
    const kind = classes[letter] ?? '';
    if (kind !== '' && kind !== last) key += kind;
    last = kind;
  }
  return key || letters;
}
