import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** The whole night, once, in so many threads: every series drawn beforehand, then all of them judged by every method. */
export async function runNight(series: number, threads: number): Promise<string[]> {
  const workers = Array.from(
    { length: threads },
    (_, share) => new Worker(new URL('./judge-share.ts', import.meta.url), { workerData: { share, of: threads, series } }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const from = performance.now();
  const answers = workers.map((worker) => once(worker, 'message'));
  for (const worker of workers) worker.postMessage('go');
  const found = (await Promise.all(answers)).map(([told]) => told as { cpu: number; alarms: number });
  const wall = (performance.now() - from) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  const cpu = found.reduce((sum, one) => sum + one.cpu, 0);
  const alarms = found.reduce((sum, one) => sum + one.alarms, 0);
  return [
    `${series} weekly and ${series} daily series, all methods, ${threads} threads: ${wall.toFixed(1)} s of the clock, ${cpu.toFixed(1)} s CPU, ${alarms} alarms; the aim is 20 s on two cores`,
  ];
}
