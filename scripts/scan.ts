import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoAccounts } from '@songhua/access';
import { answered, sqlmapFindings, sqlmapTested, type Weakness, wapitiFindings } from './scan-findings.ts';
import { startFlawed } from './scan-flawed.ts';
import { signInAt } from './scan-sign-in.ts';
import { type Described, targetsOf } from './scan-targets.ts';
import { startTestDatabase } from './test-database.ts';
import { startTestServer } from './test-server.ts';

const root = join(import.meta.dirname, '..');

/** Modules of wapiti whose findings would be faults here; what concerns HTTPS alone cannot be judged over plain HTTP. */
const modules = 'sql,xss,permanentxss,file,exec,crlf,redirect,ssrf,csrf,csp';

interface Ran {
  readonly printed: string;
  readonly seconds: number;
  readonly whole: boolean;
}

/** Runs a program, behind all others, for so long at most; what it printed, and whether it came to its end. */
function runFor(seconds: number, program: string, args: readonly string[]): Promise<Ran> {
  const from = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid) setPriority(child.pid, 10);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      clearTimeout(timer);
      resolve({ printed, seconds: (performance.now() - from) / 1000, whole: signal === null });
    });
  });
}

const headersOf = (cookie: string): string[] => (cookie === '' ? [] : ['-H', `Cookie: ${cookie}`, '-H', 'x-songhua: 1']);

/** The database is known to be PostgreSQL: what would only work elsewhere is left out. Ids of sessions are not ours to guess. */
const sqlmap = (seconds: number, url: string, cookie: string, folder: string): Promise<Ran> =>
  runFor(seconds, 'sqlmap', [
    ...['-u', url, '--batch', '--risk', '1', '--level', '2', '--dbms', 'PostgreSQL', '--flush-session', '--disable-coloring'],
    ...['--timeout', '30', '--retries', '0', '--ignore-code', '401,404', '--skip', 'cookie,user-agent,referer'],
    ...['--output-dir', folder],
    ...headersOf(cookie),
  ]);

async function wapiti(seconds: number, base: string, urls: readonly string[], cookie: string, folder: string, endpoint: string) {
  const report = join(folder, `wapiti-${new URL(base).port}.json`);
  const ran = await runFor(seconds + 120, 'wapiti', [
    ...['-u', `${base}/`, '--scope', 'domain', '-m', modules, '-l', '1', '-d', '4', '--flush-session', '--no-bugreport'],
    ...['--store-session', folder, '--endpoint', `${endpoint}/`, '-t', '30', '-f', 'json', '-o', report, '-v', '1'],
    ...['--max-scan-time', String(Math.round(seconds / 3)), '--max-attack-time', String(Math.ceil(seconds / 12))],
    ...urls.flatMap((url) => ['-s', url]),
    ...headersOf(cookie),
  ]);
  const text = await readFile(report, 'utf8').catch(() => null);
  return { ...ran, found: text === null ? null : wapitiFindings(text) };
}

/** Where a request that the server was talked into would arrive; wapiti's own is on the internet. */
async function startEndpoint() {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/ssrf/')) reached.push(request.url);
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, reached, stop: () => server.close() };
}

/** The address with ids of things that are there in the places of its path. */
async function named(base: string, target: string, cookie: string): Promise<string> {
  const [path = '', query = ''] = target.split('?');
  const at = path.indexOf('/{');
  if (at < 0) return target;
  const list = await fetch(`${base}${path.slice(0, at)}`, { headers: { cookie } }).then((answer) => answer.text());
  const id = /"(?:id|code|number)":"?([^",}]+)/.exec(list)?.[1] ?? '1';
  return `${path.replaceAll(/\{\w+\}/g, encodeURIComponent(id))}?${query}`;
}

type Closing = (() => unknown)[];

interface Means {
  readonly folder: string;
  readonly endpoint: Awaited<ReturnType<typeof startEndpoint>>;
}

