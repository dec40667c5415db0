import { ok, type Result, refuse } from '@songhua/kernel';
import { missing, versionOutcome } from '../interactions/change.ts';
import type { Outcome } from '../interactions/types.ts';
import { readAs } from '../interactions/write-as.ts';
import { mayAsk } from '../reach/ways.ts';
import type { Version } from '../store/read.ts';
import { type Ask, checkNames, type Unasked } from './ask.ts';
import { shower } from './run-search.ts';

/** A read takes no search parameters: whoever sends one expected a search. */
export const knownOfRead = new Set(['_format', '_pretty', '_summary', '_elements']);

function shown(ask: Unasked, type: string, outcome: Outcome): Result<Outcome> {
  const show = shower(ask, [type], ask.query);
  return show.ok ? ok({ ...outcome, text: show.value.show(outcome.text ?? '') }) : show;
}

/** Whether such a read may be asked at all. */
export function checkRead(ask: Unasked, type: string): Result<null> {
  const scope = mayAsk(ask.reader, type, 'r');
  return scope.ok ? checkNames(ask, knownOfRead) : scope;
}

/** What was found for a read, as it is to be shown. */
export const foundOutcome = (ask: Unasked, type: string, id: string, found: Version | null): Result<Outcome> =>
  found && !found.deleted ? shown(ask, type, versionOutcome(found, id)) : missing(found, type, id);

/** The current version of a resource. */
export async function readResource(ask: Ask, type: string, id: string): Promise<Result<Outcome>> {
  const may = checkRead(ask, type);
  return may.ok ? foundOutcome(ask, type, id, await readAs(ask, type, id, 'r')) : may;
}

/** One version of a resource. */
export async function readVersion(ask: Ask, type: string, id: string, version: string): Promise<Result<Outcome>> {
  const may = checkRead(ask, type);
  if (!may.ok) return may;
  const unknown = refuse('records.unknown-version', { resource: `${type}/${id}`, version });
  if (!/^\d{1,9}$/.test(version)) return unknown;
  const stored = await ask.store.readVersion(ask.tx, type, id, Number(version));
  const [found = null] = stored ? await ask.store.onlySeen(ask.tx, ask.reader, 'r', [stored]) : [];
  if (found && !found.deleted) return shown(ask, type, versionOutcome(found, id));
  return found ? missing(found, type, id) : unknown;
}
