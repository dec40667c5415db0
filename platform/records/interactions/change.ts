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
import { mayAsk, readsWhatItChanges } from '../reach/ways.ts';
import type { Version } from '../store/read.ts';
import type { Write } from '../write/types.ts';
import { checkContent } from './check-content.ts';
import { findMatches } from './find-matches.ts';
import type { Outcome, Work } from './types.ts';
import { readAs, type WrittenAs, writeAs } from './write-as.ts';

/** A change that is decided but not yet written, or an answer that needs no writing. */
export type Decision = { readonly write: Write } | { readonly answer: Outcome };

export const outcomeOf = ({ type, id, version, updatedAt, created, deleted, text, unread }: WrittenAs): Outcome => ({
  status: deleted ? 204 : created ? 201 : 200,
  type,
  id,
  version,
  updatedAt,
  ...(!deleted && !unread && { text }),
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

/** What can be decided without asking the database. */
export type Judging = Pick<Work, 'store' | 'reader' | 'newId'>;

interface Creation {
  readonly type: string;
  readonly scan: Scan;
  readonly at?: string;
  readonly id?: string;
}

/** POST without a condition. */
export function decideFresh(work: Judging, { type, scan, at, id }: Creation): Result<{ readonly write: Write }> {
  const scope = mayAsk(work.reader, type, 'c');
  if (!scope.ok) return scope;
  const checked = checkContent(work.store, scan, { type, ...(at && { at: `${at}.resource` }) });
  if (!checked.ok) return checked;
  return ok({ write: { type, id: id ?? work.newId(), method: 'POST', fresh: true, scan, ...(at && { at }) } });
}

/** POST, with or without If-None-Exist. */
export async function decideCreate(
  work: Work,
  { conditions, ...creation }: Creation & { readonly conditions: Conditions },
): Promise<Result<Decision>> {
  const fresh = decideFresh(work, creation);
  if (!fresh.ok || conditions.ifNoneExist === undefined) return fresh;
  const { type } = creation;
  const matches = await findMatches(work, type, conditions.ifNoneExist);
  if (!matches.ok) return matches;
  const decision = decideConditionalCreate(matches.value);
  if (!decision.ok) return decision;
  if (decision.value.act === 'create') return fresh;
  const scope = mayAsk(work.reader, type, 'r');
  if (!scope.ok) return scope;
  const found = await readAs(work, type, decision.value.id, 'r');
  return found ? ok({ answer: versionOutcome(found, decision.value.id) }) : refuse('records.out-of-reach', { type });
}

type Aim = { readonly id: string } | { readonly criteria: string };

interface Update {
  readonly type: string;
  readonly scan: Scan;
  readonly conditions: Conditions;
  readonly at?: string;
}

/** Whether such content may be put there; `id` is the one that the address says. */
function checkUpdate(work: Judging, { type, scan, at }: Update, id: string | undefined): Result<unknown> {
  const scope = mayAsk(work.reader, type, 'u');
  if (!scope.ok) return scope;
  return checkContent(work.store, scan, { type, ...(id !== undefined && { id }), ...(at && { at: `${at}.resource` }) });
}

const put = ({ type, scan, conditions, at }: Update, id: string, fresh = false): { readonly write: Write } => ({
  write: { type, id, method: 'PUT', scan, conditions, ...(fresh && { fresh }), ...(at && { at }) },
});

/** PUT to an id. */
export function decidePut(work: Judging, update: Update & { readonly id: string }): Result<{ readonly write: Write }> {
  const checked = checkUpdate(work, update, update.id);
  return checked.ok ? ok(put(update, update.id)) : checked;
}

/** PUT to an id, or to whatever the condition finds. */
export async function decideUpdate(
  work: Work,
  { aim, id: drawn, ...update }: Update & { readonly aim: Aim; readonly id?: string },
): Promise<Result<Decision>> {
  if ('id' in aim) return decidePut(work, { ...update, id: aim.id });
  const checked = checkUpdate(work, update, undefined);
  if (!checked.ok) return checked;
  const target = await locateUpdate(work, update.type, aim, update.scan.value, { drawn });
  return target.ok ? ok(put(update, target.value.id, target.value.fresh)) : target;
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
  const taken = sent !== undefined && currentOf(await readAs(work, type, sent, 'u')) !== null;
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
  const scope = mayAsk(work.reader, type, 'u');
  if (!scope.ok) return scope;
  const target = 'id' in aim ? ok(aim.id) : await only(work, type, aim.criteria);
  if (!target.ok) return target;
  const id = target.value;
  await work.store.hold(work.tx, type, id);
  const found = await readToChange(work, type, id);
  if (found === 'unchangeable') return refuse('records.out-of-reach', { type });
  const allowed = checkPreconditions(conditions, currentOf(found), `${type}/${id}`);
  if (!allowed.ok) return allowed;
  if (!found || found.deleted) return missing(found, type, id);
  if (!(await mayPatch(work, type, id))) return refuse('records.patch-unread', { type });
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

/** What is to be patched: what the actor may change, or null as for what never was; what it may only read is told apart. */
async function readToChange(work: Work, type: string, id: string): Promise<Version | null | 'unchangeable'> {
  const mine = await readAs(work, type, id, 'u');
  const read = mine ?? (await readAs(work, type, id, 'r'));
  return mine ?? (read && !read.deleted ? 'unchangeable' : null);
}

/** A patch asks what stands there, by its tests and by whether its paths lead anywhere: so it takes somebody who may read that. */
async function mayPatch(work: Work, type: string, id: string): Promise<boolean> {
  if (!work.reader || readsWhatItChanges(work.reader.reach, type, 'u')) return true;
  return (await readAs(work, type, id, 'r')) !== null;
}

async function only(work: Work, type: string, criteria: string): Promise<Result<string>> {
  const matches = await findMatches(work, type, criteria);
  return matches.ok ? decideExactlyOne(matches.value) : matches;
}

/** The refusal for what is not there: gone when it was, unknown when it never was. */
export const missing = (found: Version | null, type: string, id: string): Result<never> =>
  refuse(found ? 'records.deleted' : 'records.unknown-resource', { resource: `${type}/${id}` });

interface Deletion {
  readonly type: string;
  readonly conditions: Conditions;
  readonly at?: string;
}

const deletion = ({ type, conditions, at }: Deletion, id: string): Write => ({
  type,
  id,
  method: 'DELETE',
  conditions,
  ...(at && { at }),
});

/** DELETE of an id. */
export function decideDelete(
  { reader }: Judging,
  { id, ...asked }: Deletion & { readonly id: string },
): Result<{ readonly write: Write }> {
  const scope = mayAsk(reader, asked.type, 'd');
  return scope.ok ? ok({ write: deletion(asked, id) }) : scope;
}

/** DELETE of an id, or of everything that the condition finds. Deleting what is not there is done already. */
export async function locateDelete(
  work: Work,
  { aim, ...asked }: Deletion & { readonly aim: Aim },
): Promise<Result<readonly Write[]>> {
  const scope = mayAsk(work.reader, asked.type, 'd');
  if (!scope.ok) return scope;
  const ids = 'id' in aim ? ok([aim.id]) : await all(work, asked.type, aim.criteria);
  return ids.ok ? ok(ids.value.map((id) => deletion(asked, id))) : ids;
}

async function all(work: Work, type: string, criteria: string): Promise<Result<readonly string[]>> {
  const matches = await findMatches(work, type, criteria, { all: true });
  return matches.ok ? decideConditionalDelete(matches.value, true) : matches;
}

/** Carries out a deletion. Version and time are those of the one resource deleted, where it is one. */
export async function carryOutDelete(work: Work, type: string, writes: readonly Write[]): Promise<Result<Outcome>> {
  const done = await writeAs(work, writes);
  if (!done.ok) return done;
  const [only, ...more] = done.value;
  return ok(only && more.length === 0 ? outcomeOf(only) : { status: 204, type, id: '' });
}

/** Writes one decision, if it needs writing. */
export async function carryOut(work: Work, decision: Decision): Promise<Result<Outcome>> {
  if ('answer' in decision) return ok(decision.answer);
  const done = await writeAs(work, [decision.write]);
  if (!done.ok) return done;
  const [written] = done.value;
  const { type, id } = decision.write;
  return ok(written ? outcomeOf(written) : { status: 204, type, id });
}
