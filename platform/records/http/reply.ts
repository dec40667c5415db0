import { isNotModified } from '@songhua/engine-fhir/http/check-preconditions.ts';
import type { Answer } from '@songhua/engine-fhir/http/negotiate.ts';
import { parseLossless } from '@songhua/engine-fhir/json/lossless.ts';
import { httpReply } from '@songhua/kernel';
import type { Outcome } from '../interactions/types.ts';
import type { Ask, Unasked } from './ask.ts';

/** A text as the client wants to read it: as stored, or indented with its numbers as they are. */
const written = (text: string, { pretty }: Answer): string =>
  pretty ? `${JSON.stringify(parseLossless(text), null, 2)}\n` : text;

export const textReply = (
  { answer, shown }: Pick<Ask, 'answer' | 'shown'>,
  status: number,
  text: string,
  headers: Record<string, string> = {},
) => httpReply(status, text === '' ? '' : written(text, answer), { 'content-type': answer.contentType, ...headers }, shown);

/** Notes what was written, so that the audit log names it whatever is answered; of a deletion its place. */
export const noteWritten = ({ shown }: Pick<Ask, 'shown'>, { type, id, text }: Outcome): void => {
  shown.push(text ?? JSON.stringify({ resourceType: type, id }));
};

const success = JSON.stringify({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'information', code: 'informational', details: { text: '已完成 / done' } }],
});

/** The answer to a read or a change: version in ETag, place in Location, content as the client prefers it. */
export function outcomeReply(ask: Unasked, outcome: Outcome, changed: boolean) {
  const { status, type, id, version, updatedAt, text } = outcome;
  if (changed) noteWritten(ask, outcome);
  const headers: Record<string, string> = {
    ...(version !== undefined && { etag: `W/"${version}"` }),
    ...(updatedAt && { 'last-modified': updatedAt.toUTCString() }),
    ...(changed && version !== undefined && status !== 204 && { location: `${ask.base}/${type}/${id}/_history/${version}` }),
  };
  if (!changed) {
    const current = { version: String(version), lastUpdated: updatedAt?.getTime() ?? 0 };
    if (isNotModified(ask.conditions, current)) return httpReply(304, '', headers, ask.shown);
    return textReply(ask, status, text ?? '', headers);
  }
  if (status === 204) return httpReply(204, '', headers, ask.shown);
  // A change that may not be read is told of alone.
  if (ask.prefer.return !== 'OperationOutcome' && text === undefined)
    return textReply(ask, status, '', { ...headers, 'preference-applied': 'return=minimal' });
  if (ask.prefer.return === 'representation')
    return textReply(ask, status, text ?? '', { ...headers, 'preference-applied': 'return=representation' });
  if (ask.prefer.return === 'minimal') return textReply(ask, status, '', { ...headers, 'preference-applied': 'return=minimal' });
  if (ask.prefer.return === 'OperationOutcome')
    return textReply(ask, status, success, { ...headers, 'preference-applied': 'return=OperationOutcome' });
  return textReply(ask, status, text ?? '', headers);
}
