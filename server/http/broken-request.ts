import type { Socket } from 'node:net';
import { kernelProblems, toProblem } from '@songhua/kernel';

/**
 * Answers bytes that are not an HTTP request (a raw Chinese letter in an address, a header too long), and a request that does not
 * come to its end, as a problem like any other.
 */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (socket.destroyed || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const reason = `${error.code ?? ''} ${error.message}`.trim();
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const refusal = late ? { code: 'kernel.too-slow' } : { code: 'kernel.malformed-body', params: { reason } };
  const body = JSON.stringify(toProblem(refusal, kernelProblems, 'zh'));
  socket.end(
    `HTTP/1.1 ${late ? '408 Request Timeout' : '400 Bad Request'}\r\ncontent-type: application/problem+json; charset=utf-8\r\nx-content-type-options: nosniff\r\ncache-control: no-store\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
