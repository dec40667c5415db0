/** A note of a change as the access log keeps it. */
interface Note {
  readonly at: string;
  readonly path: string;
}

/** An address that names one resource: `/fhir/R4/Organization/x`, whatever follows. */
const named = /\/fhir\/R4\/([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:[/?]|$)/;

/**
 * Whose notes speak of a version: those of its very moment that name the resource; else those of that moment that name no other one (a
 * transaction, an import, a route of a module). Empty: nobody's; more than one: they wrote at the same moment, and nothing tells them apart.
 */
export function notesOf<T extends Note>(
  notes: readonly T[],
  version: { readonly at: string; readonly type: string; readonly id: string },
): readonly T[] {
  const then = notes.filter(({ at }) => at === version.at);
  const speakOf = ({ path }: Note): 'it' | 'another' | 'many' => {
    const [, type, id] = named.exec(path) ?? [];
    if (type === undefined) return 'many';
    return type === version.type && id === version.id ? 'it' : 'another';
  };
  const itself = then.filter((note) => speakOf(note) === 'it');
  return itself.length > 0 ? itself : then.filter((note) => speakOf(note) === 'many');
}
