import { lookup as resolve } from 'node:dns';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as safeRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { isPublicAddress } from './addresses.ts';
import { SourceError } from './source-error.ts';

/** How long an address may take to answer, and then to send anything more, ms. */
const patience = 60_000;

/** Whether a job may ask at this address at all; https only, unless private addresses (and with them http) are allowed. */
export function checkUrl(text: string, allowPrivate: boolean): URL | null {
  const url = URL.parse(text);
  if (url?.username !== '' || url.password !== '') return null;
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return null;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || allowPrivate || isPublicAddress(host) ? url : null;
}

/**
 * Resolves names as the system does but gives no address out that is not public. Judging at the moment of connecting leaves no time in
 * which a name could come to mean another address.
 */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 4);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new SourceError('records.import-address-refused', { address: hostname }), '', 4);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/** Begins to read an address. Redirects are not followed: where they lead, nobody asked for. */
export function fetchUrl(
  text: string,
  allowPrivate: boolean,
  signal: AbortSignal,
): Promise<{ readonly mark: string; readonly size: number | null; readonly body: IncomingMessage }> {
  const url = checkUrl(text, allowPrivate);
  if (!url) return Promise.reject(new SourceError('records.import-address-refused', { address: text.slice(0, 200) }));
  const { promise, resolve: opened, reject } = Promise.withResolvers<Awaited<ReturnType<typeof fetchUrl>>>();
  const failed = (error: Error): void => {
    const refused = error instanceof SourceError || signal.aborted;
    reject(
      refused ? error : new SourceError('records.import-source-unreadable', { address: text, reason: error.message }, error),
    );
  };
  const asking = (url.protocol === 'https:' ? safeRequest : plainRequest)(
    url,
    {
      signal,
      timeout: patience,
      headers: { accept: 'application/fhir+ndjson, application/ndjson;q=0.9, */*;q=0.1', 'accept-encoding': 'identity' },
      ...(!allowPrivate && { lookup: publicLookup }),
    },
    (body) => {
      const { statusCode = 0, headers } = body;
      if (statusCode !== 200) {
        body.destroy();
        return failed(new SourceError('records.import-source-unreadable', { address: text, reason: `HTTP ${statusCode}` }));
      }
      const size = headers['content-length'] === undefined ? null : Number(headers['content-length']);
      const mark = [headers.etag, headers['last-modified'], headers['content-length']].filter(Boolean).join(' ');
      opened({ mark, size, body });
    },
  );
  asking.on('timeout', () => asking.destroy(new Error(`nothing came for ${patience / 1000} s`)));
  asking.on('error', failed);
  asking.end();
  return promise;
}
