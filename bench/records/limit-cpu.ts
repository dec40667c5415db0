import { cpuOfProcess } from './house.ts';

/** CPU a process may have saved up, ms, before it is held back. */
const mostSaved = 10;

/** False when the process has ended. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/**
 * Holds a process to a part of one core, 0 to 1, by stopping it whenever it has used more (Linux, /proc). So two processes on a small machine
 * can be measured as two small machines: both ends of the database have room left. Answers what ends it.
 */
export function limitCpu(pid: number, share: number): () => void {
  let [at, used, saved] = [performance.now(), cpuOfProcess(pid), 0];
  let stopped = false;
  const timer = setInterval(() => {
    const [now, cpu] = [performance.now(), cpuOfProcess(pid)];
    saved = Math.min(saved + (now - at) * share - (cpu - used), mostSaved);
    [at, used] = [now, cpu];
    if (saved < 0 === stopped) return;
    stopped = saved < 0;
    if (!signal(pid, stopped ? 'SIGSTOP' : 'SIGCONT')) clearInterval(timer);
  }, 2);
  return () => {
    clearInterval(timer);
    if (stopped) signal(pid, 'SIGCONT');
  };
}
