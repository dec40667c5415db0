const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;

/** A valid JSON text without the white space between its tokens; strings and numbers stay as written. */
export function minifyJson(text: string): string {
  let out = '';
  let from = 0;
  const length = text.length;
  for (let i = 0; i < length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 0x22) {
      for (i += 1; text.charCodeAt(i) !== 0x22; i += 1) if (text.charCodeAt(i) === 0x5c) i += 1;
    } else if (c <= 0x20) {
      out += text.slice(from, i);
      for (i += 1; i < length && isSpace(text.charCodeAt(i)); ) i += 1;
      from = i;
      i -= 1;
    }
  }
  return out + text.slice(from);
}
