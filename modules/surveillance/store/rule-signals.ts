import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import type { SignalNews } from '../contract.ts';
import type { KnownCluster } from '../domain/follow-cluster.ts';
import { addStep } from './steps.ts';

const isOpen = (state: string): boolean => !['closed', 'false', 'merged'].includes(state);

/** The newest signals that a rule raised of a disease at a place, held until the transaction ends. */
export async function holdClusters(tx: Tx, method: string, subject: string, begin: string): Promise<readonly KnownCluster[]> {
  const rows = await tx.query<{ id: string; state: string; cards: readonly string[] | null }>(
    `select id, state, evidence -> 'cards' as cards from surveillance.signal
      where channel = 'case-reports' and source = 'rule' and method = $1 and subject = $2 and starts_with(reference, $3)
      order by raised_at desc, id limit 20 for update`,
    [method, subject, begin],
  );
  return rows.map(({ id, state, cards }) => ({ id, cards: cards ?? [], isOpen: isOpen(state) }));
}

/** A cluster that the scan has told of. */
interface ToldCluster {
  readonly id: string;
  readonly isOpen: boolean;
  readonly observed: number;
  readonly towns: readonly string[];
}

interface Grown {
  readonly from: string;
  readonly to: string;
  readonly observed: number;
  /** Rules expect nothing. */
  readonly expected?: number;
  readonly p?: number;
  readonly evidence: object;
}

/** The cluster of a signal has more cases now: counted on the signal, noted as a step, told to open pages; its clock stays. */
export async function growSignal(
  tx: Tx,
  id: string,
  { from, to, observed: count, expected, p, evidence }: Grown,
  now: Date,
): Promise<void> {
  const [before] = await tx.query<{ observed: number }>('select observed from surveillance.signal where id = $1', [id]);
  const [row] = await tx.query<Omit<SignalNews, 'id'>>(
    `update surveillance.signal set from_day = $2, to_day = $3, observed = $4, evidence = $5, expected = $6, p = $7, version = version + 1
      where id = $1
     returning channel, area, subject, state`,
    [id, from, to, count, JSON.stringify(evidence), expected ?? null, p ?? null],
  );
  if (!row) return;
  const note = `病例由 ${before?.observed ?? 0} 例增至 ${count} 例 / ${count} cases now, ${before?.observed ?? 0} before`;
  await addStep(tx, id, { kind: 'note', note, detail: { observed: count } }, null, now);
  await append(tx, 'surveillance.signal-changed', { id, ...row } satisfies SignalNews, now, `signal/${id}`);
}

/** The newest clusters that the scan told of a disease since a day, whatever became of them, held until the transaction ends. */
export async function holdScanned(tx: Tx, method: string, disease: string, since: string): Promise<readonly ToldCluster[]> {
  const rows = await tx.query<{ id: string; state: string; observed: number; towns: readonly string[] | null }>(
    `select id, state, observed, evidence -> 'towns' as towns from surveillance.signal
      where channel = 'case-reports' and source = 'detection' and method = $1 and subject = $2 and to_day >= $3
      order by raised_at desc, id limit 50 for update`,
    [method, disease, since],
  );
  return rows.map(({ id, state, observed, towns }) => ({ id, observed, towns: towns ?? [], isOpen: isOpen(state) }));
}
