type Json = Readonly<Record<string, unknown>>;
type Emit = (value: string) => void;

const chinese = /\p{Script=Han}/u;
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter(isText) : isText(value) ? [value] : []);

/**
 * Text, each part, and the name as a whole: family and given without space in Chinese (张伟), given before family elsewhere. Nothing
 * twice.
 */
export function nameStrings(name: unknown, emit: Emit): void {
  const { text, family, given, prefix, suffix } = name as Json;
  const names = texts(given);
  const values = new Set([...texts(text), ...texts(family), ...names, ...texts(prefix), ...texts(suffix)]);
  const whole = wholeName(family, names);
  if (whole !== undefined) values.add(whole);
  for (const value of values) emit(value);
}

function wholeName(family: unknown, given: readonly string[]): string | undefined {
  if (!isText(family) || given.length === 0) return undefined;
  return chinese.test(family) ? family + given.join('') : `${given.join(' ')} ${family}`;
}

/** The name as it is called, for what sounds like it: the text, else the whole made of family and given, else the one there is. */
export function spokenName(name: unknown): string | undefined {
  if (typeof name === 'string') return name;
  const { text, family, given } = name as Json;
  const names = texts(given);
  return isText(text)
    ? text
    : (wholeName(family, names) ?? (isText(family) ? family : names.length > 0 ? names.join(' ') : undefined));
}

/** Text and each part; in Chinese also province, city, district and lines written on, when there is no text. */
export function addressStrings(address: unknown, emit: Emit): void {
  const { text, line, city, district, state, country, postalCode } = address as Json;
  const values = new Set([text, line, city, district, state, country, postalCode].flatMap(texts));
  const whole = [state, city, district, line].flatMap(texts).join('');
  if (!isText(text) && chinese.test(whole)) values.add(whole);
  for (const value of values) emit(value);
}
