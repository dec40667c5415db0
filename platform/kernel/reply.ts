import type { Tx } from './tx.ts';

/** What a route answers when it hands out a file instead of JSON. */
export interface FileReply {
  readonly file: true;
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer | string;
  /** Stored resources that it tells of, whole: the audit log names them. */
  readonly shown?: readonly string[];
}

export const fileReply = (name: string, contentType: string, content: Buffer | string, shown?: readonly string[]): FileReply => ({
  file: true,
  name,
  contentType,
  content,
  ...(shown && { shown }),
});

export const isFileReply = (value: unknown): value is FileReply =>
  typeof value === 'object' && value !== null && (value as { file?: unknown }).file === true;

/** What a route answers when the status or headers are its own business (FHIR: 201, ETag, Location). */
export interface HttpReply {
  readonly http: true;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Stored resources that it shows or that were written, whole, whatever part of them stands in the body: the audit log names them. */
  readonly shown?: readonly string[];
}

export const httpReply = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
  shown?: readonly string[],
): HttpReply => ({
  http: true,
  status,
  headers,
  body,
  ...(shown && { shown }),
});

export const isHttpReply = (value: unknown): value is HttpReply =>
  typeof value === 'object' && value !== null && (value as { http?: unknown }).http === true;

/** Whom and what a file that is sent piece by piece is about, for the audit log, which is written before the first piece leaves. */
export interface Disclosed {
  readonly resources: number;
  /** Ids of the patients whose records it holds; `everybody` where it may hold anybody's. */
  readonly patients: readonly string[] | 'everybody';
  readonly note?: string;
}

/**
 * What a route answers when a file is too large to be held: piece after piece, each made in a read-only transaction of its own when whoever
 * reads has taken the one before. Null ends it; an error breaks the answer off, so that nobody takes a part for the whole.
 */
export interface StreamReply {
  readonly stream: true;
  readonly name: string;
  readonly contentType: string;
  readonly disclosed: Disclosed;
  readonly next: (tx: Tx) => Promise<string | Uint8Array | null>;
}

export const streamReply = (reply: Omit<StreamReply, 'stream'>): StreamReply => ({ stream: true, ...reply });

export const isStreamReply = (value: unknown): value is StreamReply =>
  typeof value === 'object' && value !== null && (value as { stream?: unknown }).stream === true;
