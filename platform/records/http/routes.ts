import { readPatch } from '@songhua/engine-fhir/bundle/read-patch.ts';
import { readContentType } from '@songhua/engine-fhir/http/content-type.ts';
import { parseLossless } from '@songhua/engine-fhir/json/lossless.ts';
import type { JsonObject } from '@songhua/engine-fhir/json/scan.ts';
import type { PatchBody } from '@songhua/engine-fhir/patch/apply-patch.ts';
import type { Pair } from '@songhua/engine-fhir/search/types.ts';
import { type Call, ok, type Result, type Route, refuse, route, type Share, type Text, type TxMode } from '@songhua/kernel';
import { z } from 'zod';
import { deepest, idPattern } from '../domain/check-resource.ts';
import { resourceTypes } from '../domain/resource-types.ts';
import type { FhirStore } from '../fhir-store.ts';
import { carryOut, carryOutDelete, decideCreate, decidePatch, decideUpdate, locateDelete } from '../interactions/change.ts';
import { readText } from '../interactions/check-content.ts';
import { type Ask, type Condition, checkNames, pairsOf, readAsk, type Unasked } from './ask.ts';
import { readAny, refuseServed, searchAny } from './ask-served.ts';
import { checkPlain, content } from './content.ts';
import { readVersion } from './read-resource.ts';
import { outcomeReply, textReply } from './reply.ts';
import { runBundle } from './run-bundle.ts';
import { runEverything } from './run-everything.ts';
import { runHistory } from './run-history.ts';
import { runValidate } from './run-validate.ts';
import { shareCreate, shareDelete, shareRead, shareUpdate } from './shares.ts';

const anyResource = z.looseObject({ resourceType: z.string() });
const system = z.object({});
const typed = z.object({ type: z.string() });
const named = z.object({ type: z.string(), id: z.string() });
const versioned = z.object({ type: z.string(), id: z.string(), version: z.string() });
const member = z.object({ type: z.string(), id: z.string(), member: z.string() });

/** Bodies of single resources; documents with attachments are large. */
const resourceLimit = 16 * 1024 * 1024;
const bundleLimit = 64 * 1024 * 1024;

type Params = { readonly type?: string; readonly id?: string; readonly version?: string; readonly member?: string };
type Handle<P extends Params> = (ask: Ask, params: P) => Promise<Result<unknown>>;
type Sharing<P extends Params> = (ask: Unasked, params: P) => Result<Share | null>;

interface Declared<S extends z.ZodType> {
  readonly method: Route['method'];
  readonly path: string;
  readonly params: S;
  readonly summary: Text;
  readonly writes?: boolean;
  readonly transaction?: TxMode;
  readonly bodyLimit?: number;
  /** Conditions that it keeps; any other is refused. */
  readonly keeps?: readonly Condition[];
}

const isServed = ({ records }: Pick<Call<unknown, unknown, unknown>, 'records'>, type: string): boolean =>
  (records as FhirStore).served.has(type);

/** What types that others answer have as well; there, `:type` of a compartment is the patient's. */
const ofServed: ReadonlySet<string> = new Set([
  'GET /:type',
  'GET /:type/:id',
  'GET /:type/:id/:member',
  'POST /:type/_search',
  'POST /:type/:id/:member/_search',
  'POST /:type/$validate',
  'POST /:type/:id/$validate',
]);

