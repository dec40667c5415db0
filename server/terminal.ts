import type { StartContext } from '@songhua/kernel';

/** Progress as a line that rewrites itself on a terminal, and as plain lines otherwise: one as it begins, at each tenth, and at its end. */
export function terminalProgress(out: NodeJS.WriteStream): StartContext['progress'] {
  let last = '';
  let reached = 0;
  let open = false;
  return ({ zh, en }, done, total) => {
    const label = `${zh} / ${en}`;
    const known = total > 0;
    const finished = known && done >= total;
    const text = `${label} ${done.toLocaleString('en')}${known ? `/${total.toLocaleString('en')}` : ''}`;
    // Of work whose length nobody knows: as it doubles.
    const step = known ? Math.floor((done * 10) / total) : Math.floor(Math.log2(done + 1));
    if (out.isTTY) {
      // Work of which nobody knew the length ends where the next begins.
      if (open && label !== last) out.write('\n');
      open = !finished;
      const filled = known ? Math.round((done / total) * 24) : 0;
      out.write(`\r\x1b[K${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${text}${finished ? '\n' : ''}`);
    } else if (label !== last || finished || step > reached) out.write(`${text}\n`);
    last = label;
    reached = step;
  };
}
