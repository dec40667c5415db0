import { append } from '@songhua/events';
import { type BackgroundContext, type BackgroundWork, must, withTx } from '@songhua/kernel';
import { prepareForecast, reproductionOf } from '../domain/prepare-forecast.ts';
import { readResult } from '../domain/read-result.ts';
import { endForecast, noteProgress, takeForecast } from '../store/forecasts.ts';
import { runForecast } from './run-forecast.ts';

const leaseMs = 30_000;
/** How often a process looks whether a forecast waits, ms. */
const lookEvery = 1_000;

type Means = Pick<BackgroundContext, 'pool' | 'clock' | 'signal' | 'tell'>;

/** Carries one forecast out; false when none waited. Whoever asked hears how far it is. */
export async function forecastNext({ pool, clock, signal, tell }: Means, holder: string): Promise<boolean> {
  const lease = () => new Date(clock().getTime() + leaseMs);
  const taken = await withTx(pool, 'write', (tx) => takeForecast(tx, { holder, until: lease() }, clock()));
  if (!taken) return false;
  const { id } = taken;
  const told = (write: (tx: Parameters<typeof append>[0]) => Promise<boolean>): Promise<boolean> =>
    withTx(pool, 'write', async (tx) => {
      const mine = await write(tx);
      if (mine) await append(tx, 'surge.forecast-changed', { id }, clock());
      return mine;
    });
  try {
    const reproduction = must(reproductionOf(taken.draft));
    const found = await runForecast(
      prepareForecast(taken.draft, reproduction),
      (done) => told((tx) => noteProgress(tx, id, holder, done, lease())),
      signal,
    );
    if (found) await told((tx) => endForecast(tx, id, holder, readResult(taken.draft, reproduction, found)));
  } catch (error) {
    tell({ forecast: id, err: error instanceof Error ? error.message : String(error) }, 'a forecast of beds failed');
    await told((tx) => endForecast(tx, id, holder, null));
  }
  return true;
}

/**
 * Draws forecasts beside the server's work, each in a thread: waiting ──> running ──> done; running ──its process dies──> taken by another
 * after its lease; cancelled by whoever asked.
 */
export const keepForecasting: BackgroundWork = {
  name: 'surge.forecast',
  run: async (context) => {
    const holder = `${context.holder} ${context.newId()}`;
    while (!context.signal.aborted) if (!(await forecastNext(context, holder))) await context.rest(lookEvery);
  },
};
