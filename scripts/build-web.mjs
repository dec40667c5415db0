// Builds the web page under the Node at hand, and only when something it is made of has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const skipped = new Set(['node_modules', 'dist']);

/** Every file under a path, in one order everywhere. */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (skipped.has(entry.name)) return [];
      const inner = join(path, entry.name);
      return entry.isDirectory() ? filesUnder(inner) : [inner];
    });
}

/** Files the page is made of: shell, components, each module's pages, texts and contract, and the exact packages. */
function inputs(root) {
  const modules = existsSync(join(root, 'modules')) ? readdirSync(join(root, 'modules')).sort() : [];
  // Pages import pure pieces of engines (words, rounding): they count, too.
  const parts = [
    'web',
    'platform/ui',
    'engines',
    ...modules.flatMap((id) => ['web', 'i18n', 'contract'].map((part) => `modules/${id}/${part}`)),
  ];
  // Which cities' outlines are made follows from the area files.
  const plans = existsSync(join(root, 'plans')) ? readdirSync(join(root, 'plans')).sort() : [];
  const single = [
    ...plans.map((id) => `plans/${id}/areas.csv`),
    ...modules.map((id) => `modules/${id}/contract.ts`),
    'package-lock.json',
  ];
  return [
    ...parts.flatMap((part) => filesUnder(join(root, part))),
    ...single.map((file) => join(root, file)).filter((file) => existsSync(file)),
  ];
}

/** One hash over names and contents of all inputs. */
export function hashInputs(root) {
  const hash = createHash('sha256');
  for (const file of inputs(root)) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file).replaceAll('\\', '/')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Vite needs 20.19; an older 20 lets the Node 24 that came with the packages do the work. */
function tooOld() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major < 20 || (major === 20 && minor < 19);
}

function buildUnderNode24(root) {
  const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const { status } = spawnSync(node24, [fileURLToPath(import.meta.url)], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`the web page could not be built (exit code ${status})`);
  return true;
}

/** Makes web/dist unless its stamp says it was made of these very inputs. Returns whether it built. */
export async function buildWeb({ root, log }) {
  const dist = join(root, 'web', 'dist');
  const stamp = join(dist, '.stamp');
  const wanted = hashInputs(root);
  if (existsSync(join(dist, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === wanted) return false;
  if (tooOld()) return buildUnderNode24(root);
  log('构建网页（首次或有改动时，约二十秒）/ building the web page (the first time and after changes) …');
  const started = Date.now();
  const vite = createRequire(join(root, 'web', 'package.json')).resolve('vite/package.json');
  const { build } = await import(pathToFileURL(join(dirname(vite), 'dist', 'node', 'index.js')).href);
  await build({ root: join(root, 'web'), configFile: join(root, 'web', 'vite.config.ts'), logLevel: 'warn', mode: 'production' });
  writeFileSync(stamp, `${wanted}\n`);
  log(`网页已就绪 / web page built (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return true;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
  const built = await buildWeb({ root, log: console.log });
  if (!built) console.log('网页没有变化 / the web page is up to date');
}
