import { parentPort, workerData } from 'node:worker_threads';
import { type CsvDetection, detectCsv, printJudged } from '@songhua/engine-outbreak/detect-csv.ts';
import type { CsvDetected } from '../contract.ts';
import { writeRScript } from '../domain/write-r-script.ts';

export interface CsvTask {
  readonly csv: string;
  readonly asked: CsvDetection;
}

type Refused = Extract<ReturnType<typeof detectCsv>, { ok: false }>;
export type CsvAnswer = { readonly ok: true; readonly found: CsvDetected } | Refused;

function answer({ csv, asked }: CsvTask): CsvAnswer {
  const found = detectCsv(csv, asked);
  if (!found.ok) return found;
  const rows = found.rows.map(({ group, date, count, expected, upper, alarm, p }) => ({
    ...{ group, date, count, expected, upper, alarm, p },
  }));
  return {
    ok: true,
    found: {
      ...{ step: found.step, total: rows.length, alarms: rows.filter(({ alarm }) => alarm).length, rows },
      csv: printJudged(found.rows),
      r: writeRScript(asked, found.rows),
    },
  };
}

parentPort?.postMessage(answer(workerData as CsvTask));
