import type { Tx } from '@songhua/kernel';
import type { CardChange, CardDetail } from '../contract.ts';

/** A step on a card, as it is kept. */
export type Change = Omit<CardChange, 'at'> & { readonly card: string; readonly at: Date };

export async function insertChange(tx: Tx, { card, version, step, state, at, by, reason, changed }: Change): Promise<void> {
  await tx.query(
    `insert into reporting.change (card, version, step, state, at, by_kind, by_id, by_name, reason, changed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [card, version, step, state, at, by.kind, by.id, by.name, reason, JSON.stringify(changed)],
    'reporting.insert-change',
  );
}

interface Row extends Omit<Change, 'card' | 'by' | 'at'> {
  readonly at: Date;
  readonly by_kind: 'person' | 'rule';
  readonly by_id: string;
  readonly by_name: string;
}

/** What was done with a card, the first step first. */
export async function changesOf(tx: Tx, card: string): Promise<CardChange[]> {
  const rows = await tx.query<Row>(
    `select version, step, state, at, by_kind, by_id, by_name, reason, changed from reporting.change where card = $1 order by version`,
    [card],
    'reporting.changes-of',
  );
  return rows.map(({ by_kind, by_id, by_name, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    by: { kind: by_kind, id: by_id, name: by_name },
  }));
}

/** Which of these cards a person has taken a step on. */
export async function touchedAmong(tx: Tx, cards: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ card: string }>(
    `select distinct card from reporting.change where card = any($1) and by_kind = 'person'`,
    [cards],
    'reporting.touched-among',
  );
  return new Set(rows.map(({ card }) => card));
}

/** What in the record store speaks for these cards. */
export async function evidenceOf(
  tx: Tx,
  cards: readonly string[],
): Promise<readonly (CardDetail['evidence'][number] & { readonly card: string; readonly institution: string | null })[]> {
  const rows = await tx.query<{
    card: string;
    source: string;
    rule: string;
    rule_version: string;
    at: Date;
    institution: string | null;
  }>(
    `select card, source, rule, rule_version, at, institution from reporting.evidence where card = any($1) order by at, source`,
    [cards],
    'reporting.evidence-of',
  );
  return rows.map(({ card, source, rule, rule_version, at, institution }) => ({
    card,
    institution,
    source,
    rule,
    version: rule_version,
    at: at.toISOString(),
  }));
}
