/** Texts in the order in which they came, two bytes a letter: millions of ids without a string for each. */
export interface TextList {
  readonly add: (text: string) => void;
  readonly at: (index: number) => string;
}

export function createTextList(): TextList {
  let units = new Uint16Array(4096);
  let ends = new Uint32Array(1024);
  let [used, size] = [0, 0];
  return {
    add: (text) => {
      if (used + text.length > units.length) {
        const next = new Uint16Array(Math.max(units.length * 2, used + text.length));
        next.set(units);
        units = next;
      }
      if (size === ends.length) {
        const next = new Uint32Array(size * 2);
        next.set(ends);
        ends = next;
      }
      for (let at = 0; at < text.length; at += 1) units[used + at] = text.charCodeAt(at);
      used += text.length;
      ends[size] = used;
      size += 1;
    },
    at: (index) => (index < size ? String.fromCharCode(...units.subarray(ends[index - 1] ?? 0, ends[index])) : ''),
  };
}
