import type { Scan } from './scan.ts';

/** A number kept as written because printing its value would change the text (1.0, 1e3, 20 digits …). Printed as it was. */
export interface WrittenNumber {
  readonly rawJSON: string;
}

/** The parts of JSON that the compiler's library does not know yet (ECMAScript: JSON.parse source text access). */
interface SourceText {
  parse(text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown;
  rawJSON(text: string): WrittenNumber;
  isRawJSON(value: unknown): value is WrittenNumber;
}

const { parse, rawJSON, isRawJSON } = JSON as unknown as SourceText;

/** True for a number that `parseLossless` kept as written. */
export const isWrittenNumber = (value: unknown): value is WrittenNumber => isRawJSON(value);

/** The number that a parsed value stands for, written or plain; undefined when it is none. */
export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : isRawJSON(value) ? Number(value.rawJSON) : undefined;

/**
 * Parses a valid JSON text so that `JSON.stringify` gives every number back as it was written. Numbers that survive
 * anyway are plain numbers; the others are `WrittenNumber`s.
 */
export function parseLossless(text: string): unknown {
  return parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && JSON.stringify(value) !== source ? rawJSON(source) : value,
  );
}

/** The scan's value with numbers as written; the plain value itself, at no cost, when no number would change. */
export const losslessValue = ({ text, value, inexact }: Scan): unknown => (inexact ? parseLossless(text) : value);