/** A route of the FHIR API: the type must be one of R4's, and what headers and address ask is read before. */
function fhir<S extends z.ZodType<Params>>(
  { method, path, params, summary, writes = false, transaction, bodyLimit, keeps }: Declared<S>,
  handle: Handle<z.output<S>>,
  share?: Sharing<z.output<S>>,
): Route {
  const ask = (call: Omit<Call<unknown, unknown, unknown>, 'tx'>): Result<Unasked> => {
    const { type, id } = call.params as Params;
    const operation = [type, id].find((name) => name?.startsWith('$'));
    if (operation !== undefined) return refuse('records.unknown-operation', { name: operation });
    // Parameters are passed to operations and never stored: they have no addresses of their own.
    const known = type === undefined || resourceTypes.has(type) || (type === 'Parameters' && path.includes('$'));
    if (!known) return refuse('records.unknown-type', { type });
    if (id !== undefined && !idPattern.test(id)) return refuse('records.unknown-resource', { resource: `${type}/${id}` });
    if (type !== undefined && !ofServed.has(`${method} ${path}`) && isServed(call, type)) return refuseServed(type);
    return readAsk(call, keeps);
  };
  return route({
    method,
    path: `/fhir/R4${path}`,
    summary,
    permission: writes ? 'records.write' : 'records.read',
    people: 'reach',
    style: 'fhir',
    raw: true,
    params,
    response: anyResource,
    ...(transaction && { transaction }),
    ...(bodyLimit !== undefined && { bodyLimit }),
    ...(share && {
      share: (call) => {
        const asked = ask(call);
        if (!asked.ok) return asked;
        const { type } = call.params as Params;
        return type !== undefined && isServed(call, type) ? ok(null) : share(asked.value, call.params as z.output<S>);
      },
    }),
    handle: async (call) => {
      const asked = ask(call);
      return asked.ok ? handle({ ...asked.value, tx: call.tx }, call.params as z.output<S>) : asked;
    },
  });
}

const searched = (ask: Ask, result: Result<string>): Result<unknown> =>
  result.ok ? ok(textReply(ask, 200, result.value)) : result;

/** Parameters of a POST _search: those of the address and those of the form together. */
function formPairs(ask: Ask): Result<Pair[]> {
  if (ask.body === '') return ok([...ask.query]);
  const kind = readContentType(ask.contentType, ['form']);
  return kind.ok ? ok([...ask.query, ...pairsOf(ask.body)]) : kind;
}

const search =
  (posted: boolean): Handle<Params> =>
  async (ask, { type, id, member: of }) => {
    const query = posted ? formPairs(ask) : ok([...ask.query]);
    if (!query.ok) return query;
    if (of === undefined) return searched(ask, await searchAny(ask, { type: type ?? null, query: query.value }));
    if (of !== '*' && !resourceTypes.has(of)) return refuse('records.unknown-type', { type: of });
    const compartment = { type: type ?? '', id: id ?? '' };
    return searched(ask, await searchAny(ask, { type: of === '*' ? null : of, compartment, query: query.value }));
  };

const history: Handle<Params> = async (ask, { type, id }) =>
  searched(ask, await runHistory(ask, { ...(type !== undefined && { type }), ...(id !== undefined && { id }) }));

const criteriaOf = (ask: Ask): string =>
  new URLSearchParams(
    ask.query
      .filter(([name]) => name !== '_format' && name !== '_pretty')
      .map(([name, value]): [string, string] => [name, value]),
  ).toString();

const aimOf = (ask: Ask, id: string | undefined) => (id === undefined ? { criteria: criteriaOf(ask) } : { id });

const create: Handle<{ type: string }> = async (ask, { type }) => {
  const names = checkPlain(ask);
  if (!names.ok) return names;
  const scan = content(ask);
  if (!scan.ok) return scan;
  const decision = await decideCreate(ask, { type, scan: scan.value, conditions: ask.conditions });
  const done = decision.ok ? await carryOut(ask, decision.value) : decision;
  return done.ok ? ok(outcomeReply(ask, done.value, true)) : done;
};

const update: Handle<{ type: string; id?: string }> = async (ask, { type, id }) => {
  const names = id === undefined ? ok(null) : checkPlain(ask);
  if (!names.ok) return names;
  const scan = content(ask);
  if (!scan.ok) return scan;
  const decision = await decideUpdate(ask, { type, aim: aimOf(ask, id), scan: scan.value, conditions: ask.conditions });
  const done = decision.ok ? await carryOut(ask, decision.value) : decision;
  return done.ok ? ok(outcomeReply(ask, done.value, true)) : done;
};

