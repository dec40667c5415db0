import { readdir, readFile } from 'node:fs/promises';

/** Kills at once, without a chance to tidy up; nothing happens when it is gone already. */
export function killHard(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

/** Pid of the PostgreSQL that runs on this data folder, as its own file says. */
export async function postmasterOf(data: string): Promise<number | undefined> {
  const text = await readFile(`${data}/postmaster.pid`, 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.includes(data) ? pid : undefined;
}

/** Processes that a process has started, each with what it calls itself; Linux alone tells. */
export async function childrenOf(pid: number): Promise<{ readonly pid: number; readonly title: string }[]> {
  const found: { pid: number; title: string }[] = [];
  for (const entry of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) !== pid) continue;
    const title = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    found.push({ pid: Number(entry), title: title.replaceAll('\0', ' ').trim() });
  }
  return found;
}
