import type { ModuleManifest, StartContext, StartTask } from '@songhua/kernel';

/** The tasks in an order in which each comes after those it names; a name nobody has or a circle is refused. */
export function orderTasks(manifests: readonly ModuleManifest[]): readonly StartTask[] {
  const waiting = new Map(manifests.flatMap(({ start }) => start ?? []).map((task) => [task.name, task]));
  const names = new Set(waiting.keys());
  const ordered: StartTask[] = [];
  const done = new Set<string>();
  while (waiting.size > 0) {
    const next = [...waiting.values()].find(({ after }) => (after ?? []).every((name) => done.has(name)));
    if (!next) {
      const unknown = [...waiting.values()].flatMap(({ after }) => after ?? []).find((name) => !names.has(name));
      throw new Error(
        unknown
          ? `start task ${unknown} is waited for but does not exist`
          : `start tasks wait for each other: ${[...waiting.keys()].join(', ')}`,
      );
    }
    waiting.delete(next.name);
    done.add(next.name);
    ordered.push(next);
  }
  return ordered;
}

/** Runs every start task, one after the other. */
export async function runStartTasks(manifests: readonly ModuleManifest[], context: StartContext): Promise<void> {
  for (const task of orderTasks(manifests)) {
    await task.run(context).catch((cause: Error) => {
      throw new Error(`start task ${task.name} failed: ${cause.message}`, { cause });
    });
  }
}
