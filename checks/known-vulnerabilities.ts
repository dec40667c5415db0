import { spawn } from 'node:child_process';
import type { Finding } from './source.ts';

/** What the registry says of what is installed, or why it said nothing. */
export type Audit =
  | { readonly asked: true; readonly findings: readonly Finding[] }
  | { readonly asked: false; readonly why: string };

interface Advisory {
  readonly title?: string;
  readonly url?: string;
}

interface Vulnerability {
  readonly name?: string;
  readonly severity?: string;
  readonly range?: string;
  readonly via?: readonly (Advisory | string)[];
}

interface Report {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly metadata?: object;
  readonly message?: string;
  readonly error?: { readonly summary?: string; readonly code?: string };
}

const failing = new Set(['high', 'critical']);

/** Reads what `npm audit --json` printed. A report that is none counts as not asked, never as nothing found. */
export function readAudit(printed: string): Audit {
  let report: Report;
  try {
    report = JSON.parse(printed) as Report;
  } catch {
    return { asked: false, why: printed.trim() === '' ? 'npm printed nothing' : 'npm printed no report' };
  }
  const { vulnerabilities, metadata, message, error } = report;
  if (!vulnerabilities || !metadata) return { asked: false, why: message || error?.summary || error?.code || 'no report' };
  const findings = Object.entries(vulnerabilities).flatMap(([name, { severity = '', range = '', via = [] }]): Finding[] => {
    if (!failing.has(severity)) return [];
    const why = via.map((one) => (typeof one === 'string' ? `by ${one}` : `${one.title ?? ''} ${one.url ?? ''}`.trim()));
    return [
      { rule: 'known-vulnerability', path: 'package-lock.json', message: `${name} ${range}: ${severity}: ${why.join('; ')}` },
    ];
  });
  return { asked: true, findings };
}

/** Asks the registry about the lock file, for half a minute at most. It sends names and versions of packages, nothing else. */
export function askRegistry(root: string): Promise<Audit> {
  const cli = process.env['npm_execpath'];
  const own = cli !== undefined && /\.[cm]?js$/.test(cli);
  const command = own ? process.execPath : process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = [...(own ? [cli] : []), 'audit', '--json', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=20000'];
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], timeout: 30_000 });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.on('error', (error) => resolve({ asked: false, why: error.message }));
    child.on('close', () => resolve(readAudit(printed)));
  });
}
