import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin, Rollup } from 'vite';
import type { KeptPage } from '../worker/choose-answer.ts';

/** What a module's `web/offline.json` says: the page that can be used without a connection, and the files that are fetched for it when it opens. */
interface OfflinePage {
  readonly page: string;
  readonly code: readonly string[];
}

const entry = 'offline-worker';

type Chunk = Rollup.OutputChunk;
type Bundle = Readonly<Record<string, Rollup.OutputAsset | Chunk>>;

const chunksOf = (bundle: Bundle): Chunk[] => Object.values(bundle).filter((one) => one.type === 'chunk');

/** Files that these chunks cannot do without: what they import, and the styles of all of it. */
export function filesOf(bundle: Bundle, from: readonly Chunk[]): readonly string[] {
  const files = new Set<string>();
  const follow = (chunk: Chunk): void => {
    if (files.has(chunk.fileName)) return;
    files.add(chunk.fileName);
    for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(style);
    for (const name of chunk.imports) {
      const next = bundle[name];
      if (next?.type === 'chunk') follow(next);
    }
  };
  from.forEach(follow);
  return [...files].sort();
}

function offlinePages(modules: string): { readonly id: string; readonly said: OfflinePage }[] {
  return readdirSync(modules).flatMap((id) => {
    const file = join(modules, id, 'web', 'offline.json');
    return existsSync(file) ? [{ id, said: JSON.parse(readFileSync(file, 'utf8')) as OfflinePage }] : [];
  });
}

/**
 * Makes one worker for each page that a module says can be used without a connection, with the names of all that draws it: `workers/<page>.worker.js`,
 * served beside the page, so that a browser lets it answer for nothing above.
 */
export function offlinePlugin(modules: string): Plugin {
  return {
    name: 'songhua-offline',
    writeBundle: ({ dir = '' }, bundle) => {
      const chunks = chunksOf(bundle);
      const named = (end: string): Chunk => {
        const found = chunks.find(({ facadeModuleId }) => facadeModuleId?.replaceAll('\\', '/').endsWith(end));
        if (!found) throw new Error(`nothing was built of ${end}`);
        return found;
      };
      const worker = named(`/worker/${entry}.ts`);
      if (worker.imports.length > 0) throw new Error('a worker is one file: it imports nothing');
      unlinkSync(join(dir, worker.fileName));
      const main = named('/web/index.html');
      for (const { id, said } of offlinePages(modules)) {
        // Both languages: somebody may switch where there is no connection.
        const shared = [main, named('/early.ts'), named('/texts-zh.ts'), named('/texts-en.ts')];
        const needed = [...shared, ...said.code.map((file) => named(`/${id}/web/${file}`))];
        const files = filesOf(bundle, needed).map((file) => `/${file}`);
        const build = createHash('sha256').update(worker.code).update(files.join('\n')).digest('hex').slice(0, 16);
        const kept: KeptPage = { build, page: said.page, entry: `/${main.fileName}`, files };
        const file = join(dir, 'workers', `${said.page}.worker.js`);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, `const kept = ${JSON.stringify(kept)};\n${worker.code}`);
      }
    },
  };
}
