import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import bundled, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** Where a system keeps its own Chromium, when it has one. */
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

interface Attempt {
  readonly name: string;
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Where Chromium finds its fonts. The package's own file names /tmp/fonts alone, and without a single font Chromium crashes at the first page. */
function nameFonts(folder: string): void {
  const file = join(folder, 'fonts', 'fonts.conf');
  const partial = `${file}.${process.pid}`;
  const places = `<dir>${join(folder, 'fonts', 'fonts')}</dir><dir>/usr/share/fonts</dir><cachedir>${join(folder, 'font-cache')}</cachedir>`;
  writeFileSync(partial, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${places}</fontconfig>\n`);
  renameSync(partial, file);
}

/**
 * Unpacks the Chromium that npm brought, with its fonts and the few libraries a bare machine lacks, into a folder of
 * ours. The package unpacks into the folder for temporary files and takes a half-written one for a whole one, hence the mark.
 */
async function unpack(root: string): Promise<{ readonly path: string; readonly libraries: string; readonly fonts: string }> {
  const folder = join(root, '.cache', 'chromium');
  const done = join(folder, 'unpacked');
  if (!existsSync(done)) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const path = await bundled.executablePath();
    const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
    const libraries = join(await inflate(join(bin, 'al2023.tar.br')), 'lib');
    nameFonts(folder);
    writeFileSync(done, '');
    return { path, libraries, fonts: join(folder, 'fonts') };
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

async function attempts(root: string, notes: string[]): Promise<Attempt[]> {
  const list: Attempt[] = installed.filter((path) => existsSync(path)).map((path) => ({ name: path, path, env: {} }));
  try {
    const { path, libraries, fonts } = await unpack(root);
    const env = { FONTCONFIG_PATH: fonts };
    return [
      { name: 'Chromium from npm', path, env },
      { name: 'Chromium from npm with its own libraries', path, env: { ...env, LD_LIBRARY_PATH: libraries } },
      ...list,
    ];
  } catch (error) {
    notes.push(`Chromium from npm: ${String(error)}`);
    return list;
  }
}

/** A browser that has really drawn a page: the one from npm, else the system's; or why none would start. */
export async function launchBrowser(root: string): Promise<Browser> {
  const notes: string[] = [];
  for (const { name, path, env } of await attempts(root, notes)) {
    try {
      const inherited = Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined);
      // A machine without a language set would have Chromium save files under names without Chinese letters.
      const utf8 = { LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' };
      const browser = await chromium.launch({
        executablePath: path,
        args,
        env: { ...Object.fromEntries(inherited), ...utf8, ...env },
      });
      const page = await browser.newPage();
      await page.setContent('<p>松花</p>');
      await page.close();
      return browser;
    } catch (error) {
      notes.push(`${name}: ${String(error).slice(0, 600)}`);
    }
  }
  throw new Error(`no browser would start:\n${notes.join('\n')}`);
}
