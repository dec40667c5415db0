import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Run } from './attempt.ts';
import { contentOf, type Type } from './contents.ts';
import type { Part } from './ledger.ts';
import { killHard } from './processes.ts';
import type { Victim } from './victim.ts';

export interface Importer {
  /** Kills the import that is under way; false when there is none. */
  kill(): boolean;
  /** Lets the import that is under way come to its end and begins none until released. */
  hold(): Promise<() => void>;
  stop(): Promise<void>;
  /** Imports that came to their end, and how often one was begun. */
  readonly counts: { done: number; begun: number };
}

/** Resources of one import, and files they lie in. */
const size = 600;
const files = 3;
const importedTypes: readonly Type[] = ['Patient', 'Observation', 'Condition'];

/** Imports files by the command line, one import after the other, each begun again as often as it was killed. */
export function startImporter(run: Run, victim: Victim, folder: string, pauseMs: number): Importer {
  const counts = { done: 0, begun: 0 };
  let stopped = false;
  let working = false;
  let held: Promise<void> | undefined;
  let pid: number | undefined;
  const runOnce = async (paths: readonly string[]): Promise<boolean> => {
    await victim.ready();
    counts.begun += 1;
    const child = victim.command(['import', ...paths, '--json']);
    pid = child.pid;
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    const [code] = (await once(child, 'close')) as [number | null];
    pid = undefined;
    // A line refused, or a file that cannot be read, would be so again.
    if (said.includes('"refused":') && !said.includes('"refused":0'))
      throw new Error(`an import refused lines: ${said.slice(0, 2_000)}`);
    return code === 0;
  };
  const importAll = async (): Promise<void> => {
    for (let round = 0; !stopped; round += 1) {
      while (held) await held;
      if (stopped) return;
      working = true;
      const parts: Part[] = [];
      const lines: string[][] = Array.from({ length: files }, () => []);
      for (let at = 0; at < size; at += 1) {
        const type = importedTypes[at % importedTypes.length] ?? 'Patient';
        const key = `i${round}-${at}`;
        const mark = `${key}-m`;
        parts.push({ key, mark, type, id: key });
        lines[at % files]?.push(JSON.stringify(contentOf(type, { key, mark, id: key, patient: `Patient/i${round}-0` })));
      }
      const paths = lines.map((_, at) => join(folder, `import-${round}-${at}.ndjson`));
      for (const [at, path] of paths.entries()) await writeFile(path, `${lines[at]?.join('\n')}\n`);
      const n = run.next();
      await run.ledger.write({ say: 'intent', n, kind: 'import', parts });
      while (!(await runOnce(paths))) {
        run.counts.silent += 1;
        await wait(100);
        await run.ledger.write({ say: 'again', n });
      }
      await run.ledger.write({
        say: 'answer',
        n,
        made: parts.map(({ type, key }) => ({ state: 'stored', type, id: key })),
      });
      counts.done += 1;
      run.counts.acknowledged += 1;
      working = false;
      for (const end = Date.now() + pauseMs; !stopped && Date.now() < end; ) await wait(50);
    }
  };
  const all = importAll().catch((error: unknown) => {
    working = false;
    run.odd.push(String(error));
  });
  return {
    counts,
    kill: () => pid !== undefined && killHard(pid),
    hold: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      while (working) await wait(20);
      return () => {
        held = undefined;
        resolve();
      };
    },
    stop: async () => {
      stopped = true;
      await all;
    },
  };
}
