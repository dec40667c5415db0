import type { StartContext } from '@songhua/kernel';

/** Progress as a line that rewrites itself on a terminal, and as plain lines, one a task and at its end, otherwise. */
export function terminalProgress(out: NodeJS.WriteStream): StartContext['progress'] {
  let last = '';
  return ({ zh, en }, done, total) => {
    const label = `${zh} / ${en}`;
    const finished = done >= total;
    if (out.isTTY) {
      const filled = total > 0 ? Math.round((done / total) * 24) : 24;
      out.write(
        `\r${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${label} ${done.toLocaleString('en')}/${total.toLocaleString('en')}${finished ? '\n' : ''}`,
      );
    } else if (label !== last || finished) {
      out.write(`${label} ${done}/${total}\n`);
    }
    last = label;
  };
}
