import { spawnSync } from 'node:child_process';
import { type ExportedRun, exportToR } from '@songhua/engine-outbreak/evaluate/export-r.ts';

export interface AnswerOfR {
  /** CPU time of the fits alone, in milliseconds. */
  readonly cpu: number;
  readonly uppers: readonly (number | null)[];
}

/** What R's `surveillance` says of a run and how long it takes, or null where R (`RSCRIPT` names its program) or the package is not installed. */
export function askR(run: ExportedRun): AnswerOfR | null {
  const script = exportToR(run)
    .replace('\nresult <-', '\nbefore <- sum(proc.time()[1:2])\nresult <-')
    .concat('cat("CPU", sum(proc.time()[1:2]) - before, "\\n")\n');
  const program = process.env.RSCRIPT ?? 'Rscript';
  const { status, stdout } = spawnSync(program, ['--vanilla', '-'], { input: script, encoding: 'utf8', timeout: 300_000 });
  const cpu = /^CPU ([\d.]+)/m.exec(stdout ?? '')?.[1];
  if (status !== 0 || cpu === undefined) return null;
  const rows = stdout.split('\n').flatMap((line) => /^\s*\d+\s+\d+\s+(\S+)\s+(?:TRUE|FALSE|NA)\s*$/.exec(line)?.[1] ?? []);
  return { cpu: Number(cpu) * 1000, uppers: rows.map((text) => (text === 'NA' ? null : Number(text))) };
}
