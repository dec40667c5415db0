import { isReadOnly, type ProblemTable, type Refusal, toProblem } from '@songhua/kernel';
import { operationOutcome } from '@songhua/records';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from './language.ts';

/** Seconds after which whoever met a database that is away may come again; a PostgreSQL killed here is back in about that. */
const comeBackAfter = 2;

/** Sends a refusal as a problem, or as an OperationOutcome on FHIR addresses. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  table: ProblemTable,
  fhir = false,
): FastifyReply {
  const language = languageOf(request);
  const problem = toProblem(refusal, table, language, request.url);
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="songhua"');
  if (problem.status === 503) void reply.header('retry-after', String(comeBackAfter));
  reply.problem = refusal.code;
  void reply.status(problem.status).header('cache-control', 'no-store');
  if (!fhir) return reply.header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  return reply
    .header('content-type', 'application/fhir+json; charset=utf-8')
    .send(JSON.stringify(operationOutcome(problem, language)));
}

/** 08 no connection, 53 out of disk, memory or connections, 57P shut down, crashed or starting; and what the driver says of the same. */
const isDatabaseGone = (error: { code?: unknown; message?: string }): boolean =>
  /^(08|57P|53)/.test(String(error.code)) ||
  ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(String(error.code)) ||
  /Connection terminated|not queryable|timeout exceeded when trying to connect|timeout expired/.test(error.message ?? '');

/** What a thrown error is to the client: a rule of the protocol it broke, the database being away, or our fault. */
export function refusalOf(
  error: { code?: unknown; statusCode?: number; message?: string },
  request: FastifyRequest,
  bodyLimit: number,
): Refusal {
  const { code, statusCode } = error;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413)
    return { code: 'kernel.body-too-large', params: { limit: bodyLimit } };
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || statusCode === 415) {
    const type = request.headers['content-type'] ?? '';
    const message = { zh: '不支持这种内容类型', en: 'this media type is not taken' };
    const error = { field: 'Content-Type', rule: 'media-type', value: type.slice(0, 200), message };
    return { code: 'kernel.unsupported-media-type', params: { type: type.slice(0, 200) }, errors: [error] };
  }
  if (statusCode === 429) return { code: 'kernel.too-many-requests', params: { seconds: 60 } };
  if (isReadOnly(error)) return { code: 'kernel.read-only' };
  if (isDatabaseGone(error)) return { code: 'kernel.unavailable' };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { code: 'kernel.malformed-body', params: { reason: error.message ?? '' } };
  // A deadlock that retries did not resolve, a statement or lock that took too long: the client may come again.
  if (/^(40|55P03|57014)/.test(String(code))) return { code: 'kernel.unavailable' };
  // A value PostgreSQL cannot take (22…, such as a NUL character in a text) is the client's when it was sent to be stored.
  if (request.method !== 'GET' && /^22/.test(String(code)))
    return { code: 'kernel.malformed-body', params: { reason: error.message ?? '' } };
  return { code: 'kernel.unexpected', params: { request: request.id } };
}
