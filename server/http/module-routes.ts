import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { type Access, logChanges, maskPath, permits, type Touched, touchedBy } from '@songhua/access';
import { isFileReply, isHttpReply, isStreamReply, ok, type Result, type Route, refuse, withResult } from '@songhua/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sendProblem } from './problems.ts';
import { retrying } from './retrying.ts';
import type { Server } from './server.ts';
import { originOf } from './session.ts';
import { piecesOf, touchedOfStream } from './stream-file.ts';
import { validate } from './validate.ts';

const usualBodyLimit = 1024 * 1024;

interface Parsed {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** The three inputs as the route's schemas make them; a route that takes no query refuses every parameter. */
function parseInput(route: Route, request: FastifyRequest): Result<Parsed> {
  if (route.raw) {
    const params = route.params ? validate(route.params, request.params, 'params') : ok(request.params);
    return params.ok ? ok({ params: params.value, query: undefined, body: undefined }) : params;
  }
  const { lang: _, ...all } = request.query as Record<string, unknown>;
  // A filter box left empty asks for nothing: `area=` is as if it were not there.
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  const nul = Object.entries({ ...given, ...(request.params as Record<string, unknown>) }).find(([, value]) =>
    String(value).includes('\0'),
  );
  if (nul) {
    const message = { zh: '不能含有空字符（U+0000）', en: 'must not contain the character U+0000' };
    return refuse('kernel.invalid-input', {}, [{ field: nul[0], rule: 'no-nul', value: String(nul[1]).slice(0, 200), message }]);
  }
  const params = route.params ? validate(route.params, request.params, 'params') : ok(request.params);
  if (!params.ok) return params;
  const query = validate(route.query ?? z.object({}), given, 'query');
  if (!query.ok) return query;
  const body = route.body ? validate(route.body, request.body, 'body') : ok(undefined);
  return body.ok ? ok({ params: params.value, query: query.value, body: body.value }) : body;
}

/**
 * Sends a text. To a client that takes no compressed answers it is written at once: the hooks that would look at it on its way out have
 * nothing to do.
 */
function sendText(reply: FastifyReply, text: string): FastifyReply {
  if (text === '' || reply.request.headers['accept-encoding'] !== undefined) return reply.send(text);
  const { raw } = reply;
  const headers = { ...(reply.getHeaders() as OutgoingHttpHeaders), 'content-length': Buffer.byteLength(text) };
  raw.writeHead(reply.statusCode, headers);
  // From here on the reply is ours: what fails before is answered as an error.
  void reply.hijack();
  raw.end(text);
  return reply;
}

/** Printable characters stand for themselves; no byte that was sent can break the log. */
const printed = (text: string): string =>
  text.replace(/[^\x21-\x7e]+/g, (odd) => (odd.trim() === '' ? '+' : encodeURIComponent(odd)));

/** What was asked: path and query, and the form of a search that was posted as if it stood there, too. */
function askedBy({ url, body, headers }: FastifyRequest, route: Route): string {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test((headers['content-type'] ?? '').trim());
  if (!isForm || !route.path.endsWith('/_search') || typeof body !== 'string' || body.trim() === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}${printed(body.trim())}`;
}

/** What is sent as text: of a file nothing. */
function textOf(value: unknown): string | undefined {
  if (isFileReply(value) || isStreamReply(value)) return undefined;
  const body = isHttpReply(value) ? value.body : value;
  return typeof body === 'string' && isHttpReply(value) ? body : JSON.stringify(body);
}

/** Stored resources that an answer says it shows; of the FHIR API all that it shows. */
const shownIn = (value: unknown, fhir: boolean): { readonly shown?: readonly string[] } => {
  const shown = isHttpReply(value) || isFileReply(value) ? value.shown : undefined;
  if (shown) return { shown };
  return fhir && isHttpReply(value) ? { shown: [] } : {};
};

/** `text` is `textOf` the value. */
function sendValue(
  { pool }: Pick<Server, 'pool'>,
  route: Route,
  reply: FastifyReply,
  { value, text = '' }: { readonly value: unknown; readonly text: string | undefined },
  checked: boolean,
): FastifyReply {
  // Neither a browser nor anything between may keep what was given to this reader alone.
  void reply.header('cache-control', 'no-store');
  if (isFileReply(value) || isStreamReply(value)) {
    const ascii = value.name.replace(/[^\x20-\x7e]|["\\]/g, '_');
    return reply
      .header('content-type', value.contentType)
      .header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(value.name)}`)
      .send(isFileReply(value) ? value.content : piecesOf(pool, value));
  }
  const body = isHttpReply(value) ? value.body : value;
  // Tests hold every answer to its own schema, so that OpenAPI cannot promise what is not sent.
  if (checked && route.response instanceof z.ZodType && body !== '')
    route.response.parse(typeof body === 'string' ? JSON.parse(body) : body);
  if (isHttpReply(value)) void reply.status(value.status).headers(value.headers);
  if (isHttpReply(value) && typeof value.body === 'string') {
    if (value.headers['content-type'] === undefined) void reply.type('application/fhir+json; charset=utf-8');
    return sendText(reply, text);
  }
  const type = route.style === 'fhir' ? 'application/fhir+json' : 'application/json';
  return sendText(reply.header('content-type', `${type}; charset=utf-8`), text);
}

