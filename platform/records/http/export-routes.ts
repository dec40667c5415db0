import { readPrefer } from '@songhua/engine-fhir/http/prefer.ts';
import { operationOutcome } from '@songhua/engine-fhir/operation-outcome.ts';
import {
  type Call,
  type FieldError,
  httpReply,
  type Language,
  ok,
  type Result,
  type Route,
  reachOf,
  refuse,
  route,
  streamReply,
} from '@songhua/kernel';
import { z } from 'zod';
import { idPattern } from '../domain/check-resource.ts';
import { discloses } from '../export/discloses.ts';
import type { ExportJob, ExportLevel } from '../export/job.ts';
import { mostOpen } from '../export/job.ts';
import { addExport, countExports, dropExport, hasPart, holdAsker, readChunk, readExport, readParts } from '../export/jobs.ts';
import { readLines } from '../export/read-lines.ts';
import { readWanted } from '../export/read-wanted.ts';
import { showElements } from '../export/show-elements.ts';
import type { FhirStore } from '../fhir-store.ts';
import { readerOf } from '../reach/ways.ts';
import { refusedOutcome } from './operation-outcome.ts';

type AnyCall = Call<unknown, unknown, unknown>;

/** How soon to ask again while a job runs, s. */
const askAgain = 2;
const ndjson = 'application/fhir+ndjson';
const systems = { problem: 'urn:songhua:problem', rule: 'urn:songhua:rule' } as const;
const anyResource = z.looseObject({});

const addressOf = ({ origin }: AnyCall, id: string): string => `${origin}/fhir/R4/$export/${id}`;
const askerOf = ({ actor }: AnyCall): string => `${actor.kind}/${actor.id}`;

/** What lenient handling left out. */
function leftOut(ignored: readonly FieldError[], language: Language): object | '' {
  if (ignored.length === 0) return '';
  const issues = ignored.map(({ field, rule, value, message }) => ({
    severity: 'warning' as const,
    code: 'not-supported',
    expression: `http.${field}`,
    rule,
    ...(value !== undefined && { value }),
    text: message,
  }));
  return operationOutcome(issues, { language, systems });
}

const begin =
  (level: ExportLevel, posted: boolean) =>
  async (call: AnyCall): Promise<Result<unknown>> => {
    const { tx, actor, now, headers, raw, origin, language } = call;
    if (!readPrefer(headers['prefer']).respondAsync) return refuse('records.export-not-async');
    const store = call.records as FhirStore;
    const reader = readerOf(actor, now);
    const { id: group } = call.params as { readonly id?: string };
    if (group !== undefined) {
      const [found] = idPattern.test(group) ? await store.readSeen(tx, reader, 'r', [{ type: 'Group', id: group }]) : [];
      if (!found || found.deleted) return refuse('records.unknown-resource', { resource: `Group/${group.slice(0, 64)}` });
    }
    const read = await readWanted(call, { store, reader, level, posted, ...(group !== undefined && { group }) });
    if (!read.ok) return read;
    const askedBy = askerOf(call);
    await holdAsker(tx, askedBy);
    if ((await countExports(tx, askedBy, now)) >= mostOpen) return refuse('records.export-too-many', { limit: mostOpen });
    const id = call.newId();
    const reach = reader ? reachOf(actor) : null;
    await addExport(tx, { id, wanted: read.value.wanted, reach, request: `${origin}${raw.url}`, askedBy }, now);
    return ok(
      httpReply(202, leftOut(read.value.ignored, language), {
        'content-location': addressOf(call, id),
        'preference-applied': 'respond-async',
        'retry-after': String(askAgain),
      }),
    );
  };

/** The job, for its own asker; to anybody else it is not there. */
async function jobOf(call: AnyCall): Promise<Result<ExportJob>> {
  const { job: id } = call.params as { readonly job: string };
  const unknown = refuse('records.export-unknown', { job: id.slice(0, 100) });
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return unknown;
  const job = await readExport(call.tx, id, call.now);
  return job?.askedBy === askerOf(call) ? ok(job) : unknown;
}

