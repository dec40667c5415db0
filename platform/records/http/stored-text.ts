/** Type and id at the head of a stored text: the store writes them first, in this order. */
export function headOf(text: string): { readonly type: string; readonly id: string } {
  const match = /^\{"resourceType":"(\w+)","id":"([^"]+)"/.exec(text);
  if (!match) throw new Error(`a stored text begins with ${text.slice(0, 60)}`);
  const [, type = '', id = ''] = match;
  return { type, id };
}
