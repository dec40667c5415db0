import { ok, type Result, refuse } from '@songhua/kernel';

interface Dated {
  readonly taken: string;
  readonly sent: string | null;
  readonly resulted: string | null;
  readonly result: string | null;
}

/** A sample is taken, sent and judged in this order and not ahead of today; a result has its day. */
export function checkSample({ taken, sent, resulted, result }: Dated, today: string): Result<null> {
  if ((result === null) !== (resulted === null)) return refuse('investigation.result-undated');
  const days = [taken, ...(sent === null ? [] : [sent]), ...(resulted === null ? [] : [resulted]), today];
  const wrong = days.findIndex((day, at) => at > 0 && day < (days[at - 1] ?? ''));
  return wrong < 0 ? ok(null) : refuse('investigation.sample-days', { earlier: days[wrong - 1] ?? '', later: days[wrong] ?? '' });
}