/** Registers one declared route: actor -> permission -> input -> transaction -> handler -> answer, and the access logged. */
export function registerRoute(server: Server, route: Route): void {
  const { app, pool, house, records, clock, join, logAccess, termKey } = server;
  const fhir = route.style === 'fhir';
  const mode = route.transaction ?? (route.method === 'GET' ? 'read' : 'write');
  const writes = mode === 'write';
  const bodyLimit = route.bodyLimit ?? usualBodyLimit;
  const title = house.manifests.flatMap(({ permissions }) => permissions).find(({ code }) => code === route.permission)?.title;

  const accessOf = (request: FastifyRequest, status: number, touched: Touched | undefined, at = clock()): Access => ({
    at,
    actor: request.actor,
    // Who asks for the head alone is told of the same things.
    method: route.method,
    path: maskPath(askedBy(request, route), termKey),
    route: route.path,
    status,
    requestId: request.id,
    address: request.ip,
    ...(touched && { touched }),
  });

  /** Whom and what the request and its answer are about. Of a file nobody can tell; what was asked for says it. */
  const touchedOf = (request: FastifyRequest, value?: unknown, text?: string): Touched | undefined =>
    touchedBy({
      url: askedBy(request, route),
      params: fhir ? request.params : undefined,
      answer: text,
      ...(fhir && writes && typeof request.body === 'string' && { body: request.body }),
      ...shownIn(value, fhir),
      ...(isHttpReply(value) && { location: value.headers['location'] ?? value.headers['Location'] }),
    });

  // Strangers who are turned away are counted in the metrics, not kept: they could fill the disk with rows.
  const isLogged = ({ actor }: FastifyRequest): boolean => route.permission !== 'public' && actor.kind !== 'anonymous';
  const statusOf = (value: unknown): number => (isHttpReply(value) ? value.status : 200);

  const permitted = ({ actor, language }: FastifyRequest): Result<null> => {
    if (permits(actor, route)) return ok(null);
    if (actor.kind === 'anonymous') return refuse('kernel.not-signed-in');
    return refuse('kernel.not-permitted', { permission: title?.[language] ?? route.permission });
  };

  /** `at` is the moment that what was changed bears: by it the history of a resource tells who changed it. */
  const noteOf = (request: FastifyRequest, value: unknown, at: Date): Access | null =>
    writes && isLogged(request)
      ? accessOf(request, statusOf(value), touchedOf(request, value, fhir ? textOf(value) : undefined), at)
      : null;

  const callOf = (request: FastifyRequest, input: Parsed) => ({
    records,
    actor: request.actor,
    now: clock(),
    newId: randomUUID,
    origin: originOf(request, server),
    language: request.language,
    headers: request.headers as Record<string, string | undefined>,
    raw: {
      url: request.url,
      body: typeof request.body === 'string' ? request.body : '',
      ...(Buffer.isBuffer(request.body) && { bytes: request.body }),
    },
    ...input,
  });

  /** What a writing route changed and the note of who did it commit together. */
  const work = (request: FastifyRequest, input: Parsed): Promise<Result<unknown>> =>
    withResult(pool, mode, async (tx) => {
      const call = callOf(request, input);
      const result = await route.handle({ tx, ...call });
      const note = result.ok ? noteOf(request, result.value, call.now) : null;
      if (note) logChanges(tx, [note]);
      return result;
    });

  const answer = async (request: FastifyRequest): Promise<Result<unknown>> => {
    const may = permitted(request);
    if (!may.ok) return may;
    const input = parseInput(route, request);
    if (!input.ok) return input;
    if (route.bytes && !Buffer.isBuffer(request.body)) {
      const type = (request.headers['content-type'] ?? '').slice(0, 200);
      const message = { zh: '须为 application/octet-stream，内容为文件', en: 'must be application/octet-stream: a file' };
      return refuse('kernel.unsupported-media-type', { type }, [
        { field: 'Content-Type', rule: 'media-type', value: type, message },
      ]);
    }
    const share = route.share?.(callOf(request, input.value)) ?? ok(null);
    if (!share.ok) return share;
    if (share.value) return join({ ...share.value, noteOf: (value, at) => noteOf(request, value, at) });
    return retrying(() => work(request, input.value));
  };

  app.route({
    method: route.method,
    url: route.path,
    bodyLimit,
    config: { bodyLimit, raw: route.raw === true, bytes: route.bytes === true },
    ...(route.bytes && {
      // A file may be large: nobody sends one in vain.
      onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
        const may = permitted(request);
        if (!may.ok) return sendProblem(request, reply, may.error, house.problems, fhir);
      },
    }),
    handler: async (request, reply) => {
      const result = await answer(request);
      const text = result.ok ? textOf(result.value) : undefined;
      // Before the answer leaves: nobody sees a thing that is not written down. (A write has written it already.)
      if (isLogged(request) && !(result.ok && writes)) {
        const status = result.ok ? statusOf(result.value) : (house.problems[result.error.code]?.status ?? 500);
        if (result.ok && isStreamReply(result.value)) {
          const { disclosed } = result.value;
          for (const touched of touchedOfStream(disclosed))
            await logAccess({
              ...accessOf(request, status, touched),
              ...(disclosed.note !== undefined && { note: disclosed.note }),
            });
        } else await logAccess(accessOf(request, status, touchedOf(request, result.ok && result.value, text)));
      }
      if (!result.ok) return sendProblem(request, reply, result.error, house.problems, fhir);
      // Whoever appends an event wakes the worker; so does a person who retries one.
      if (writes && !fhir) server.wake();
      return sendValue(server, route, reply, { value: result.value, text }, server.checkAnswers);
    },
  });
}
