import { type Actor, maskId, maskPhone, may, type RecordStore, type Tx } from '@songhua/kernel';
import type { CardDetail, CardItem } from '../contract.ts';
import { yearsOn } from '../domain/check-card.ts';
import { isShown, standingTo } from '../domain/decide-sight.ts';
import { dayIn, timingOf } from '../domain/judge-clock.ts';
import { possibleSteps } from '../domain/move-card.ts';
import { diseaseOf, subtypeOf } from '../domain/notifiable-list.ts';
import type { StoredCard } from '../store/cards.ts';
import { changesOf, evidenceOf } from '../store/history.ts';
import type { View } from './load-sight.ts';

type Names = ReadonlyMap<string, string>;

/** Names of these institutions, by `Organization/…`; one that is not registered has none. */
export async function institutionNames(tx: Tx, records: RecordStore, references: readonly string[]): Promise<Names> {
  const ids = [...new Set(references.map((one) => one.slice('Organization/'.length)))];
  if (ids.length === 0) return new Map();
  const { items } = await records.search(tx, 'Organization', { id: ids, limit: ids.length });
  return new Map(items.flatMap(({ id, name }) => (typeof name === 'string' ? [[`Organization/${id}`, name] as const] : [])));
}

/** Those of the institutions of these cards. */
export const namesOf = (tx: Tx, records: RecordStore, cards: readonly StoredCard[]): Promise<Names> =>
  institutionNames(
    tx,
    records,
    cards.flatMap(({ institution }) => institution ?? []),
  );

function headOf(card: StoredCard, names: Names, now: Date) {
  const { fields, institution } = card;
  const disease = diseaseOf(fields.disease);
  const subtype = disease && subtypeOf(disease, fields.subtype);
  return {
    id: card.id,
    reference: fields.patient,
    state: card.state,
    source: card.source,
    disease: fields.disease,
    diseaseName: disease?.name ?? { zh: fields.disease, en: fields.disease },
    subtype: fields.subtype,
    subtypeName: subtype?.name ?? null,
    class: card.class,
    kind: fields.kind,
    sex: fields.sex,
    onset: fields.onset,
    diagnosed: fields.diagnosed,
    due: card.due.toISOString(),
    reported: card.reported?.toISOString() ?? null,
    timing: timingOf(card, now),
    reviewBy: card.reviewBy?.toISOString() ?? null,
    died: fields.died,
    institution: institution === null ? null : { reference: institution, name: names.get(institution) ?? null },
    reportCounty: card.reportCounty,
    homeCounty: card.homeCounty,
    town: fields.town,
    version: card.version,
  };
}

/** A card as lists show it. */
export function sayItem(card: StoredCard, names: Names, now: Date): CardItem {
  const { fields } = card;
  return {
    ...headOf(card, names, now),
    name: fields.name,
    age: yearsOn(fields, dayIn(new Date(fields.diagnosed))),
    number: fields.number === null ? null : maskId(fields.number),
    phone: fields.phone === null ? null : maskPhone(fields.phone),
  };
}

export const sayItems = async (tx: Tx, records: RecordStore, cards: readonly StoredCard[], now: Date): Promise<CardItem[]> => {
  const names = await namesOf(tx, records, cards);
  return cards.map((card) => sayItem(card, names, now));
};

const permissionOf = (step: string): string =>
  ['approve', 'return', 'merge', 'delete'].includes(step) ? 'reporting.review' : 'reporting.report';

/** A card in whole, with its history and what the reader may do with it. */
export async function sayCard(
  tx: Tx,
  records: RecordStore,
  { card, view, actor, now }: { readonly card: StoredCard; readonly view: View; readonly actor: Actor; readonly now: Date },
): Promise<CardDetail> {
  const evidence = await evidenceOf(tx, [card.id]);
  const standing = standingTo(view.sight, card, now);
  return {
    ...headOf(card, await namesOf(tx, records, [card]), now),
    fields: card.fields,
    classification: card.classification,
    created: card.created.toISOString(),
    received: card.received?.toISOString() ?? null,
    enteredLate: card.enterBy !== null && card.created > card.enterBy,
    duplicateOf: card.duplicateOf,
    evidence: evidence.filter((one) => isShown(view.sight, one)).map(({ card: _, institution: __, ...one }) => one),
    history: await changesOf(tx, card.id),
    steps: possibleSteps(card, standing).filter((step) => may(actor, permissionOf(step))),
  };
}