/** A patch in whichever of the three languages its content type says. */
function patchOf(ask: Ask): Result<PatchBody> {
  const kind = readContentType(ask.contentType, ['json-patch', 'merge-patch', 'resource']);
  if (!kind.ok) return kind;
  if (kind.value === 'json-patch') {
    // A JSON Patch is a list, which is not a resource: the text is checked as a member of an object.
    const wrapped = readText(`{"patch":${ask.body}}`);
    return wrapped.ok ? ok({ kind: 'json', body: (parseLossless(wrapped.value.text) as { patch: unknown }).patch }) : wrapped;
  }
  const scan = readText(ask.body);
  if (!scan.ok) return scan;
  const body = parseLossless(scan.value.text) as JsonObject;
  if (kind.value === 'merge-patch') return ok({ kind: 'merge', body });
  const read = readPatch(body, deepest);
  return ok(read ?? { kind: 'fhirpath', body });
}

const patch: Handle<{ type: string; id?: string }> = async (ask, { type, id }) => {
  const names = id === undefined ? ok(null) : checkPlain(ask);
  if (!names.ok) return names;
  const body = patchOf(ask);
  if (!body.ok) return body;
  const decision = await decidePatch(ask, { type, aim: aimOf(ask, id), patch: body.value, conditions: ask.conditions });
  const done = decision.ok ? await carryOut(ask, decision.value) : decision;
  return done.ok ? ok(outcomeReply(ask, done.value, true)) : done;
};

const remove: Handle<{ type: string; id?: string }> = async (ask, { type, id }) => {
  const names = id === undefined ? ok(null) : checkPlain(ask);
  if (!names.ok) return names;
  const writes = await locateDelete(ask, { type, aim: aimOf(ask, id), conditions: ask.conditions });
  const done = writes.ok ? await carryOutDelete(ask, type, writes.value) : writes;
  return done.ok ? ok(outcomeReply(ask, done.value, true)) : done;
};

const validate: Handle<{ type: string; id?: string }> = async (ask, { type, id }) => {
  const scan = ask.body === '' ? ok(undefined) : content(ask);
  if (!scan.ok) return scan;
  const names = checkNames(ask, new Set(['_format', '_pretty', 'mode', 'profile']));
  if (!names.ok) return names;
  const outcome = await runValidate(ask, { type, ...(id !== undefined && { id }) }, scan.value?.value);
  return outcome.ok ? ok(textReply(ask, 200, JSON.stringify(outcome.value))) : outcome;
};

const texts = {
  search: { zh: '检索资源', en: 'Search resources' },
  history: { zh: '版本历史', en: 'History of versions' },
  update: { zh: '更新资源（不存在则新建）', en: 'Update a resource, or create it' },
  patch: {
    zh: '局部修改资源（JSON Patch、Merge Patch、FHIRPath Patch）',
    en: 'Patch a resource (JSON, merge or FHIRPath patch)',
  },
  remove: { zh: '删除资源', en: 'Delete a resource' },
} as const;

const reads = { method: 'GET', params: typed, transaction: 'search' } as const;
const posts = { method: 'POST', transaction: 'search', summary: texts.search, bodyLimit: 1024 * 1024 } as const;
const writing = { writes: true, bodyLimit: resourceLimit } as const;
const ofVersion: readonly Condition[] = ['ifNoneMatch', 'ifModifiedSince'];
const ofUpdate: readonly Condition[] = ['ifMatch', 'ifNoneMatch', 'ifUnmodifiedSince'];
const ofChange: readonly Condition[] = ['ifMatch', 'ifUnmodifiedSince'];
const checking = {
  method: 'POST',
  transaction: 'search',
  bodyLimit: resourceLimit,
  summary: { zh: '校验资源', en: 'Validate a resource' },
} as const;

