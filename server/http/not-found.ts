import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from './problems.ts';
import type { Server } from './server.ts';

/** Addresses whose refusals are OperationOutcomes. */
export const isFhir = (url: string): boolean => /^\/fhir(\/|\?|$)/.test(url);

/** The methods that declared routes take at a path. */
function methodsAt({ house }: Pick<Server, 'house'>, path: string): string[] {
  const segments = path.split('/');
  const fits = (pattern: string): boolean => {
    const parts = pattern.split('/');
    return parts.length === segments.length && parts.every((part, at) => part.startsWith(':') || part === segments[at]);
  };
  const found = new Set<string>();
  for (const { path: pattern, method } of house.manifests.flatMap(({ routes }) => routes)) {
    if (!fits(pattern)) continue;
    found.add(method);
    if (method === 'GET') found.add('HEAD');
  }
  return [...found].sort();
}

/** Answers an address that nobody serves: 405 with what it takes where only the method is wrong, else 404. */
export function sendUnknown(server: Server, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { method, url } = request;
  const path = url.split('?', 1)[0]?.replace(/(?<=.)\/$/, '') ?? '';
  const what = url.slice(0, 200);
  const allowed = methodsAt(server, path).filter((one) => one !== method);
  if (allowed.length === 0)
    return sendProblem(request, reply, { code: 'kernel.not-found', params: { what } }, server.house.problems, isFhir(url));
  void reply.header('allow', allowed.join(', '));
  const refusal = { code: 'kernel.method-not-allowed', params: { what, method, allowed: allowed.join(', ') } };
  return sendProblem(request, reply, refusal, server.house.problems, isFhir(url));
}
