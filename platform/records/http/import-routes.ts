import { readPrefer } from '@songhua/engine-fhir/http/prefer.ts';
import { operationOutcome } from '@songhua/engine-fhir/operation-outcome.ts';
import {
  type Call,
  fileReply,
  httpReply,
  type Language,
  ok,
  type Result,
  type Route,
  refuse,
  route,
  toProblem,
} from '@songhua/kernel';
import { z } from 'zod';
import type { FhirStore } from '../fhir-store.ts';
import { type ImportJob, type LineErrors, mostErrors } from '../import/job.ts';
import { addJob, cancelJob, readErrors, readJob } from '../import/jobs.ts';
import { importProblems } from '../import/problems.ts';
import { mayTouchAll } from '../reach/ways.ts';
import { readWanted } from './read-import.ts';

type AnyCall = Call<unknown, unknown, unknown>;

/** NDJSON that comes with the request itself; what is larger comes by address. */
const bodyLimit = 64 * 1024 * 1024;
/** Refused lines in one file of errors. */
const errorsPerFile = 10_000;
/** How soon to ask again while a job runs, s. */
const askAgain = 2;

const ndjson = 'application/fhir+ndjson';
const systems = { problem: 'urn:songhua:problem', rule: 'urn:songhua:rule' } as const;
const anyResource = z.looseObject({ resourceType: z.string() });

/** Who imports must be able to create and update everything: a backend with the widest scope, and no person. */
function checkImportScope({ actor }: AnyCall): Result<null> {
  const create = mayTouchAll(actor, '*', 'c');
  return create.ok ? mayTouchAll(actor, '*', 'u') : create;
}

const addressOf = ({ origin }: AnyCall, id: string): string => `${origin}/fhir/R4/$import/${id}`;

async function begin(call: AnyCall): Promise<Result<unknown>> {
  const scope = checkImportScope(call);
  if (!scope.ok) return scope;
  if (!readPrefer(call.headers['prefer']).respondAsync) return refuse('records.import-not-async');
  const wanted = await readWanted(call, (call.records as FhirStore).importing);
  if (!wanted.ok) return wanted;
  const id = call.newId();
  await addJob(call.tx, { ...wanted.value, id, home: 'server', askedBy: call.actor.id }, call.now);
  return ok(
    httpReply(202, '', {
      'content-location': addressOf(call, id),
      'preference-applied': 'respond-async',
      'retry-after': String(askAgain),
    }),
  );
}

/** The job, for whoever may see it: its own asker and those who may import anyway. */
async function jobOf(call: AnyCall): Promise<Result<ImportJob>> {
  const scope = checkImportScope(call);
  if (!scope.ok) return scope;
  const { job: id } = call.params as { readonly job: string };
  const unknown = refuse('records.import-unknown', { job: id.slice(0, 100) });
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return unknown;
  const job = await readJob(call.tx, id);
  return job ? ok(job) : unknown;
}

/** How far a job is, in a line: `60000 lines, 59998 created, 0 updated, 2 refused, 60 %`. */
function progressOf({ state, phase, sources, position, created, updated, refused }: ImportJob): string {
  const lines = sources.reduce((sum, { line }) => sum + line, 0);
  const source = sources[position];
  const share = source?.size && source.bytes > 0 ? `, ${Math.min(100, Math.floor((100 * source.bytes) / source.size))} %` : '';
  const of = sources.length > 1 ? ` of source ${position + 1} of ${sources.length}` : '';
  return `${state === 'waiting' ? 'waiting' : phase}: ${lines} lines, ${created} created, ${updated} updated, ${refused} refused${share}${share && of}`;
}

