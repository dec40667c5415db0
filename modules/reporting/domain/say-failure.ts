/** States in which the database refuses what it would take a moment later: conflict with others, out of means, halted, not connected. */
const passing = /^(40|53|55|57|08|58|XX)/;

interface Said {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly constraint?: unknown;
  readonly table?: unknown;
  readonly severity?: unknown;
  readonly stack?: unknown;
}

/** Where something was thrown, `function file:line`, by the first line of a stack that names a file. */
function placeIn(stack: unknown): string {
  const found = typeof stack === 'string' ? /\n\s+at (?:async )?(?:([\w.]+) \()?[^\n]*?([\w.-]+:\d+):\d+\)?/.exec(stack) : null;
  return found ? [found[1], found[2]].filter(Boolean).join(' ') : '';
}

/**
 * Why one resource could not be dealt with, in a line for whoever looks after the installation: SQLSTATE with the constraint, or the kind of error
 * with the place in the program. Never the message, which may repeat what a record says of somebody. Null: it is of the moment (a conflict, a
 * lost connection), so that everything is tried again as it was.
 */
export function sayFailure(error: unknown): string | null {
  const { name, code, constraint, table, severity, stack } = (typeof error === 'object' && error !== null ? error : {}) as Said;
  if (severity !== undefined && typeof code === 'string') {
    if (passing.test(code)) return null;
    const where = [table, constraint].filter((one) => typeof one === 'string').join('.');
    return `SQLSTATE ${code}${where === '' ? '' : ` (${where})`}`.slice(0, 200);
  }
  // Of the connection; any other code is about what was read.
  if (typeof code === 'string' && /^(E(CONN|PIPE|TIMEDOUT|HOST|NET|AI)|ENOTFOUND)/.test(code)) return null;
  const place = placeIn(stack);
  return `${typeof name === 'string' ? name : typeof error}${place === '' ? '' : ` (${place})`}`.slice(0, 200);
}
