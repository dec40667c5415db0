/** A media type or range with its parameters; names in lower case. */
export interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads `application/fhir+json; charset=utf-8`; undefined when it is none. */
export function readMediaType(text: string): MediaType | undefined {
  const [head = '', ...rest] = text.match(/(?:[^";]|"(?:[^"\\]|\\.)*")+/g) ?? [];
  const type = head.trim().toLowerCase();
  if (!/^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+$/.test(type)) return undefined;
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const [, name, value = ''] = /^\s*([^\s=]+)\s*=\s*(.*?)\s*$/s.exec(parameter) ?? [];
    if (name !== undefined) parameters.set(name.toLowerCase(), value.replace(/^"(.*)"$/s, '$1'));
  }
  return { type, parameters };
}

/** Why a type that is ours by name still does not fit: the FHIR version or the character set it asks for. */
export function misfit({ parameters }: MediaType): 'fhir-version' | 'charset' | undefined {
  const version = parameters.get('fhirversion');
  if (version !== undefined && !/^4\.0(\.[01])?$/.test(version)) return 'fhir-version';
  const charset = parameters.get('charset');
  return charset !== undefined && !/^utf-?8$/i.test(charset) ? 'charset' : undefined;
}
