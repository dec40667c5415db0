import type { JsonObject } from '../json/scan.ts';

/** What became of one entry. */
export interface EntryAnswer {
  /** HTTP status: 201. */
  readonly status: number;
  /** `Patient/1/_history/1` */
  readonly location?: string;
  readonly version?: string;
  /** FHIR instant. */
  readonly lastModified?: string;
  /** An OperationOutcome. */
  readonly outcome?: JsonObject;
  /** What was asked for, or written when the client prefers to see it. */
  readonly resource?: JsonObject;
  readonly fullUrl?: string;
}

const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

const instant = /^\d{4}-\d\d-\d\dT/;

/** `Bundle.entry` of an answer, as the parts stand in R4. */
export function answerEntry({ status, location, version, lastModified, outcome, resource, fullUrl }: EntryAnswer): JsonObject {
  return {
    ...(fullUrl !== undefined && { fullUrl }),
    ...(resource && { resource }),
    response: {
      status: `${status} ${phrases[status] ?? ''}`.trimEnd(),
      ...(location !== undefined && { location }),
      ...(version !== undefined && { etag: `W/"${version}"` }),
      ...(lastModified !== undefined && instant.test(lastModified) && { lastModified }),
      ...(outcome && { outcome }),
    },
  };
}

/** The answer to a batch or transaction: one entry for each asked, in the order in which they were asked. */
export const answerBundle = (kind: 'batch' | 'transaction', entries: readonly EntryAnswer[]): JsonObject => ({
  resourceType: 'Bundle',
  type: `${kind}-response`,
  // FHIR has no empty lists.
  ...(entries.length > 0 && { entry: entries.map(answerEntry) }),
});
