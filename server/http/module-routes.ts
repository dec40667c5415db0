import { logAccess, permits } from '@songhua/access';
import { isFileReply, isHttpReply, ok, type Refusal, type Result, type Route, refuse, withResult } from '@songhua/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';
import { validate } from './validate.ts';

const usualBodyLimit = 1024 * 1024;

interface Parsed {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** The three inputs as the route's schemas make them; a route that takes no query refuses every parameter. */
function parseInput(route: Route, request: FastifyRequest): Result<Parsed> {
  const { lang: _, ...all } = request.query as Record<string, unknown>;
  // A filter box left empty asks for nothing: `area=` is as if it were not there.
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  const params = route.params ? validate(route.params, request.params, 'params') : ok(request.params);
  if (!params.ok) return params;
  const query = validate(route.query ?? z.object({}), given, 'query');
  if (!query.ok) return query;
  const body = route.body ? validate(route.body, request.body, 'body') : ok(undefined);
  return body.ok ? ok({ params: params.value, query: query.value, body: body.value }) : body;
}

function sendValue(route: Route, reply: FastifyReply, value: unknown, checked: boolean): FastifyReply {
  if (isFileReply(value)) {
    const ascii = value.name.replace(/[^\x20-\x7e]|["\\]/g, '_');
    return reply
      .header('content-type', value.contentType)
      .header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(value.name)}`)
      .send(value.content);
  }
  const body = isHttpReply(value) ? value.body : value;
  // Tests hold every answer to its own schema, so that OpenAPI cannot promise what is not sent.
  if (checked && route.response instanceof z.ZodType) route.response.parse(body);
  if (isHttpReply(value)) void reply.status(value.status).headers(value.headers);
  const type = route.style === 'fhir' ? 'application/fhir+json' : 'application/json';
  return reply.header('content-type', `${type}; charset=utf-8`).send(JSON.stringify(body));
}

/** Registers one declared route: actor -> permission -> input -> transaction -> handler -> answer, and the access logged. */
export function registerRoute(server: Server, route: Route): void {
  const { app, pool, house, records, clock } = server;
  const fhir = route.style === 'fhir';

  const answer = async (request: FastifyRequest): Promise<Result<unknown>> => {
    const { actor } = request;
    if (!permits(actor, route)) {
      if (actor.kind === 'anonymous') return refuse('kernel.not-signed-in');
      const permission = house.manifests.flatMap(({ permissions }) => permissions).find(({ code }) => code === route.permission);
      return refuse('kernel.not-permitted', { permission: permission?.title[request.language] ?? route.permission });
    }
    const input = parseInput(route, request);
    if (!input.ok) return input;
    const now = clock();
    const { language } = request;
    const headers = request.headers as Record<string, string | undefined>;
    const mode = route.method === 'GET' ? 'read' : 'write';
    return withResult(pool, mode, (tx) => route.handle({ tx, records, actor, now, language, headers, ...input.value }));
  };

  const refused = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply =>
    sendProblem(request, reply, refusal, house.problems, fhir);

  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit ?? usualBodyLimit,
    config: { fhir, logged: route.permission !== 'public', bodyLimit: route.bodyLimit ?? usualBodyLimit },
    handler: async (request, reply) => {
      const result = await answer(request);
      return result.ok ? sendValue(route, reply, result.value, server.checkAnswers) : refused(request, reply, result.error);
    },
    // Before the answer leaves: nobody sees a thing that is not written down.
    onSend: async (request, reply, payload) => {
      if (route.permission === 'public') return payload;
      const { actor, method, url: path, id: requestId } = request;
      await logAccess(pool, { at: clock(), actor, method, path, route: route.path, status: reply.statusCode, requestId });
      return payload;
    },
  });
}
