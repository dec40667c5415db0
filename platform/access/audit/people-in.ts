/** People whom a stored resource is about. */
export interface PeopleIn {
  /** The person whose own resource it is, and whom it names first; a few, whatever else was written into it. */
  readonly first: readonly string[];
  /** Everybody else to whom it refers. */
  readonly others: readonly string[];
}

/** A resource that refers to more people is asked whom it says it is about. */
const few = 4;

const nobody: PeopleIn = { first: [], others: [] };
const opening = /^\{\s*"resourceType"\s*:\s*"(\w+)"\s*,\s*"id"\s*:\s*"([A-Za-z0-9.-]{1,64})"/;
/** What stands before the value of a reference; a quote within a text is escaped, so that no text can look like it. */
const referring = /"reference"\s*:\s*"[^"\\]*$/;
const target = /(?:^|\/)Patient\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/;
/** Longest address before `Patient/` that is looked at. */
const longestBase = 300;

/** Type and id at the head of a stored text, where the store writes them. */
export function headIn(text: string): { readonly type: string; readonly id: string } | null {
  const [, type, id] = opening.exec(text) ?? [];
  return type !== undefined && id !== undefined ? { type, id } : null;
}

const idOf = (reference: unknown): string | undefined =>
  typeof reference === 'string' ? target.exec(reference)?.[1] : undefined;

/** By the text alone: every `"reference":"…Patient/id"`. */
function scanReferences(text: string, found: Set<string>): void {
  for (let at = text.indexOf('Patient/'); at >= 0; at = text.indexOf('Patient/', at + 8)) {
    const before = text.slice(Math.max(0, at - longestBase), at);
    if (!referring.test(before)) continue;
    const open = before.lastIndexOf('"') + 1;
    const id = idOf(text.slice(at - before.length + open, text.indexOf('"', at)));
    if (id !== undefined) found.add(id);
  }
}

/** By what the text means, where it writes characters as escapes. */
function walkReferences(value: unknown, found: Set<string>): void {
  const waiting: unknown[] = [value];
  for (let one = waiting.pop(); waiting.length > 0 || one !== undefined; one = waiting.pop()) {
    if (typeof one !== 'object' || one === null) continue;
    const id = idOf((one as { reference?: unknown }).reference);
    if (id !== undefined) found.add(id);
    for (const inner of Object.values(one)) if (typeof inner === 'object' && inner !== null) waiting.push(inner);
  }
}

/** Fields in which a client may write what it likes beside what the resource is about. */
const aside = new Set(['contained', 'extension', 'modifierExtension', 'text']);

/** Whom a resource says it is about in fields of its own: `subject` and `patient` before any other. */
function ofOwnFields(resource: Readonly<Record<string, unknown>>): string[] {
  const fields = Object.keys(resource).filter((name) => !aside.has(name));
  const main = fields.filter((name) => name === 'subject' || name === 'patient');
  const found = new Set<string>();
  for (const name of [...main, ...fields])
    for (const one of [resource[name]].flat()) {
      const id = idOf((one as { reference?: unknown } | null | undefined)?.reference);
      if (id !== undefined) found.add(id);
    }
  return [...found];
}

/**
 * People whom a stored resource is about: by its references, never by a narrative. A Bundle that was stored says nothing: what stands in it,
 * whoever stored it made up.
 */
export function peopleIn(text: string): PeopleIn {
  const head = headIn(text);
  if (head?.type === 'Bundle') return nobody;
  const own = head?.type === 'Patient' ? [head.id] : [];
  const found = new Set<string>();
  if (/\\[u/]/.test(text)) walkReferences(JSON.parse(text), found);
  else scanReferences(text, found);
  if (own.length === 0 && found.size <= few) return { first: [...found], others: [] };
  if (own.length > 0) return { first: own, others: [...found] };
  const about = ofOwnFields(JSON.parse(text) as Record<string, unknown>);
  const first = [...new Set([...about, ...found])].slice(0, few);
  return { first, others: [...found] };
}
