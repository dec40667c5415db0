import { readDate } from '@songhua/engine-fhir/search/dates.ts';
import { type FieldError, ok, type Result, refuse } from '@songhua/kernel';
import { readAs } from '../interactions/write-as.ts';
import { withMasks } from '../mask/mask-stored.ts';
import { leadsToAll, mayAsk } from '../reach/ways.ts';
import type { HistoryAsked, HistoryOf, Version } from '../store/read.ts';
import { type Ask, checkNames } from './ask.ts';
import { address, historyText } from './bundle-text.ts';
import { shower } from './run-search.ts';

const usualCount = 50;
const mostCount = 1_000;
const known = new Set(['_count', '_since', '_at', '_before', '_format', '_pretty', '_summary', '_elements']);

const wrong = (field: string, value: string, zh: string, en: string): FieldError => ({
  field,
  rule: 'history-parameter',
  value: value.slice(0, 200),
  message: { zh, en },
});

type Before = NonNullable<HistoryAsked['before']>;

const printBefore = ({ updatedAt, rid, version }: Before): string =>
  Buffer.from(JSON.stringify([updatedAt.toISOString(), String(rid), version])).toString('base64url');

/** Whether a version can stand there: marks of pages come back from strangers. */
const isPlace = ({ updatedAt, rid, version }: Before): boolean =>
  /^\d{4}-/.test(updatedAt.toISOString()) &&
  BigInt.asIntN(64, rid) === rid &&
  Number.isInteger(version) &&
  (version | 0) === version;

function readBefore(text: string): Before | undefined {
  try {
    const [at, rid, version] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [string, string, number];
    const mark = { updatedAt: new Date(at), rid: BigInt(rid), version };
    return isPlace(mark) ? mark : undefined;
  } catch {
    return undefined;
  }
}

/** What a history's parameters ask, or each that cannot be understood. */
function readAsked({ query, store }: Ask): Result<HistoryAsked & { readonly limit: number }> {
  const errors: FieldError[] = [];
  const last = (name: string): string | undefined => query.findLast(([key]) => key === name)?.[1];
  const time = (name: string): { lo: number; hi: number } | undefined => {
    const text = last(name);
    if (text === undefined) return undefined;
    const span = readDate(text, store.zone);
    if (!span) errors.push(wrong(name, text, '应为日期或时刻', 'must be a date or an instant'));
    return span;
  };
  const since = time('_since');
  const at = time('_at');
  const count = last('_count') ?? String(usualCount);
  if (!/^\d{1,6}$/.test(count)) errors.push(wrong('_count', count, '应为不小于零的整数', 'must be an integer of at least zero'));
  const mark = last('_before');
  const before = mark === undefined ? undefined : readBefore(mark);
  if (mark !== undefined && !before) errors.push(wrong('_before', mark, '翻页标记无效', 'the page mark is not one of ours'));
  if (errors.length > 0) return refuse('records.invalid-search', {}, errors);
  return ok({
    limit: Math.min(Number(count), mostCount),
    ...(since && { since: new Date(since.lo) }),
    ...(at && { at: { from: new Date(at.lo), to: new Date(at.hi - 1) } }),
    ...(before && { before }),
  });
}

/** Versions looked at together. */
const atOnce = 500;

/** What was current within these moments, of versions newest first, if nothing but these had ever been written. */
function currentAt(versions: readonly Version[], from: Date): Version[] {
  const written = new Map(versions.map(({ rid, version, updatedAt }) => [`${rid} ${version}`, updatedAt] as const));
  return versions.filter(({ rid, version, updatedAt }) => {
    const next = written.get(`${rid} ${version + 1}`);
    return updatedAt >= from || next === undefined || next > from;
  });
}

const isBehind = ({ updatedAt, rid, version }: Version, mark: Before): boolean => {
  if (updatedAt.getTime() !== mark.updatedAt.getTime()) return updatedAt < mark.updatedAt;
  return rid === mark.rid ? version < mark.version : rid < mark.rid;
};

/** Versions for a page, and where the looking stopped before there were enough of them. */
interface Seen {
  readonly versions: readonly Version[];
  readonly stopped?: Before | undefined;
}

/** Whether each of the versions must be looked at: not all of these types are reached. Undefined where nothing is kept from the reader. */
const partly = ({ reader, store }: Ask, types: readonly string[]): Ask['reader'] =>
  reader && types.some((type) => !leadsToAll(reader.reach, type, 'r', store.view.people(type))) ? reader : undefined;

