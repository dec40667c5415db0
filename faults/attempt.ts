import type { Answer, Ask, Client } from './ask.ts';
import type { Kind, Ledger, Made, Part } from './ledger.ts';

/** What all writers of a run share. */
export interface Run {
  readonly client: Client;
  readonly ledger: Ledger;
  /** Numbers of intents, one after the other. */
  readonly next: () => number;
  /** Answers that nobody should get (500, or one that cannot be understood), for the report. */
  readonly odd: string[];
  readonly counts: { acknowledged: number; silent: number; refused: number };
}

interface Outcome {
  readonly answer: Answer;
  readonly made: readonly Made[] | undefined;
}

/** What an answer says of the parts that were asked for; undefined where it says nothing (the server broke off). */
type Reader = (answer: Extract<Answer, { ok: true }>) => readonly Made[];

const location = /(?:^|\/)([A-Z]\w+)\/([A-Za-z0-9\-.]+)\/_history\/(\d+)$/;

/** Where a change was written, from its Location (creates, updates) or its ETag (deletions). */
export function writtenAt(at: string | undefined): { type: string; id: string; version: number } | undefined {
  const [, type, id, version] = location.exec(at ?? '') ?? [];
  return type !== undefined && id !== undefined ? { type, id, version: Number(version) } : undefined;
}

/**
 * One request with its two lines in the ledger: what it will try, on the disk before it is sent; what became of it, on the disk
 * before anybody goes on. An answer from 500 on, or none, leaves open what became of it.
 */
export async function attempt(run: Run, kind: Kind, parts: readonly Part[], ask: Ask, read: Reader): Promise<Outcome> {
  const n = run.next();
  await run.ledger.write({ say: 'intent', n, kind, parts });
  const answer = await run.client.ask(ask);
  if (!answer.ok || answer.status >= 500) {
    if (answer.ok && answer.status !== 503)
      run.odd.push(`${answer.status} to ${ask.method} ${ask.path}: ${answer.text.slice(0, 400)}`);
    if (answer.ok && answer.status === 503 && answer.headers['retry-after'] === undefined)
      run.odd.push(`503 without Retry-After to ${ask.method}`);
    // What nobody was there to receive was certainly not done.
    if (!answer.ok && !answer.sent) {
      await run.ledger.write({ say: 'answer', n, made: parts.map(() => ({ state: 'refused', status: 0 })) });
    } else {
      run.counts.silent += 1;
      await run.ledger.write({ say: 'silence', n, why: answer.ok ? String(answer.status) : answer.why });
    }
    return { answer, made: undefined };
  }
  const made = answer.status >= 400 ? parts.map((): Made => ({ state: 'refused', status: answer.status })) : read(answer);
  run.counts[answer.status >= 400 ? 'refused' : 'acknowledged'] += 1;
  await run.ledger.write({ say: 'answer', n, made });
  return { answer, made };
}
