import { append } from '@songhua/events';
import { ok, type Result, type Tx } from '@songhua/kernel';
import { answerHours, type Signal, type SignalDraft, type SignalNews } from '../contract.ts';
import { checkSignal } from '../domain/check-signal.ts';
import { addStep, type By } from './steps.ts';

/** In whose name, when, and where ids come from; `by` null: the system by itself. */
export interface Raising {
  readonly by: By;
  readonly now: Date;
  readonly newId: () => string;
}

/**
 * Raises a signal, once however often it is handed over: the same reference by the same channel and source is the one that was raised
 * before (`isNew` false), and stays as it is. Its area and subject must be known to exist. Tells `surveillance.signal-raised`.
 */
export async function raiseSignal(
  tx: Tx,
  draft: SignalDraft & { readonly source: Signal['source'] },
  { by, now, newId }: Raising,
): Promise<Result<{ readonly id: string; readonly isNew: boolean }>> {
  const checked = checkSignal(draft, now);
  if (!checked.ok) return checked;
  const {
    channel,
    source,
    reference,
    area,
    town,
    place,
    subject,
    from,
    to,
    observed,
    expected,
    p,
    level,
    method,
    said,
    evidence,
  } = draft;
  const due = new Date(now.getTime() + answerHours[level] * 3_600_000);
  const [raised] = await tx.query<{ id: string }>(
    `insert into surveillance.signal (id, channel, source, reference, area, town, place, subject, from_day, to_day, observed, expected, p,
       level, method, said, evidence, state, raised_at, raised_by, due_at, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'new', $18, $19, $20, 1)
     on conflict (channel, source, reference) do nothing returning id`,
    [
      ...[newId(), channel, source, reference, area, town, place, subject, from, to, observed, expected, p, level, method, said],
      ...[evidence && JSON.stringify(evidence), now, by?.name ?? null, due],
    ],
  );
  if (!raised) {
    const [known] = await tx.query<{ id: string }>(
      'select id from surveillance.signal where channel = $1 and source = $2 and reference = $3',
      [channel, source, reference],
    );
    if (!known) throw new Error('a signal was neither raised nor there');
    return ok({ id: known.id, isNew: false });
  }
  await addStep(tx, raised.id, { kind: 'raised' }, by, now);
  const news: SignalNews = { id: raised.id, channel, area, subject, state: 'new' };
  await append(tx, 'surveillance.signal-raised', news, now, `signal/${raised.id}`);
  return ok({ id: raised.id, isNew: true });
}
