/** The same function, with its latest answers kept, at most so many: for what is asked of the same texts again and again. The answers are shared. */
export function remembering<T extends object>(make: (text: string) => T, most: number): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const before = kept.get(text);
    if (before) return before;
    const made = make(text);
    if (kept.size >= most) kept.clear();
    kept.set(text, made);
    return made;
  };
}
