import { type Delivering, deliver, type Shift } from './deliver.ts';
import { endLease, LeaseLost, renewLease, takeLease } from './lease.ts';

/** Tells the database three times a lease that we live: the lease for the others, the open transaction for PostgreSQL. */
function beat(shift: Shift): { stop(): void } {
  const { pool, lease, clock, leaseMs } = shift;
  const timer = setInterval(() => {
    renewLease(pool, lease, new Date(clock().getTime() + leaseMs)).catch(() => {});
    shift.open?.query('select 1').catch(() => {});
  }, leaseMs / 3);
  return { stop: () => clearInterval(timer) };
}

/**
 * Takes one lease and delivers what is due under it. `none`: there was nothing to do; `more`: there is more than was
 * taken. Rejects when the database fails; what was not committed is delivered again. A lease that was lost meanwhile
 * counts as `some`: another worker is at it.
 */
export async function workOnce(delivering: Delivering): Promise<'none' | 'some' | 'more'> {
  const { pool, handlers, holder, clock, leaseMs } = delivering;
  const names = handlers.map(({ name }) => name);
  const lease = await takeLease(pool, names, holder, clock(), leaseMs);
  const handler = handlers.find(({ name }) => name === lease?.handler);
  if (!lease || !handler) return 'none';
  const shift: Shift = { ...delivering, lease, handler, open: null };
  const heart = beat(shift);
  try {
    return (await deliver(shift)) ? 'more' : 'some';
  } catch (error) {
    if (error instanceof LeaseLost) return 'some';
    await endLease(pool, lease).catch(() => {});
    throw error;
  } finally {
    heart.stop();
  }
}