/** The scanners that do not find the flaws planted for them, with the end of what they printed. */
async function blindOnes(database: string, { folder, endpoint }: Means, closing: Closing): Promise<string[]> {
  const flawed = await startFlawed(database);
  closing.unshift(flawed.stop);
  const bad = `${flawed.url}/?id=1&name=a`;
  const one = await sqlmap(180, bad, '', folder);
  const other = await wapiti(60, flawed.url, [bad], '', folder, endpoint.url);
  const told = (other.found ?? []).map(({ what }) => what).join('\n');
  console.log(`planted flaws: sqlmap ${one.seconds.toFixed(0)} s, wapiti ${other.seconds.toFixed(0)} s`);
  return [
    ...(sqlmapFindings(bad, one.printed).length > 0 ? [] : [`sqlmap:\n${one.printed.slice(-3000)}`]),
    ...(/sql/i.test(told) && /cross site|xss/i.test(told) ? [] : [`wapiti:\n${other.printed.slice(-3000)}`]),
  ];
}

interface Entry {
  readonly url: string;
  readonly cookie: string;
}

interface Refused {
  readonly errors?: readonly { readonly field?: string }[];
}

/** Cookies of demonstration accounts, each signed in once, and ways into addresses: a refusal would hide what is behind it. */
function visitors(base: string) {
  const cookies = new Map<string, string>();
  const cookieOf = async (username: string): Promise<string> => {
    const password = demoAccounts.find((account) => account.username === username)?.password ?? '';
    const cookie = cookies.get(username) ?? (await signInAt(base, username, password));
    cookies.set(username, cookie);
    return cookie;
  };
  /** Who is answered at an address, which loses the parameters whose values are refused by name; null when nobody is. */
  const enter = async (target: string): Promise<Entry | null> => {
    for (const username of ['planner', 'admin', 'privacy', 'resident', 'doctor']) {
      const cookie = await cookieOf(username);
      const url = new URL(target);
      for (let again = true; again; ) {
        const answer = await fetch(url, { headers: { cookie } });
        if (answer.ok) return url.search === '' ? null : { url: url.href, cookie };
        const { errors = [] } = answer.status === 400 ? ((await answer.json()) as Refused) : {};
        const wrong = errors.flatMap(({ field = '' }) => (url.searchParams.has(field) ? [field] : []));
        for (const name of wrong) url.searchParams.delete(name);
        again = wrong.length > 0;
      }
    }
    return null;
  };
  return { cookieOf, enter };
}

/** Wapiti against all addresses at once; null when it made no report. */
async function scanWithWapiti(seconds: number, base: string, targets: readonly string[], cookie: string, means: Means) {
  const { printed, found, ...ran } = await wapiti(seconds, base, targets, cookie, means.folder, means.endpoint.url);
  if (found === null) {
    console.error(`✗ wapiti made no report:\n${printed.slice(-3000)}`);
    return null;
  }
  const namesIn = (pattern: RegExp): string => [...printed.matchAll(pattern)].map(([, name]) => name).join(', ') || 'none';
  const addresses = new Set([...printed.matchAll(/^\[\+\] \S+ (http\S+)/gm)].map(([, url]) => url)).size;
  console.log(
    `wapiti ${ran.seconds.toFixed(0)} s, ${ran.whole ? 'to its end' : 'ended early'}; addresses attacked: ${addresses}`,
  );
  console.log(`  modules: ${namesIn(/^\[\*\] Launching module (\w+)/gm)}`);
  console.log(`  their time was up before their end: ${namesIn(/attack time was reached for module (\w+)/g)}`);
  const reached = means.endpoint.reached.map((where): Weakness => ({ by: 'wapiti', where, what: 'the server asked there' }));
  return [...found, ...reached];
}

