/** What of a program can be changed. */
export const clientFields = ['name', 'contacts', 'redirectUris', 'launchUri', 'scopes', 'jwks', 'jwksUri'] as const;
export type ClientField = (typeof clientFields)[number];
type Fields = Readonly<Record<ClientField, unknown>>;

export interface ClientEditDecided {
  /** Each field that becomes another, as it was and as it will be. */
  readonly before: Readonly<Partial<Fields>>;
  readonly after: Readonly<Partial<Fields>>;
  readonly changed: readonly ClientField[];
  /** Whether what the program holds must end: it may say more than the program may have now, or have been given to another. */
  readonly endsTokens: boolean;
}

const pick = (fields: Fields, names: readonly ClientField[]): Partial<Fields> =>
  Object.fromEntries(names.map((name) => [name, fields[name]]));

const bearing: readonly ClientField[] = ['scopes', 'jwks', 'jwksUri', 'redirectUris'];

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);

/**
 * What an edit comes to. Another name, contact or launch address leaves the program's tokens alone. In which order an object's members stand
 * says nothing: the database keeps them in its own.
 */
export function decideClientEdit(now: Fields, wanted: Fields): ClientEditDecided {
  const changed = clientFields.filter((name) => !isSame(now[name], wanted[name]));
  return {
    before: pick(now, changed),
    after: pick(wanted, changed),
    changed,
    endsTokens: changed.some((name) => bearing.includes(name)),
  };
}
