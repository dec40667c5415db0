import { parentPort, workerData } from 'node:worker_threads';
import { detectors } from './detectors.ts';
import { makeOne } from './make-series.ts';

/** A thread of a night: draws its share of the series, waits, and then judges the last step of each by every method. */
const { share, of, series } = workerData as { share: number; of: number; series: number };
const places = Array.from({ length: Math.ceil((series - share) / of) }, (_, at) => share + at * of);
const drawn = places.map((at) => [makeOne('weekly', at), makeOne('daily', at)] as const);

parentPort?.once('message', () => {
  const from = process.threadCpuUsage();
  let alarms = 0;
  for (const pair of drawn)
    for (const { steps, judge, daily } of detectors)
      for (const one of daily ? pair.slice(1) : pair) {
        const { length } = one.counts;
        const judged = judge(
          one,
          Array.from({ length: steps }, (_, at) => length - steps + at),
        );
        alarms += Number(judged.at(-1)?.alarm ?? false);
      }
  const { user, system } = process.threadCpuUsage(from);
  parentPort?.postMessage({ cpu: (user + system) / 1e6, alarms });
});
parentPort?.postMessage('ready');
