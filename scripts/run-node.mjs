import { spawn } from 'node:child_process';
import { node24, root } from './install.mjs';

/** How often we look whether whoever started us is still there, ms. */
const interval = 500;

/**
 * Runs a script under Node 24 as if it were this process: signals go on to it, its exit code comes back. When the
 * starter (npm's shell, which dies of a signal without passing it on) is gone, the child is told to stop: nobody else could.
 */
export function runNode(args, env = {}) {
  const child = spawn(node24, args, {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  const starter = process.ppid;
  const watching = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(watching);
    child.kill('SIGTERM');
  }, interval);
  child.on('exit', (code, signal) => {
    clearInterval(watching);
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1);
    process.disconnect?.();
  });
}
