/** Things one after another, as Chinese says them. */
export const listZh = (items: readonly string[]): string => items.join('、');

/** Things one after another, as English says them. */
export const listEn = (items: readonly string[], word = 'and'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
