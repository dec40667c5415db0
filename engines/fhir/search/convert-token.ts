import type { Code, TokenEntry } from './entries.ts';

type Json = Readonly<Record<string, unknown>>;
type Emit = (entry: TokenEntry) => void;

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Every key is there or not, so that what is absent is absent. */
function tokenOf(param: string, system: unknown, code: unknown, text: unknown): TokenEntry {
  const known = textIn(system);
  const value = textIn(code);
  const display = textIn(text);
  if (known !== undefined && value !== undefined) {
    return display === undefined
      ? { kind: 'token', param, system: known, code: value }
      : { kind: 'token', param, system: known, code: value, text: display };
  }
  return {
    kind: 'token',
    param,
    ...(known !== undefined && { system: known }),
    ...(value !== undefined && { code: value }),
    ...(display !== undefined && { text: display }),
  };
}

export function codingToken(param: string, coding: unknown, emit: Emit): void {
  const { system, code, display } = coding as Json;
  if (code !== undefined || display !== undefined || system !== undefined) emit(tokenOf(param, system, code, display));
}

/** One entry per coding; the concept's own text is one more, without code, unless a coding displays it. */
export function conceptToken(param: string, concept: unknown, emit: Emit): void {
  const { coding, text } = concept as Json;
  let shown = false;
  if (Array.isArray(coding)) {
    for (const one of coding as unknown[]) {
      if (typeof one !== 'object' || one === null) continue;
      shown ||= (one as Json).display === text;
      codingToken(param, one, emit);
    }
  }
  const own = textIn(text);
  if (own !== undefined && !shown) emit({ kind: 'token', param, text: own });
}

export function identifierToken(param: string, identifier: unknown, emit: Emit): void {
  const { system, value, type } = identifier as Json;
  const { text, coding } = typeof type === 'object' && type !== null ? (type as Json) : ({} as Json);
  const codings = Array.isArray(coding) ? (coding as Json[]) : [];
  const shown = textIn(text) ?? codings.map(({ display }) => textIn(display)).find((display) => display !== undefined);
  const entry = tokenOf(param, system, value, shown);
  if (entry.system === undefined && entry.code === undefined && entry.text === undefined) return;
  const of = codings.flatMap(({ system: from, code }): Code[] => {
    const known = textIn(code);
    const home = textIn(from);
    return known === undefined ? [] : [home === undefined ? { code: known } : { system: home, code: known }];
  });
  emit(of.length > 0 ? { ...entry, of } : entry);
}

export function contactToken(param: string, contact: unknown, emit: Emit): void {
  const { system, value } = contact as Json;
  if (value !== undefined) emit(tokenOf(param, system, value, undefined));
}

/** code, boolean, string, id, uri and their kin: the value alone. */
export function plainToken(param: string, value: unknown, emit: Emit): void {
  if (typeof value === 'string' ? value !== '' : typeof value === 'boolean' || typeof value === 'number') {
    emit({ kind: 'token', param, code: String(value) });
  }
}
