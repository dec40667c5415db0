import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import type { OverdueNews } from '../contract.ts';
import { addStep } from './steps.ts';
import { addWarningStep } from './warnings.ts';

interface Row {
  readonly id: string;
  readonly number: string;
  readonly area: string;
  readonly subject: string;
  readonly due_at: Date;
}

/** So many of each kind are noted at a time; the rest a minute later. */
const most = 200;

const note = (table: 'warning' | 'signal', open: string): string =>
  `update surveillance.${table} set overdue_at = $1 where id in (
     select id from surveillance.${table} where answered_at is null and due_at < $1 and (overdue_at is null or overdue_at < due_at) and ${open}
      order by due_at limit ${most} for update skip locked)
   returning id, number, area, subject, due_at`;

const tell = (tx: Tx, kind: OverdueNews['kind'], { id, number, area, subject, due_at }: Row, now: Date): Promise<unknown> => {
  const news: OverdueNews = { kind, id, number: Number(number), area, subject, dueAt: due_at.toISOString() };
  return append(tx, 'surveillance.overdue', news, now, `${kind}/${id}`);
};

/** Notes, once for each clock, warnings and signals that nobody answered in time: a step of their own, and news. How many. */
export async function noteOverdue(tx: Tx, now: Date): Promise<number> {
  const warnings = await tx.query<Row>(note('warning', `state = 'new'`), [now]);
  for (const one of warnings) {
    await addWarningStep(tx, one.id, { kind: 'overdue', note: null }, null, now);
    await tell(tx, 'warning', one, now);
  }
  const signals = await tx.query<Row>(note('signal', `state in ('new', 'verifying')`), [now]);
  for (const one of signals) {
    await addStep(tx, one.id, { kind: 'overdue' }, null, now);
    await tell(tx, 'signal', one, now);
  }
  return warnings.length + signals.length;
}
