import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { type Move, move, signalDetail, signalParams } from '../contract.ts';
import { decideVerdict, mayDo, reopenedState } from '../domain/move-signal.ts';
import type { StoredSignal } from '../store/signals-read.ts';
import { writeSignal } from '../store/signals-write.ts';
import { listSteps, type NewStep } from '../store/steps.ts';
import { holdSignal, workOn } from './hold-signal.ts';
import { assessmentsOf } from './load-detail.ts';
import type { Surroundings } from './load-surroundings.ts';

interface Means {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly around: Surroundings;
}

interface Moved {
  readonly to: StoredSignal;
  readonly step: NewStep;
}

type Of<K extends Move['kind']> = Extract<Move, { kind: K }>;

/** Into another open signal, which then speaks for both; chains end at the one that stays. */
async function merge(
  { tx, actor, now, around }: Means,
  signal: StoredSignal,
  { into, reason }: Of<'merge'>,
): Promise<Result<Moved>> {
  if (into === signal.id) return refuse('surveillance.merge-itself');
  const held = await holdSignal(tx, around, into);
  if (!held.ok) return held;
  const other = held.value;
  if (other.state === 'merged' || other.state === 'false' || other.state === 'closed')
    return refuse('surveillance.merge-into-over', { number: other.number, state: other.state });
  const detail = { signal: signal.id, number: signal.number };
  await writeSignal(tx, other, { kind: 'absorbed', note: reason, detail }, actor, now);
  const step: NewStep = { kind: 'merged', note: reason, detail: { signal: other.id, number: other.number } };
  // No answer by itself: it is answered when the other is.
  return ok({ to: { ...signal, state: 'merged', mergedInto: other.id }, step });
}

async function judge({ tx, now }: Means, signal: StoredSignal, { outcome, reason }: Of<'verdict'>): Promise<Result<Moved>> {
  const state = decideVerdict(signal, outcome, await listSteps(tx, signal.id));
  if (!state.ok) return state;
  const answeredAt = signal.answeredAt ?? now.toISOString();
  return ok({
    to: { ...signal, state: state.value, outcome, answeredAt },
    step: { kind: 'verdict', note: reason, detail: { outcome, before: signal.outcome } },
  });
}

async function decide(means: Means, signal: StoredSignal, body: Move): Promise<Result<Moved>> {
  const { actor, tx } = means;
  const may = mayDo(signal, body.kind);
  if (!may.ok) return may;
  const begun = signal.state === 'new' ? 'verifying' : signal.state;
  switch (body.kind) {
    case 'take':
      return ok({ to: { ...signal, state: begun, owner: { id: actor.id, name: actor.name } }, step: { kind: 'taken' } });
    case 'assign':
      return ok({ to: { ...signal, owner: { id: '', name: body.to } }, step: { kind: 'assigned', detail: { to: body.to } } });
    case 'verdict':
      return judge(means, signal, body);
    case 'reopen': {
      const assessed = assessmentsOf(await listSteps(tx, signal.id)).length > 0;
      const state = reopenedState(signal, assessed);
      return ok({ to: { ...signal, state, mergedInto: null }, step: { kind: 'reopened', note: body.reason } });
    }
    case 'merge':
      return merge(means, signal, body);
    case 'close':
      return ok({ to: { ...signal, state: 'closed' }, step: { kind: 'closed', note: body.reason } });
    case 'check':
      return ok({
        to: { ...signal, state: begun },
        step: { kind: 'checked', note: body.note, detail: { item: body.item, done: body.done } },
      });
    case 'note':
      return ok({ to: signal, step: { kind: 'note', note: body.note } });
  }
}

export const moveSignalRoute = route({
  method: 'POST',
  path: '/api/surveillance/signals/:id/moves',
  summary: {
    zh: '认领、指派、核实、合并、关闭或重新打开一条信号',
    en: 'Take, assign, verify, merge, close or reopen a signal',
  },
  permission: 'surveillance.triage',
  people: 'none',
  params: signalParams,
  body: move,
  response: signalDetail,
  handle: (call) => {
    const { tx, actor, now, body } = call;
    return workOn(
      call,
      async (signal, around) => {
        const moved = await decide({ tx, actor, now, around }, signal, body);
        if (!moved.ok) return moved;
        await writeSignal(tx, moved.value.to, moved.value.step, actor, now);
        return ok(null);
      },
      body.kind === 'merge' ? [body.into] : [],
    );
  },
});