/** Sqlmap against one address after the other until the time is up; what it found, and which addresses it did not wholly test. */
async function scanWithSqlmap(left: () => number, entries: readonly Entry[], folder: string) {
  const found: Weakness[] = [];
  const untested: string[] = [];
  for (const { url, cookie } of entries) {
    const share = Math.min(left(), 300);
    const ran = share < 5 ? null : await sqlmap(share, url, cookie, folder);
    const tested = ran?.whole === true && sqlmapTested(ran.printed);
    if (!tested) untested.push(url);
    if (!ran) continue;
    const weak = sqlmapFindings(url, ran.printed);
    found.push(...weak);
    console.log(`${weak.length > 0 ? '✗' : tested ? '✓' : '–'} sqlmap ${ran.seconds.toFixed(0)} s ${new URL(url).pathname}`);
  }
  return { found, untested };
}

async function scan(minutes: number, only: RegExp, closing: Closing): Promise<number> {
  const until = performance.now() + minutes * 60_000;
  const left = (): number => (until - performance.now()) / 1000;
  const folder = await mkdtemp(join(tmpdir(), 'songhua-scan-'));
  closing.unshift(() => rm(folder, { recursive: true, force: true }));
  const database = await startTestDatabase(root);
  closing.unshift(database.stop);
  const endpoint = await startEndpoint();
  closing.unshift(endpoint.stop);
  const means = { folder, endpoint };
  const blind = await blindOnes(database.url, means, closing);
  for (const program of blind) console.error(`✗ its silence would mean nothing: planted flaws are not found by ${program}`);
  if (blind.length > 0) return 2;

  // Institutions without their people come up in seconds.
  process.env['SONGHUA_TEST_DATABASE_URL'] = database.url;
  const server = await startTestServer(root, 'institutions');
  closing.unshift(server.stop);
  const { cookieOf, enter } = visitors(server.url);
  const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as Described;
  const declared = targetsOf(document).filter((path) => only.test(path));
  const entries: Entry[] = [];
  const closed: string[] = [];
  for (const path of declared) {
    const target = `${server.url}${await named(server.url, path, await cookieOf('admin'))}`;
    const entry = await enter(target);
    if (entry) entries.push(entry);
    else closed.push(target);
  }
  console.log(`${entries.length} addresses with parameters at ${server.url}; nobody is answered at ${closed.length}`);
  const urls = entries.map(({ url }) => url);
  const crawled = await scanWithWapiti(Math.max(60, left() * 0.4), server.url, urls, await cookieOf('planner'), means);
  const { found: injectable, untested } = await scanWithSqlmap(left, entries, folder);
  console.log(`sqlmap: ${entries.length - untested.length} addresses tested; not, or not to the end:`);
  for (const url of [...untested, ...closed]) console.log(`  … ${url.slice(server.url.length)}`);
  const { requests, faults } = answered(await (await fetch(`${server.url}/metrics`)).text());
  console.log(`the server answered ${requests} requests`);
  const found = [...(crawled ?? []), ...injectable, ...faults];
  for (const { by, where, what } of found) console.error(`✗ ${by} ${where}\n    ${what}`);
  console.log(found.length === 0 ? 'nothing found' : `${found.length} findings`);
  return found.length > 0 || crawled === null ? 1 : 0;
}

async function main(): Promise<number> {
  const options = { minutes: { type: 'string', default: '60' }, only: { type: 'string', default: '.' } } as const;
  const { minutes, only } = parseArgs({ options }).values;
  const missing = ['sqlmap', 'wapiti'].filter((program) => spawnSync(program, ['--version']).error);
  if (missing.length > 0) {
    console.error(`nothing was scanned: ${missing.join(' and ')} not installed (Debian: apt-get install sqlmap wapiti)`);
    return 2;
  }
  const closing: Closing = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closing.splice(0)) await close();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => void closeAll().finally(() => process.exit(1)));
  return scan(Number(minutes), new RegExp(only), closing).finally(closeAll);
}

process.exitCode = await main();
