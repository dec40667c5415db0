import { readFile } from 'node:fs/promises';

/** What can be seen of a postmaster from outside at one moment. */
export interface Look {
  readonly postmaster: number;
  /** What a connection was refused with; undefined when it was not refused. */
  readonly refusal: unknown;
  /** What its children call themselves. */
  readonly titles: readonly string[];
}

/** A postmaster that looked stuck at every one of the last `looks` looks. */
export interface Suspicion {
  readonly postmaster: number;
  readonly looks: number;
}

/** A process that PostgreSQL calls so, with or without the name of its cluster before. */
const has = (titles: readonly string[], name: string): boolean =>
  titles.some((title) => new RegExp(`^postgres: (?:.*: )?${name}\\b`).test(title));

/**
 * Whether the children are those of a postmaster that neither runs nor recovers: it has begun anew after a crash (a checkpointer is
 * there), nobody recovers (no startup process) and it does not run either (the WAL writer comes with the end of recovery). While
 * it still waits for processes from before the crash to end there is no checkpointer.
 */
const nobodyRecovers = (titles: readonly string[]): boolean =>
  has(titles, 'checkpointer') && !has(titles, 'startup') && !has(titles, 'walwriter');

/** A crash restart says so; a start ("starting up") and a shutdown that waits for its checkpoint ("shutting down") do not. */
function isInRecovery(refusal: unknown): boolean {
  if (!(refusal instanceof Error)) return false;
  return 'code' in refusal && refusal.code === '57P03' && refusal.message.includes('in recovery mode');
}

/**
 * Goes on suspecting, or stops: one look at which it could be anything else begins the count anew. PostgreSQL 18.4 comes into that
 * state when its startup process is killed within a crash restart, and never leaves it.
 */
export function suspect(former: Suspicion | undefined, { postmaster, refusal, titles }: Look): Suspicion | undefined {
  if (!nobodyRecovers(titles) || !isInRecovery(refusal)) return undefined;
  return { postmaster, looks: former?.postmaster === postmaster ? former.looks + 1 : 1 };
}

interface Child {
  readonly pid: number;
  readonly title: string;
}

/** What a process calls itself; empty when it is gone, or dead and not yet collected. */
export async function titleOf(pid: number): Promise<string> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.replaceAll('\0', ' ').trim();
}

/** Living processes that a process has started. Only Linux tells; elsewhere there are none. */
export async function childrenOf(pid: number): Promise<Child[]> {
  const line = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const pids = line.split(' ').map(Number).filter(Boolean);
  const all = await Promise.all(pids.map(async (child) => ({ pid: child, title: await titleOf(child) })));
  return all.filter(({ title }) => title !== '');
}

/**
 * Looks at a postmaster each time it is called, and says whether it was stuck at the last `needed` looks. `connect` resolves with
 * what a connection was refused with; it is asked only when the children make it worth the while. Linux alone: elsewhere nobody
 * is ever found stuck.
 */
export function createLookOut(needed: number): (postmaster: number, connect: () => Promise<unknown>) => Promise<boolean> {
  let suspicion: Suspicion | undefined;
  return async (postmaster, connect) => {
    const titles = (await childrenOf(postmaster)).map(({ title }) => title);
    suspicion = suspect(suspicion, { postmaster, titles, refusal: nobodyRecovers(titles) ? await connect() : undefined });
    return suspicion !== undefined && suspicion.looks >= needed;
  };
}
