/** What a queue of Poisson arrivals and exponential service settles to. */
export interface SteadyState {
  /** Chance that who arrives has to wait (is neither served at once nor turned away). */
  readonly waits: number;
  /** Chance that who arrives is turned away. */
  readonly lost: number;
  /** Mean number being served, and waiting. */
  readonly served: number;
  readonly queued: number;
}

/**
 * M/M/c/K: `load` = arrival rate over service rate of one server (Erlangs), `servers` c ≥ 1, `room` K ≥ c for all that are served or wait;
 * K infinite: M/M/c, which settles only when load < c and throws otherwise. From the birth-death equations (Kleinrock 1975, Queueing
 * Systems I, §3.4-3.8); `room` = `servers` is Erlang's loss formula.
 */
export function steadyState(load: number, servers: number, room = Number.POSITIVE_INFINITY): SteadyState {
  if (!(load > 0) || !(servers >= 1) || room < servers)
    throw new RangeError(`no queue of load ${load}, ${servers} servers, room ${room}`);
  const ratio = load / servers;
  if (room === Number.POSITIVE_INFINITY && ratio >= 1)
    throw new RangeError(`${servers} servers never settle under a load of ${load}`);
  // Weights relative to that of all servers busy, so that nothing overflows.
  let below = 0;
  let busyBelow = 0;
  let weight = 1;
  for (let n = servers - 1; n >= 0; n -= 1) {
    weight *= (n + 1) / load;
    below += weight;
    busyBelow += n * weight;
  }
  const places = room - servers;
  let full = 0;
  let queue = 0;
  let last = 0;
  if (places === Number.POSITIVE_INFINITY) {
    full = 1 / (1 - ratio);
    queue = ratio / (1 - ratio) ** 2;
  } else {
    for (let k = 0; k <= places; k += 1) {
      last = ratio ** k;
      full += last;
      queue += k * last;
    }
  }
  const all = below + full;
  return { waits: (full - last) / all, lost: last / all, served: (busyBelow + servers * full) / all, queued: queue / all };
}