async function status(call: AnyCall): Promise<Result<unknown>> {
  const found = await jobOf(call);
  if (!found.ok) return found;
  const { id, state, moment, request, failure, expiresAt, found: count } = found.value;
  if (state === 'waiting' || state === 'running') {
    const progress = state === 'waiting' ? 'waiting' : `finding: ${count} resources`;
    return ok(httpReply(202, '', { 'x-progress': progress, 'retry-after': String(askAgain) }));
  }
  if (failure) {
    const { status: code, outcome } = refusedOutcome(failure, call.language);
    return ok(httpReply(code, outcome));
  }
  const parts = await readParts(call.tx, id);
  const entries = (kind: 'output' | 'deleted') =>
    parts
      .filter((one) => one.kind === kind)
      .map(({ part, type, found: count }) => ({
        type: kind === 'output' ? type : 'Bundle',
        url: `${addressOf(call, id)}/${part}`,
        ...(kind === 'output' && { count }),
      }));
  const manifest = {
    transactionTime: moment?.toISOString(),
    request,
    requiresAccessToken: true,
    output: entries('output'),
    deleted: entries('deleted'),
    error: [],
  };
  return ok(
    httpReply(200, manifest, { 'content-type': 'application/json', ...(expiresAt && { expires: expiresAt.toUTCString() }) }),
  );
}

async function cancel(call: AnyCall): Promise<Result<unknown>> {
  const job = await jobOf(call);
  if (!job.ok) return job;
  await dropExport(call.tx, job.value.id);
  return ok(httpReply(202, ''));
}

async function download(call: AnyCall): Promise<Result<unknown>> {
  const job = await jobOf(call);
  if (!job.ok) return job;
  const { id, state, wanted, reach, failure } = job.value;
  if (failure) return { ok: false, error: failure };
  // Of a job that failed on its way parts may stand: they are not what was asked for.
  if (state !== 'done') return refuse('records.export-unfinished', { job: id });
  const { part: number } = call.params as { readonly part: string };
  const part = (await readParts(call.tx, id)).find((one) => String(one.part) === number);
  if (!part) return refuse('records.export-unknown', { job: `${id}/${number.slice(0, 20)}` });
  const store = call.records as FhirStore;
  const reader = readerOf(call.actor, call.now);
  const { kind, type } = part;
  const show = showElements(store, type, wanted.elements);
  let next = 0;
  return ok(
    streamReply({
      name: `${type}-${part.part}${kind === 'deleted' ? '-deleted' : ''}.ndjson`,
      contentType: `${ndjson}; charset=utf-8`,
      disclosed: await discloses(call.tx, { store, job: id, part, wanted, reach }),
      next: async (tx) => {
        const chunk = await readChunk(tx, id, part.part, next);
        next += 1;
        // A file that ended here would look whole: it breaks off instead.
        if (!chunk && !(await hasPart(tx, id, part.part)))
          throw new Error(`export ${id} was thrown away while it was downloaded`);
        return chunk && readLines(tx, { store, reader, kind, type, show }, chunk);
      },
    }),
  );
}

const about = { permission: 'records.export', people: 'reach', style: 'fhir', raw: true } as const;
const jobParams = z.object({ job: z.string() });
const groupParams = z.object({ id: z.string() });
const bodyLimit = 1024 * 1024;
const texts = {
  system: { zh: '在后台导出所能看到的全部资源', en: 'Export everything within reach in the background' },
  patient: { zh: '在后台导出居民档案', en: 'Export records of patients in the background' },
  group: { zh: '在后台导出一个群组的居民档案', en: 'Export the records of a group of patients in the background' },
} as const;

const kickOffs = (level: ExportLevel, path: Route['path'], params: z.ZodType): Route[] =>
  (['GET', 'POST'] as const).map((method) =>
    route({
      ...about,
      method,
      path,
      summary: texts[level],
      transaction: 'write',
      params,
      bodyLimit,
      response: anyResource,
      handle: begin(level, method === 'POST'),
    }),
  );

/** Bulk Data Access 2.0 (https://hl7.org/fhir/uv/bulkdata/STU2/export.html). */
export const exportRoutes: readonly Route[] = [
  ...kickOffs('system', '/fhir/R4/$export', z.object({})),
  ...kickOffs('patient', '/fhir/R4/Patient/$export', z.object({})),
  ...kickOffs('group', '/fhir/R4/Group/:id/$export', groupParams),
  route({
    ...about,
    method: 'GET',
    path: '/fhir/R4/$export/:job',
    summary: { zh: '导出的进度与清单', en: 'How far an export is, and its manifest' },
    params: jobParams,
    response: anyResource,
    handle: status,
  }),
  route({
    ...about,
    method: 'DELETE',
    path: '/fhir/R4/$export/:job',
    summary: { zh: '中止或丢弃导出', en: 'Cancel an export, or throw it away' },
    params: jobParams,
    response: anyResource,
    handle: cancel,
  }),
  route({
    ...about,
    method: 'GET',
    path: '/fhir/R4/$export/:job/:part',
    summary: { zh: '下载导出的一个文件', en: 'Download a file of an export' },
    params: z.object({ job: z.string(), part: z.string() }),
    response: { file: [ndjson] },
    handle: download,
  }),
];
