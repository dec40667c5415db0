import { ok, type Result, refuse } from '@songhua/kernel';
import type { MovementDraft, Supply } from '../contract.ts';

type Lot = Pick<Supply['lots'][number], 'lot' | 'expiry' | 'quantity'>;

const adds: Readonly<Record<MovementDraft['kind'], 1 | -1>> = { in: 1, found: 1, out: -1, discard: -1, lost: -1 };

/**
 * The lot as a movement leaves it; never less than nothing. What has expired is not issued, only discarded; what was found or lost
 * needs a reason, and a lot keeps the expiry it came with.
 */
export function moveStock(
  lot: Lot | null,
  { kind, lot: name, expiry, quantity, reason }: MovementDraft,
  today: string,
): Result<Lot> {
  if ((kind === 'found' || kind === 'lost' || kind === 'discard') && reason === null)
    return refuse('emergency.reason-missing', { to: kind });
  if (kind === 'in' && lot && lot.expiry !== expiry)
    return refuse('emergency.other-expiry', { lot: name, expiry: lot.expiry ?? '—', given: expiry ?? '—' });
  if (kind === 'in' && expiry !== null && expiry < today) return refuse('emergency.expired', { lot: name, expiry });
  const now = lot ?? { lot: name, expiry, quantity: 0 };
  if (kind === 'out' && now.expiry !== null && now.expiry < today)
    return refuse('emergency.expired', { lot: name, expiry: now.expiry });
  const left = now.quantity + adds[kind] * quantity;
  if (left < 0) return refuse('emergency.not-enough', { lot: name, there: now.quantity, asked: quantity });
  if (left > 1_000_000_000) return refuse('emergency.too-much', { lot: name, most: 1_000_000_000 });
  return ok({ ...now, quantity: left });
}

/** Days before its expiry from which a lot is warned of. */
const warnDays = 90;

/** A lot is good until the end of its last day. */
export function judgeLot({ expiry }: Lot, today: string): Supply['lots'][number]['state'] {
  if (expiry === null) return 'good';
  if (expiry < today) return 'expired';
  return Date.parse(expiry) - Date.parse(today) <= warnDays * 86_400_000 ? 'expiring' : 'good';
}

/** What a supply has, what of it can be used, and what to warn of. */
export function judgeSupply(
  lots: readonly Lot[],
  minimum: number,
  today: string,
): Pick<Supply, 'lots' | 'stock' | 'usable' | 'warnings'> {
  const there = lots.filter(({ quantity }) => quantity > 0).map((lot) => ({ ...lot, state: judgeLot(lot, today) }));
  const sum = (of: typeof there): number => of.reduce((total, { quantity }) => total + quantity, 0);
  const usable = sum(there.filter(({ state }) => state !== 'expired'));
  const warnings: Supply['warnings'] = [];
  if (usable === 0) warnings.push('none-left');
  else if (usable < minimum) warnings.push('below-minimum');
  if (there.some(({ state }) => state === 'expired')) warnings.push('expired');
  if (there.some(({ state }) => state === 'expiring')) warnings.push('expiring');
  return { lots: there, stock: sum(there), usable, warnings };
}
