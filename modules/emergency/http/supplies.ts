import { append } from '@songhua/events';
import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import {
  movementDraft,
  type SupplyDetail,
  supplyDetail,
  supplyDraft,
  supplyList,
  supplyParams,
  supplyQuery,
} from '../contract.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { moveStock } from '../domain/move-stock.ts';
import { addLog } from '../store/reports.ts';
import { findLot, insertSupply, listMovements, lockSupply, moveLot } from '../store/supplies.ts';
import { loadSupplies } from './load-pool.ts';
import { holdEvent, loadSurroundings, readAreas, type Surroundings } from './load-surroundings.ts';

async function loadDetail(tx: Tx, around: Surroundings, id: string, now: Date): Promise<Result<SupplyDetail>> {
  const [supply] = await loadSupplies(tx, around, { ids: [id] }, now);
  return supply ? ok({ supply, movements: await listMovements(tx, id) }) : refuse('emergency.unknown-supply', { id });
}

export const listSuppliesRoute = route({
  method: 'GET',
  path: '/api/emergency/supplies',
  summary: { zh: '应急物资库存与预警', en: 'Supplies, their stock and what to warn of' },
  permission: 'emergency.read',
  people: 'none',
  query: supplyQuery,
  response: supplyList,
  handle: async ({ tx, actor, now, query: { area, warned } }) => {
    const around = await loadSurroundings(tx, actor);
    const areas = readAreas(around, area);
    if (!areas.ok) return areas;
    const supplies = await loadSupplies(tx, around, { areas: areas.value }, now);
    const isWarned = ({ warnings }: (typeof supplies)[number]): boolean => warnings.length > 0;
    const items = warned === undefined ? supplies : supplies.filter((one) => isWarned(one) === (warned === 'true'));
    return ok({ today: dayInBeijing(now), warned: supplies.filter(isWarned).length, items });
  },
});

export const readSupply = route({
  method: 'GET',
  path: '/api/emergency/supplies/:id',
  summary: { zh: '一种物资的批次与出入库记录', en: 'One supply with its lots and movements' },
  permission: 'emergency.read',
  people: 'none',
  params: supplyParams,
  response: supplyDetail,
  handle: async ({ tx, actor, now, params: { id } }) => loadDetail(tx, await loadSurroundings(tx, actor), id, now),
});

export const createSupply = route({
  method: 'POST',
  path: '/api/emergency/supplies',
  summary: { zh: '登记一种应急物资及最低储备', en: 'Register a supply with its minimum stock' },
  permission: 'emergency.command',
  people: 'none',
  body: supplyDraft,
  response: supplyDetail,
  handle: async ({ tx, actor, now, newId, body }) => {
    const around = await loadSurroundings(tx, actor);
    const scope = around.writeIn(body.area);
    if (!scope.ok) return scope;
    const id = newId();
    await insertSupply(tx, { ...body, id });
    await append(tx, 'emergency.supplies-changed', { id }, now);
    return loadDetail(tx, around, id, now);
  },
});

/** The event that supplies are issued for, held by whoever may write on it, is told of it. */
async function tellEvent(tx: Tx, actor: Actor, event: string, text: string, now: Date): Promise<void> {
  await addLog(tx, event, { kind: 'supply-moved', text }, actor, now);
  await append(tx, 'emergency.event-changed', { id: event }, now, `emergency/${event}`);
}

export const moveSupply = route({
  method: 'POST',
  path: '/api/emergency/supplies/:id/movements',
  summary: { zh: '入库、出库、报废或盘点，库存不会为负', en: 'Take in, issue, discard or count; stock is never negative' },
  permission: 'emergency.report',
  people: 'none',
  params: supplyParams,
  body: movementDraft,
  response: supplyDetail,
  handle: async ({ tx, actor, now, newId, params: { id }, body }) => {
    const around = await loadSurroundings(tx, actor);
    const supply = await lockSupply(tx, id);
    if (!supply) return refuse('emergency.unknown-supply', { id });
    const scope = around.writeIn(supply.area);
    if (!scope.ok) return scope;
    const left = moveStock(await findLot(tx, id, body.lot), body, dayInBeijing(now));
    if (!left.ok) return left;
    const held = body.event === null ? ok(null) : await holdEvent(tx, around, body.event, now);
    if (!held.ok) return held;
    await moveLot(tx, id, newId(), body, left.value, actor.name, now);
    if (body.event !== null) {
      const signed = body.kind === 'in' || body.kind === 'found' ? '+' : '−';
      await tellEvent(tx, actor, body.event, `${supply.name} ${signed}${body.quantity} ${supply.unit}`, now);
    }
    await append(tx, 'emergency.supplies-changed', { id }, now);
    return loadDetail(tx, around, id, now);
  },
});
