import { spawn } from 'node:child_process';
import { node24, root } from './install.mjs';

/** Runs a script under Node 24 as if it were this process: signals go on to it, its exit code comes back. */
export function runNode(args, env = {}) {
  const child = spawn(node24, args, {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  const forward = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, forward);
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1);
    process.disconnect?.();
  });
}
