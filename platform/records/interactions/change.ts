import { checkPreconditions } from '@songhua/engine-fhir/http/check-preconditions.ts';
import type { Conditions } from '@songhua/engine-fhir/http/conditions.ts';
import {
  decideConditionalCreate,
  decideConditionalDelete,
  decideConditionalUpdate,
  decideExactlyOne,
} from '@songhua/engine-fhir/http/decide-conditional.ts';
import { losslessValue } from '@songhua/engine-fhir/json/lossless.ts';
import { type JsonObject, type Scan, scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { applyPatch, type PatchBody } from '@songhua/engine-fhir/patch/apply-patch.ts';
import { ok, type Result, refuse } from '@songhua/kernel';
import { deepest } from '../domain/check-resource.ts';
import { checkScope } from '../http/scopes.ts';
import type { Version } from '../store/read.ts';
import type { Write, Written } from '../write/types.ts';
import { checkContent } from './check-content.ts';
import { findMatches } from './find-matches.ts';
import type { Outcome, Work } from './types.ts';

/** A change that is decided but not yet written, or an answer that needs no writing. */
export type Decision = { readonly write: Write } | { readonly answer: Outcome };

export const outcomeOf = ({ type, id, version, updatedAt, created, deleted, text }: Written): Outcome => ({
  status: deleted ? 204 : created ? 201 : 200,
  type,
  id,
  version,
  updatedAt,
  ...(!deleted && { text }),
});

export const versionOutcome = ({ type, version, updatedAt, body }: Version, id: string): Outcome => ({
  status: 200,
  type,
  id,
  version,
  updatedAt,
  text: body,
});

const currentOf = (found: Version | null) =>
  found && !found.deleted ? { version: String(found.version), lastUpdated: found.updatedAt.getTime() } : null;

/** POST, with or without If-None-Exist. */
export async function decideCreate(
  work: Work,
  { type, scan, conditions, at, id }: { type: string; scan: Scan; conditions: Conditions; at?: string; id?: string },
): Promise<Result<Decision>> {
  const scope = checkScope(work.actor, type, 'c');
  if (!scope.ok) return scope;
  const checked = checkContent(work.store, scan, { type, ...(at && { at: `${at}.resource` }) });
  if (!checked.ok) return checked;
  const fresh = { write: { type, id: id ?? work.newId(), method: 'POST', fresh: true, scan, ...(at && { at }) } } as const;
  if (conditions.ifNoneExist === undefined) return ok(fresh);
  const matches = await findMatches(work, type, conditions.ifNoneExist);
  if (!matches.ok) return matches;
  const decision = decideConditionalCreate(matches.value);
  if (!decision.ok) return decision;
  if (decision.value.act === 'create') return ok(fresh);
  const found = await work.store.readCurrent(work.tx, type, decision.value.id);
  return found ? ok({ answer: versionOutcome(found, decision.value.id) }) : ok(fresh);
}

type Aim = { readonly id: string } | { readonly criteria: string };

/** PUT to an id, or to whatever the condition finds. */
export async function decideUpdate(
  work: Work,
  {
    type,
    aim,
    scan,
    conditions,
    at,
    id: drawn,
  }: { type: string; aim: Aim; scan: Scan; conditions: Conditions; at?: string; id?: string },
): Promise<Result<Decision>> {
  const scope = checkScope(work.actor, type, 'u');
  if (!scope.ok) return scope;
  const place = at ? { at: `${at}.resource` } : {};
  const checked = checkContent(work.store, scan, { type, ...('id' in aim && { id: aim.id }), ...place });
  if (!checked.ok) return checked;
  const target = await locateUpdate(work, type, aim, scan.value, { drawn });
  if (!target.ok) return target;
  const { id, fresh } = target.value;
  return ok({ write: { type, id, method: 'PUT', scan, conditions, ...(fresh && { fresh }), ...(at && { at }) } });
}

/** The id that an update means; a new one when its condition finds nothing and the content names none. */
export async function locateUpdate(
  work: Work,
  type: string,
  aim: Aim,
  value: JsonObject,
  { drawn, without }: { readonly drawn?: string | undefined; readonly without?: ReadonlySet<string> } = {},
): Promise<Result<{ readonly id: string; readonly fresh: boolean }>> {
  if ('id' in aim) return ok({ id: aim.id, fresh: false });
  const matches = await findMatches(work, type, aim.criteria, without && { without });
  if (!matches.ok) return matches;
  const sent = typeof value['id'] === 'string' ? value['id'] : undefined;
  const taken = sent !== undefined && currentOf(await work.store.readCurrent(work.tx, type, sent)) !== null;
  const decision = decideConditionalUpdate(matches.value, sent, taken);
  if (!decision.ok) return decision;
  if (decision.value.id !== undefined) return ok({ id: decision.value.id, fresh: false });
  return ok({ id: drawn ?? work.newId(), fresh: true });
}

/** PATCH of an id, or of the one that the condition finds. */
export async function decidePatch(
  work: Work,
  { type, aim, patch, conditions, at }: { type: string; aim: Aim; patch: PatchBody; conditions: Conditions; at?: string },
): Promise<Result<Decision>> {
  const scope = checkScope(work.actor, type, 'u');
  if (!scope.ok) return scope;
  const target = 'id' in aim ? ok(aim.id) : await only(work, type, aim.criteria);
  if (!target.ok) return target;
  const id = target.value;
  await work.store.hold(work.tx, type, id);
  const found = await work.store.readCurrent(work.tx, type, id);
  const allowed = checkPreconditions(conditions, currentOf(found), `${type}/${id}`);
  if (!allowed.ok) return allowed;
  if (!found || found.deleted) return missing(found, type, id);
  const stored = scanJson(found.body, { deepest });
  if (!stored.ok) throw new Error(`the stored text of ${type}/${id} cannot be read`);
  const patched = applyPatch(losslessValue(stored.value) as JsonObject, patch, work.store.definitions);
  if (!patched.ok) return patched;
  const scan = scanJson(JSON.stringify(patched.value), { deepest });
  if (!scan.ok)
    return refuse(
      'records.invalid-resource',
      {},
      scan.errors.map(({ field, rule, text }) => ({ field, rule, message: text })),
    );
  const checked = checkContent(work.store, scan.value, { type, id, ...(at && { at: `${at}.resource` }) });
  if (!checked.ok) return checked;
  return ok({ write: { type, id, method: 'PATCH', scan: scan.value, ...(at && { at }) } });
}

async function only(work: Work, type: string, criteria: string): Promise<Result<string>> {
  const matches = await findMatches(work, type, criteria);
  return matches.ok ? decideExactlyOne(matches.value) : matches;
}

/** The refusal for what is not there: gone when it was, unknown when it never was. */
export const missing = (found: Version | null, type: string, id: string): Result<never> =>
  refuse(found ? 'records.deleted' : 'records.unknown-resource', { resource: `${type}/${id}` });

/** DELETE of an id, or of everything that the condition finds. Deleting what is not there is done already. */
export async function locateDelete(
  work: Work,
  { type, aim, conditions, at }: { type: string; aim: Aim; conditions: Conditions; at?: string },
): Promise<Result<readonly Write[]>> {
  const scope = checkScope(work.actor, type, 'd');
  if (!scope.ok) return scope;
  const ids = 'id' in aim ? ok([aim.id]) : await all(work, type, aim.criteria);
  if (!ids.ok) return ids;
  return ok(ids.value.map((id) => ({ type, id, method: 'DELETE' as const, conditions, ...(at && { at }) })));
}

async function all(work: Work, type: string, criteria: string): Promise<Result<readonly string[]>> {
  const matches = await findMatches(work, type, criteria, { all: true });
  return matches.ok ? decideConditionalDelete(matches.value, true) : matches;
}

/** Carries out a deletion. Version and time are those of the one resource deleted, where it is one. */
export async function carryOutDelete({ store, tx, now }: Work, type: string, writes: readonly Write[]): Promise<Result<Outcome>> {
  const done = await store.write(tx, writes, now);
  if (!done.ok) return done;
  const [only, ...more] = done.value;
  return ok(only && more.length === 0 ? outcomeOf(only) : { status: 204, type, id: '' });
}

/** Writes one decision, if it needs writing. */
export async function carryOut({ store, tx, now }: Work, decision: Decision): Promise<Result<Outcome>> {
  if ('answer' in decision) return ok(decision.answer);
  const done = await store.write(tx, [decision.write], now);
  if (!done.ok) return done;
  const [written] = done.value;
  const { type, id } = decision.write;
  return ok(written ? outcomeOf(written) : { status: 204, type, id });
}
