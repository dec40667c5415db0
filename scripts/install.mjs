// Plain JavaScript for whatever Node >= 20 is at hand: brings in what is missing, Node 24 included, and nothing else.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const stampFile = join(root, 'node_modules', '.songhua-stamp');

/** Node 24 as the npm package `node` brings it. */
export const node24 = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** What an install depends on: the lock file, every workspace's package.json, and the machine it is for. */
function inputHash() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  const files = ['package.json', 'package-lock.json'];
  for (const group of ['engines', 'platform', 'modules']) {
    for (const entry of existsSync(join(root, group)) ? readdirSync(join(root, group)).sort() : [])
      files.push(join(group, entry, 'package.json'));
  }
  for (const file of [...files, 'server/package.json', 'web/package.json']) {
    if (existsSync(join(root, file))) hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** Which install is there for these inputs: `all`, `run` (without development tools) or none. */
function installed(hash) {
  if (!existsSync(stampFile)) return 'none';
  const [stamp, kind] = readFileSync(stampFile, 'utf8').trim().split(' ');
  return stamp === hash ? kind : 'none';
}

function npm(args) {
  const cli = process.env.npm_execpath;
  const script = cli !== undefined && /\.[cm]?js$/.test(cli);
  const command = script ? process.execPath : process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // npm's own settings of the outer run (such as a production flag) must not leak into this one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_(omit|include|production|only)|package_|lifecycle_)/i.test(name),
    ),
  );
  const { status } = spawnSync(command, [...(script ? [cli] : []), ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env,
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}`);
}

const version = (binary) => spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';

/** npm may be told not to run install scripts; the package `node` fetches its program in one, so it is made up for here. */
function ensureNode24() {
  if (version(node24).startsWith('v24.')) return;
  const folder = join(root, 'node_modules', 'node');
  spawnSync(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder, stdio: ['ignore', 2, 2] });
  if (!version(node24).startsWith('v24.')) throw new Error('Node 24 could not be installed from npm (package “node”)');
}

/** Installs when something is missing or has changed. `dev` asks for the development tools as well. */
export function ensureInstalled({ dev: asked }) {
  const hash = inputHash();
  // Development tools that are there already stay there. (TypeScript says nothing: page packages bring it as a peer.)
  const dev = asked || existsSync(join(root, 'node_modules', '@biomejs', 'biome'));
  const there = installed(hash);
  if ((there === 'all' || (there === 'run' && !dev)) && existsSync(node24)) return;
  // On standard error, with npm's own words: standard output belongs to the command, which may print JSON.
  console.error('安装依赖（首次约一分钟）/ installing packages (about a minute the first time) …');
  npm(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...(dev ? [] : ['--omit=dev'])]);
  ensureNode24();
  writeFileSync(stampFile, `${hash} ${dev ? 'all' : 'run'}\n`);
}
