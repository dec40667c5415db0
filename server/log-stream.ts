import { writeSync } from 'node:fs';

/** Writes to a file descriptor; what could not be written is left out and counted. */
type Write = (fd: number, bytes: Uint8Array) => number;

/**
 * Where log lines go: at once, to a descriptor. A log that cannot be written (a full disk, a reader that is gone) must not stop the
 * server, nor keep it from ending: the line is dropped, and when writing works again a line says how many were.
 */
export function logStream(fd: number, write: Write = writeSync): { write(line: string): void } {
  let lost = 0;
  // A line begun on a disk that then was full must not run into the next one.
  let broken = false;
  const send = (text: string): boolean => {
    const bytes = Buffer.from(broken ? `\n${text}` : text);
    let sent = 0;
    try {
      while (sent < bytes.length) sent += write(fd, bytes.subarray(sent));
    } catch {
      broken ||= sent > 0;
      return false;
    }
    broken = false;
    return true;
  };
  return {
    write: (line) => {
      if (lost > 0 && send(`${JSON.stringify({ level: 40, lost, msg: 'log lines could not be written and are lost' })}\n`))
        lost = 0;
      if (lost > 0 || !send(line)) lost += 1;
    },
  };
}
