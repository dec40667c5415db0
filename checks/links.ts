import { posix } from 'node:path';
import type { Finding, SourceFile } from './source.ts';

/** Links between our own pages that lead nowhere, and modules that do not say what they are for. */
export function checkLinks(files: readonly SourceFile[], exists: (path: string) => boolean): Finding[] {
  const findings: Finding[] = [];
  for (const { path, text } of files.filter((file) => file.path.endsWith('.md'))) {
    for (const [index, row] of text.split('\n').entries()) {
      for (const [, link = ''] of row.matchAll(/\]\(([^)\s]+)\)/g)) {
        const [place = ''] = link.split('#');
        if (place === '' || /^[a-z]+:/.test(place)) continue;
        const target = posix.join(posix.dirname(path), place);
        if (!exists(target)) findings.push({ rule: 'links.broken', path, line: index + 1, message: `${target} does not exist` });
      }
    }
  }
  const modules = files.map(({ path }) => /^(modules\/[^/]+)\/module\.ts$/.exec(path)?.[1]).filter((home) => home !== undefined);
  for (const home of modules) {
    if (!exists(`${home}/README.md`)) findings.push({ rule: 'links.readme', path: home, message: 'has no README.md' });
  }
  return findings;
}
