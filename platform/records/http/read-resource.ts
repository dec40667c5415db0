import { ok, type Result, refuse } from '@songhua/kernel';
import { missing, versionOutcome } from '../interactions/change.ts';
import type { Outcome } from '../interactions/types.ts';
import { type Ask, checkNames } from './ask.ts';
import { shower } from './run-search.ts';
import { checkScope } from './scopes.ts';

/** A read takes no search parameters: whoever sends one expected a search. */
const known = new Set(['_format', '_pretty', '_summary', '_elements']);

function shown(ask: Ask, type: string, outcome: Outcome): Result<Outcome> {
  const show = shower(ask, [type], ask.query);
  return show.ok ? ok({ ...outcome, text: show.value.show(outcome.text ?? '') }) : show;
}

/** The current version of a resource. */
export async function readResource(ask: Ask, type: string, id: string): Promise<Result<Outcome>> {
  const scope = checkScope(ask.actor, type, 'r');
  if (!scope.ok) return scope;
  const names = checkNames(ask, known);
  if (!names.ok) return names;
  const found = await ask.store.readCurrent(ask.tx, type, id);
  return found && !found.deleted ? shown(ask, type, versionOutcome(found, id)) : missing(found, type, id);
}

/** One version of a resource. */
export async function readVersion(ask: Ask, type: string, id: string, version: string): Promise<Result<Outcome>> {
  const scope = checkScope(ask.actor, type, 'r');
  if (!scope.ok) return scope;
  const names = checkNames(ask, known);
  if (!names.ok) return names;
  const unknown = refuse('records.unknown-version', { resource: `${type}/${id}`, version });
  if (!/^\d{1,9}$/.test(version)) return unknown;
  const found = await ask.store.readVersion(ask.tx, type, id, Number(version));
  if (found && !found.deleted) return shown(ask, type, versionOutcome(found, id));
  return found ? missing(found, type, id) : unknown;
}
