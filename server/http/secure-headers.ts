import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** What the page may load: itself. Ant Design writes style elements, hence 'unsafe-inline' for styles alone. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
  },
};

/** The headers that tell browsers what not to do. They depend on nothing that is asked. */
function secureHeaders(https: boolean): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const answer = {
    setHeader: (name: string, value: string) => headers.set(name.toLowerCase(), value),
    removeHeader: () => {},
  };
  const apply = helmet({ contentSecurityPolicy, strictTransportSecurity: https, crossOriginEmbedderPolicy: false });
  apply({} as IncomingMessage, answer as unknown as ServerResponse, (fault) => {
    if (fault) throw fault;
  });
  return headers;
}

/** Puts them on every answer. On the reply, not on what is below it: headers written all at once cost less. */
export function sendSecureHeaders(app: FastifyInstance, https: boolean): void {
  const headers = Object.fromEntries(secureHeaders(https));
  app.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}