const one = z.object({ id: z.string() });
const everything = (['Patient', 'Encounter'] as const).flatMap((type) =>
  (['GET', 'POST'] as const).map((method) =>
    fhir(
      {
        method,
        path: `/${type}/:id/$everything`,
        params: one,
        transaction: 'search',
        summary: {
          zh:
            type === 'Patient' ? '一位患者的全部健康档案，含其可见的各份登记（_person=false 只取这一份）' : '一次就诊的全部记录',
          en:
            type === 'Patient'
              ? 'Everything about a person, by all registrations that you reach (_person=false: by this one alone)'
              : 'Everything about an encounter',
        },
      },
      async (ask, { id }) => searched(ask, await runEverything(ask, type, id)),
    ),
  ),
);

export const fhirRoutes: readonly Route[] = [
  ...everything,
  fhir({ ...reads, path: '/_history', params: system, summary: texts.history }, history),
  fhir({ ...reads, path: '/:type/_history', summary: texts.history }, history),
  fhir({ ...reads, path: '/:type/:id/_history', params: named, summary: texts.history }, history),
  fhir(
    {
      ...reads,
      path: '/:type/:id/_history/:version',
      params: versioned,
      keeps: ofVersion,
      summary: { zh: '读取一个版本', en: 'Read one version' },
    },
    async (ask, { type, id, version }) => {
      const found = await readVersion(ask, type, id, version);
      return found.ok ? ok(outcomeReply(ask, found.value, false)) : found;
    },
  ),
  fhir(
    {
      ...reads,
      path: '/:type/:id',
      params: named,
      keeps: ofVersion,
      transaction: 'one',
      summary: { zh: '读取资源', en: 'Read a resource' },
    },
    async (ask, { type, id }) => {
      const found = await readAny(ask, type, id);
      return found.ok ? ok(outcomeReply(ask, found.value, false)) : found;
    },
    shareRead,
  ),
  fhir({ ...reads, path: '', params: system, summary: texts.search }, search(false)),
  fhir({ ...reads, path: '/:type', summary: texts.search }, search(false)),
  fhir({ ...reads, path: '/:type/:id/:member', params: member, summary: texts.search }, search(false)),
  fhir({ ...posts, path: '/_search', params: system }, search(true)),
  fhir({ ...posts, path: '/:type/_search', params: typed }, search(true)),
  fhir({ ...posts, path: '/:type/:id/:member/_search', params: member }, search(true)),
  fhir({ ...checking, path: '/:type/$validate', params: typed }, validate),
  fhir({ ...checking, path: '/:type/:id/$validate', params: named }, validate),
  fhir(
    {
      ...writing,
      method: 'POST',
      path: '/:type',
      params: typed,
      keeps: ['ifNoneExist'],
      summary: { zh: '新建资源', en: 'Create a resource' },
    },
    create,
    shareCreate,
  ),
  fhir(
    { ...writing, method: 'PUT', path: '/:type/:id', params: named, keeps: ofUpdate, summary: texts.update },
    update,
    shareUpdate,
  ),
  fhir({ ...writing, method: 'PUT', path: '/:type', params: typed, keeps: ofUpdate, summary: texts.update }, update),
  fhir({ ...writing, method: 'PATCH', path: '/:type/:id', params: named, keeps: ofChange, summary: texts.patch }, patch),
  fhir({ ...writing, method: 'PATCH', path: '/:type', params: typed, keeps: ofChange, summary: texts.patch }, patch),
  fhir(
    { ...writing, method: 'DELETE', path: '/:type/:id', params: named, keeps: ofChange, summary: texts.remove },
    remove,
    shareDelete,
  ),
  fhir({ ...writing, method: 'DELETE', path: '/:type', params: typed, keeps: ofChange, summary: texts.remove }, remove),
  fhir(
    {
      method: 'POST',
      path: '',
      params: system,
      writes: true,
      bodyLimit: bundleLimit,
      summary: { zh: '批处理或事务提交', en: 'Batch or transaction' },
    },
    async (ask) => {
      const names = checkPlain(ask);
      if (!names.ok) return names;
      const kind = readContentType(ask.contentType, ['resource']);
      return kind.ok ? searched(ask, await runBundle(ask)) : kind;
    },
  ),
];