/**
 * The next versions that are reached, newest first: of one resource as many as it takes are looked at, of many no more than the store's
 * bound. What superseded a version counts only when it is reached, too, or its moment would be told; so for `at` all up to its end are
 * looked at, and more than the bound are refused.
 */
async function historySeen(ask: Ask, of: HistoryOf, asked: HistoryAsked): Promise<Result<Seen>> {
  const { store, tx } = ask;
  const types = of.types.filter((type) => mayAsk(ask.reader, type, 'r').ok);
  const reader = partly(ask, types);
  if (!reader) return ok({ versions: types.length > 0 ? await store.history(tx, { ...of, types }, asked) : [] });
  const { at, before: mark, ...bounds } = asked;
  const most = of.id === undefined ? store.historyBound : Number.POSITIVE_INFINITY;
  const found: Version[] = [];
  let looked = 0;
  let stopped: Before | undefined;
  const far = at && { from: new Date('0001-01-01T00:00:00Z'), to: at.to };
  for (let before = at ? undefined : mark; types.length > 0 && (at || found.length < asked.limit); ) {
    const limit = Math.min(atOnce, most);
    const page = { ...bounds, ...(far && { at: far }), ...(before && { before }), limit };
    const some = await store.history(tx, { ...of, types }, page);
    found.push(...(await store.onlySeen(tx, reader, 'r', some)));
    before = some.at(-1);
    if (some.length < limit) break;
    looked += some.length;
    if (looked < most) continue;
    if (at) return refuse('records.history-too-long', { limit: most });
    stopped = before;
    break;
  }
  const current = at ? currentAt(found, at.from).filter((one) => !mark || isBehind(one, mark)) : found;
  // More than a page was found before the looking stopped: the next one goes on behind the page.
  return ok({ versions: current.slice(0, asked.limit), stopped: current.length < asked.limit ? stopped : undefined });
}

async function countSeen(ask: Ask, of: HistoryOf, asked: HistoryAsked): Promise<Result<number>> {
  const types = of.types.filter((type) => mayAsk(ask.reader, type, 'r').ok);
  if (!partly(ask, types)) return ok(types.length > 0 ? await ask.store.countHistory(ask.tx, { ...of, types }, asked) : 0);
  if (of.id === undefined) return refuse('records.history-uncounted', {});
  const { before: _, ...all } = asked;
  const seen = await historySeen(ask, of, { ...all, limit: Number.POSITIVE_INFINITY });
  return seen.ok ? ok(seen.value.versions.length) : seen;
}

/** The history of a resource, of a type, or of everything, newest first. */
export async function runHistory(ask: Ask, { type, id }: { type?: string; id?: string }): Promise<Result<string>> {
  const { store, base } = ask;
  const scope = mayAsk(ask.reader, type ?? '*', 'r');
  if (!scope.ok) return scope;
  const names = checkNames(ask, known);
  if (!names.ok) return names;
  const asked = readAsked(ask);
  if (!asked.ok) return asked;
  const types = type === undefined ? store.storedTypes : [type];
  const shown = shower(ask, types, ask.query);
  if (!shown.ok) return shown;
  const { limit } = asked.value;
  const of = { types, ...(id !== undefined && { id }) };
  const onlyCount = limit === 0 || shown.value.view.kind === 'count';
  const counted = onlyCount ? await countSeen(ask, of, asked.value) : ok(undefined);
  if (!counted.ok) return counted;
  const seen = onlyCount ? ok<Seen>({ versions: [] }) : await historySeen(ask, of, { ...asked.value, limit: limit + 1 });
  if (!seen.ok) return seen;
  const { versions, stopped } = seen.value;
  if (id !== undefined && versions.length === 0 && !(await readAs(ask, type ?? '', id, 'r')))
    return refuse('records.unknown-resource', { resource: `${type}/${id}` });
  const page = versions.slice(0, limit);
  const path = [base, type, id, '_history'].filter(Boolean).join('/');
  const plain = ask.query.filter(([name]) => name !== '_before');
  const end = versions.length > limit ? page.at(-1) : stopped;
  const links = [
    { relation: 'self', url: address(path, ask.query) },
    { relation: 'first', url: address(path, plain) },
    ...(end ? [{ relation: 'next', url: address(path, [...plain, ['_before', printBefore(end)]]) }] : []),
  ];
  const whole = asked.value.before === undefined && end === undefined;
  const frame = { id: ask.newId(), now: ask.now, total: counted.value ?? (whole ? page.length : undefined), links };
  // Of one resource it is no list: it was asked for by its address.
  const entries = id === undefined ? await withMasks(store, ask.tx, ask.reader, 'r', page) : page;
  return ok(historyText(frame, base, entries, shown.value.show));
}
