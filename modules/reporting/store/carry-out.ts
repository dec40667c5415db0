import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import type { CardChange, CardStep, CaseFact } from '../contract.ts';
import { diffDue, diffFields } from '../domain/diff-fields.ts';
import { reviewBy } from '../domain/judge-clock.ts';
import { putCard, type StoredCard } from './cards.ts';
import { insertChange } from './history.ts';

/** What others are told of a case: nothing that names anybody but the registration. */
export const factOf = (card: StoredCard): CaseFact => ({
  card: card.id,
  patient: card.fields.patient,
  disease: card.fields.disease,
  subtype: card.fields.subtype,
  kind: card.fields.kind,
  course: card.fields.course,
  onset: card.fields.onset,
  diagnosed: card.fields.diagnosed,
  reported: card.reported?.toISOString() ?? null,
  died: card.fields.died,
  institution: card.institution,
  reportCounty: card.reportCounty,
  homeCounty: card.homeCounty,
  town: card.fields.town,
  state: card.state,
  version: card.version,
});

interface Done {
  readonly step: CardStep;
  readonly by: CardChange['by'];
  readonly reason: string | null;
  readonly now: Date;
}

const eventOf: Partial<Record<CardStep, string>> = { prepare: 'reporting.card-prepared', report: 'reporting.card-reported' };

/** Keeps a card as it is after a step, the step in its history, and tells of it: together or not at all. */
export async function carryOut(
  tx: Tx,
  before: StoredCard | null,
  after: Omit<StoredCard, 'version' | 'reviewBy'>,
  { step, by, reason, now }: Done,
): Promise<StoredCard> {
  // What is reported or corrected anew waits for the county anew.
  const waits = after.state === 'reported' && before?.state === 'reported' && step !== 'correct' ? before.reviewBy : undefined;
  const card: StoredCard = {
    ...after,
    version: (before?.version ?? 0) + 1,
    reviewBy: after.state === 'reported' ? (waits ?? reviewBy(after.hours, now)) : null,
  };
  await putCard(tx, card);
  const changed = before ? [...diffFields(before.fields, card.fields), ...diffDue(before.due, card.due)] : [];
  await insertChange(tx, { card: card.id, version: card.version, step, state: card.state, at: now, by, reason, changed });
  await append(tx, eventOf[step] ?? 'reporting.card-changed', factOf(card), now, `card/${card.id}`);
  return card;
}
