import type { Tx } from '@songhua/kernel';
import type { Movement, MovementDraft, Supply } from '../contract.ts';

type Lot = Pick<Supply['lots'][number], 'lot' | 'expiry' | 'quantity'>;
export type StoredSupply = Pick<Supply, 'id' | 'name' | 'category' | 'unit' | 'area' | 'place' | 'minimum'> & {
  readonly lots: readonly Lot[];
};

/** Those of these areas, or only some of them; all when nothing is said. */
export interface Which {
  readonly areas?: readonly string[] | undefined;
  readonly ids?: readonly string[] | undefined;
}

/** Supplies of these areas with their lots, what expires first in front. */
export async function listSupplies(tx: Tx, { areas, ids }: Which = {}): Promise<StoredSupply[]> {
  return tx.query<StoredSupply>(
    `select s.id, s.name, s.category, s.unit, s.area, s.place, s.minimum,
            coalesce((select jsonb_agg(jsonb_build_object('lot', l.lot, 'expiry', l.expiry, 'quantity', l.quantity)
                                       order by l.expiry nulls last, l.lot)
                        from emergency.lot l where l.supply = s.id and l.quantity > 0), '[]') as lots
       from emergency.supply s
      where ($1::text[] is null or s.area = any($1)) and ($2::uuid[] is null or s.id = any($2)) order by s.category, s.name, s.area, s.id`,
    [areas ?? null, ids ?? null],
  );
}

/** Held until the transaction ends, so that two movements of it follow each other. */
export async function lockSupply(tx: Tx, id: string): Promise<StoredSupply | null> {
  await tx.query('select 1 from emergency.supply where id = $1 for update', [id]);
  return (await listSupplies(tx, { ids: [id] }))[0] ?? null;
}

/** One lot, also an empty one. */
export async function findLot(tx: Tx, supply: string, lot: string): Promise<Lot | null> {
  const [row] = await tx.query<Lot>(
    'select lot, expiry::text as expiry, quantity::int as quantity from emergency.lot where supply = $1 and lot = $2',
    [supply, lot],
  );
  return row ?? null;
}

export const insertSupply = (tx: Tx, { id, name, category, unit, area, place, minimum }: Omit<StoredSupply, 'lots'>) =>
  tx.query('insert into emergency.supply (id, name, category, unit, area, place, minimum) values ($1, $2, $3, $4, $5, $6, $7)', [
    id,
    name,
    category,
    unit,
    area,
    place,
    minimum,
  ]);

/** Writes a movement and the lot as it leaves it. */
export async function moveLot(
  tx: Tx,
  supply: string,
  id: string,
  draft: MovementDraft,
  left: Lot,
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into emergency.lot (supply, lot, expiry, quantity) values ($1, $2, $3, $4)
     on conflict (supply, lot) do update set quantity = excluded.quantity`,
    [supply, left.lot, left.expiry, left.quantity],
  );
  await tx.query(
    `insert into emergency.movement (id, supply, lot, expiry, kind, quantity, event, reason, at, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, supply, left.lot, left.expiry, draft.kind, draft.quantity, draft.event, draft.reason, now, by],
  );
}

/** The newest 500. */
export async function listMovements(tx: Tx, supply: string): Promise<Movement[]> {
  const rows = await tx.query<Omit<Movement, 'at'> & { at: Date }>(
    `select id, kind, lot, expiry::text as expiry, quantity::int as quantity, event, reason, at, by_name as by
       from emergency.movement where supply = $1 order by at desc, id limit 500`,
    [supply],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