function resultOf(call: AnyCall, job: ImportJob): object {
  const { state, mode, level, sources, created, updated, refused, askedAt, finishedAt, failure } = job;
  const count = (name: string, value: number) => ({ name, valueDecimal: value });
  const texts = failure && toProblem(failure, importProblems, call.language).texts;
  const files = Math.ceil(Math.min(refused, mostErrors) / errorsPerFile);
  return {
    resourceType: 'Parameters',
    id: job.id,
    parameter: [
      { name: 'state', valueCode: state },
      { name: 'mode', valueCode: mode },
      { name: 'level', valueCode: level },
      { name: 'transactionTime', valueInstant: askedAt.toISOString() },
      ...(finishedAt ? [{ name: 'finished', valueInstant: finishedAt.toISOString() }] : []),
      count(
        'lines',
        sources.reduce((sum, { line }) => sum + line, 0),
      ),
      count('created', created),
      count('updated', updated),
      count('refused', refused),
      ...(texts ? [{ name: 'failure', valueString: `${texts.zh} / ${texts.en}` }] : []),
      ...Array.from({ length: files }, (_, n) => ({ name: 'error', valueUrl: `${addressOf(call, job.id)}/errors/${n + 1}` })),
    ],
  };
}

async function status(call: AnyCall): Promise<Result<unknown>> {
  const job = await jobOf(call);
  if (!job.ok) return job;
  const { state } = job.value;
  if (state === 'waiting' || state === 'running')
    return ok(httpReply(202, '', { 'x-progress': progressOf(job.value), 'retry-after': String(askAgain) }));
  return ok(httpReply(200, resultOf(call, job.value)));
}

async function cancel(call: AnyCall): Promise<Result<unknown>> {
  const job = await jobOf(call);
  if (!job.ok) return job;
  const { id } = job.value;
  return (await cancelJob(call.tx, id, call.now)) ? ok(httpReply(202, '')) : refuse('records.import-ended', { job: id });
}

/** One refused line as an OperationOutcome whose id says source and line. */
function outcomeOf({ position, line, errors }: LineErrors & { readonly position: number }, language: Language): object {
  const issues = errors.map(({ field, rule, value, message }) => ({
    severity: 'error' as const,
    code: 'invalid',
    expression: field,
    rule,
    ...(value !== undefined && { value }),
    text: { zh: `第 ${line} 行：${message.zh}`, en: `line ${line}: ${message.en}` },
  }));
  return { ...operationOutcome(issues, { language, systems }), id: `source-${position + 1}-line-${line}` };
}

async function errors(call: AnyCall): Promise<Result<unknown>> {
  const job = await jobOf(call);
  if (!job.ok) return job;
  const { page } = call.params as { readonly page: string };
  const number = /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 0;
  const rows = number === 0 ? [] : await readErrors(call.tx, job.value.id, errorsPerFile, (number - 1) * errorsPerFile);
  if (rows.length === 0 && number !== 1)
    return refuse('records.import-unknown', { job: `${job.value.id}/errors/${page.slice(0, 20)}` });
  const text = rows.map((row) => `${JSON.stringify(outcomeOf(row, call.language))}\n`).join('');
  return ok(fileReply(`import-${job.value.id}-errors-${number}.ndjson`, ndjson, text));
}

const about = {
  permission: 'records.import',
  people: { oversight: 'who brings in whole files is told which of their lines were refused' },
  style: 'fhir',
  raw: true,
} as const;
const job = z.object({ job: z.string() });

/** Import in the background, after the manner of FHIR's asynchronous requests (https://hl7.org/fhir/R4/async.html). */
export const importRoutes: readonly Route[] = [
  route({
    ...about,
    method: 'POST',
    path: '/fhir/R4/$import',
    summary: {
      zh: '在后台导入 NDJSON（地址或请求体）',
      en: 'Import NDJSON in the background, by addresses or as the body',
    },
    bodyLimit,
    response: anyResource,
    handle: begin,
  }),
  route({
    ...about,
    method: 'GET',
    path: '/fhir/R4/$import/:job',
    summary: { zh: '导入的进度与结果', en: 'How far an import is, and its result' },
    params: job,
    response: anyResource,
    handle: status,
  }),
  route({
    ...about,
    method: 'DELETE',
    path: '/fhir/R4/$import/:job',
    summary: { zh: '中止导入', en: 'Cancel an import' },
    params: job,
    response: anyResource,
    handle: cancel,
  }),
  route({
    ...about,
    method: 'GET',
    path: '/fhir/R4/$import/:job/errors/:page',
    summary: { zh: '导入中被拒绝的行', en: 'The refused lines of an import' },
    params: z.object({ job: z.string(), page: z.string() }),
    response: { file: [ndjson] },
    handle: errors,
  }),
];
