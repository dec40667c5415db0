import type { Socket } from 'node:net';
import { kernelProblems, toProblem } from '@songhua/kernel';

/** Answers bytes that are not an HTTP request (a raw Chinese letter in an address, a header too long) as a problem like any other. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Socket): void {
  if (socket.destroyed || !socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const reason = `${error.code ?? ''} ${error.message}`.trim();
  const body = JSON.stringify(toProblem({ code: 'kernel.malformed-body', params: { reason } }, kernelProblems, 'zh'));
  socket.end(
    `HTTP/1.1 400 Bad Request\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
