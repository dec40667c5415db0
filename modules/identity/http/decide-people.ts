import { type Actor, httpReply, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { type DecisionKind, decided, linkInput, undoInput, undoParams, unlinkInput } from '../contract.ts';
import { decideLink, decideUnlink } from '../domain/decide-people.ts';
import { decideUndo, type Undoing } from '../domain/decide-undo.ts';
import { apartAmong } from '../store/apart.ts';
import { carryOut } from '../store/carry-out.ts';
import { deciding } from '../store/deciding.ts';
import { findDecision, type Measured, type Who } from '../store/decisions.ts';
import { earliestOf, partitionOf } from '../store/groups.ts';
import { findSources } from '../store/sources.ts';
import { shownPatient } from './list-people.ts';
import { keepsTheRegister } from './looks-after.ts';
import { showDecisions } from './show-decision.ts';

export const whoIs = ({ id, name }: Actor): Who => ({ id, name });

interface Means {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly newId: () => string;
}

interface Said {
  readonly kind: DecisionKind;
  readonly reason: string;
  readonly undoes?: string;
  readonly review?: string;
  readonly measured?: Measured;
}

/** Carries a decision of somebody's out, and answers it with who is who now. */
export async function settle({ tx, actor, now, newId }: Means, undoing: Undoing, said: Said): Promise<Result<unknown>> {
  const id = newId();
  await carryOut(tx, { id, ...said, ...undoing, by: whoIs(actor) }, now);
  const written = await findDecision(tx, id);
  const [decision] = written ? await showDecisions(tx, [written]) : [];
  if (!decision) throw new Error(`decision ${id} was not written`);
  const people = (await partitionOf(tx, undoing.after.flat())).map((members) => ({
    person: members[0] ?? '',
    members: [...members],
  }));
  // Whoever changes something is noted with whom it was about, whatever the answer shows of them.
  return ok(httpReply(200, { decision, people }, {}, undoing.after.flat().map(shownPatient)));
}

/** Refuses registrations that are not there. */
export async function checkKnown(tx: Tx, patients: readonly string[]): Promise<Result<null>> {
  const there = new Set((await findSources(tx, patients)).map(({ patient }) => patient));
  const missing = patients.find((one) => !there.has(one));
  return missing === undefined ? ok(null) : refuse('identity.unknown-person', { id: missing });
}

export const linkPeople = route({
  method: 'POST',
  path: '/api/identity/people/link',
  summary: { zh: '把几条登记合并为一人', en: 'Make several registrations one person' },
  permission: 'identity.decide',
  people: keepsTheRegister,
  body: linkInput,
  response: decided,
  handle: async ({ tx, actor, now, newId, body: { patients, reason } }) =>
    deciding(tx, async () => {
      const known = await checkKnown(tx, patients);
      if (!known.ok) return known;
      const before = await partitionOf(tx, patients);
      const all = before.flat();
      const decision = decideLink(before, await apartAmong(tx, all), await earliestOf(tx, all));
      return decision.ok ? settle({ tx, actor, now, newId }, decision.value, { kind: 'link', reason }) : decision;
    }),
});

export const unlinkPerson = route({
  method: 'POST',
  path: '/api/identity/people/unlink',
  summary: { zh: '把一条登记从所属的人中拆出', en: 'Take a registration out of its person' },
  permission: 'identity.decide',
  people: keepsTheRegister,
  body: unlinkInput,
  response: decided,
  handle: async ({ tx, actor, now, newId, body: { patient, reason } }) =>
    deciding(tx, async () => {
      const before = await partitionOf(tx, [patient]);
      const all = before.flat();
      // A registration that was deleted may still belong to somebody, and can be taken out.
      const known = all.length > 1 ? ok(null) : await checkKnown(tx, [patient]);
      if (!known.ok) return known;
      const decision = decideUnlink(before, patient, await apartAmong(tx, all), await earliestOf(tx, all));
      return decision.ok ? settle({ tx, actor, now, newId }, decision.value, { kind: 'unlink', reason }) : decision;
    }),
});

export const undoDecision = route({
  method: 'POST',
  path: '/api/identity/decisions/:id/undo',
  summary: { zh: '撤销一项判定，恢复到判定之前', en: 'Take a decision back: all is as before it' },
  permission: 'identity.decide',
  people: keepsTheRegister,
  params: undoParams,
  body: undoInput,
  response: decided,
  handle: async ({ tx, actor, now, newId, params: { id }, body: { reason } }) =>
    deciding(tx, async () => {
      const taken = await findDecision(tx, id);
      if (!taken) return refuse('identity.unknown-decision');
      const present = await partitionOf(tx, taken.after.flat());
      const decision = decideUndo(taken, present, taken.undoneBy);
      return decision.ok ? settle({ tx, actor, now, newId }, decision.value, { kind: 'undo', reason, undoes: id }) : decision;
    }),
});
