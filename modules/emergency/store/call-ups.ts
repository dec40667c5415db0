import type { Tx } from '@songhua/kernel';
import type { CallUp } from '../contract.ts';

/** The oldest first, each with who was called. */
export async function listCallUps(tx: Tx, event: string): Promise<CallUp[]> {
  const rows = await tx.query<Omit<CallUp, 'at' | 'answerBy'> & { at: Date; answer_by: Date }>(
    `select c.id, c.team, t.name as "teamName", c.message, c.at, c.by_name as by, c.answer_by,
            (select jsonb_agg(jsonb_build_object('member', m.id, 'name', m.name, 'phone', m.phone, 'answer', d.answer,
                                                 'answeredAt', to_char(d.answered_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                                 'escalatedAt', to_char(d.escalated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
                              order by not m.lead, m.name, m.id)
               from emergency.called d join emergency.member m on m.id = d.member where d.call_up = c.id) as called
       from emergency.call_up c join emergency.team t on t.id = c.team where c.event = $1 order by c.at, c.id`,
    [event],
  );
  return rows.map(({ at, answer_by, ...row }) => ({ ...row, at: at.toISOString(), answerBy: answer_by.toISOString() }));
}

interface NewCall {
  readonly id: string;
  readonly event: string;
  readonly team: string;
  readonly message: string;
  readonly answerBy: Date;
  readonly members: readonly string[];
}

export async function insertCallUp(tx: Tx, call: NewCall, by: string, now: Date): Promise<void> {
  await tx.query(
    'insert into emergency.call_up (id, event, team, message, at, by_name, answer_by) values ($1, $2, $3, $4, $5, $6, $7)',
    [call.id, call.event, call.team, call.message, now, by, call.answerBy],
  );
  await tx.query('insert into emergency.called (call_up, member) select $1, unnest($2::uuid[])', [call.id, call.members]);
}

export async function answerCall(tx: Tx, call: string, member: string, answer: string, now: Date): Promise<void> {
  await tx.query('update emergency.called set answer = $3, answered_at = $4 where call_up = $1 and member = $2', [
    call,
    member,
    answer,
    now,
  ]);
}

export interface Unanswered {
  readonly event: string;
  readonly call: string;
  readonly team: string;
  readonly names: string;
}

/** Marks who has not answered in time as carried up, each once, while the event is not over; by call, with the event held. */
export async function escalateCalls(tx: Tx, now: Date): Promise<Unanswered[]> {
  await tx.query(
    `select 1 from emergency.event e where e.state not in ('closed', 'discarded') and exists (
       select from emergency.call_up c join emergency.called d on d.call_up = c.id
        where c.event = e.id and c.answer_by < $1 and d.answer is null and d.escalated_at is null) order by e.id for update`,
    [now],
  );
  return tx.query<Unanswered>(
    `with late as (
       update emergency.called d set escalated_at = $1 from emergency.call_up c join emergency.event e on e.id = c.event
        where c.id = d.call_up and e.state not in ('closed', 'discarded') and c.answer_by < $1 and d.answer is null and d.escalated_at is null
       returning d.call_up, d.member)
     select c.event, c.id as call, t.name as team, string_agg(m.name, '、' order by m.name) as names
       from late join emergency.call_up c on c.id = late.call_up join emergency.team t on t.id = c.team
       join emergency.member m on m.id = late.member group by c.event, c.id, t.name order by c.id`,
    [now],
  );
}
