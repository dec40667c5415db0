import { type Actor, ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { Facility } from '../contract.ts';
import { beijingDay } from '../domain/days.ts';
import { measureTimes } from '../domain/measure-times.ts';
import { listConversions, listReady } from '../store/conversions.ts';
import { newestEquipment } from '../store/equipment.ts';
import { findFacility } from '../store/facilities.ts';
import { listLog } from '../store/log.ts';
import { listWards } from '../store/wards.ts';
import { loadSurroundings, type Surroundings } from './load-surroundings.ts';
import { loadOccupancy, showConversion, showWard } from './show-wards.ts';

const logLines = 200;
const pastConversions = 30;

/** A hospital that stands ready: its wards, their conversions and use, and what was done. */
export async function loadFacility(tx: Tx, actor: Actor, id: string, now: Date, known?: Surroundings): Promise<Result<Facility>> {
  const around = known ?? (await loadSurroundings(tx, actor));
  const facility = await findFacility(tx, id);
  if (!facility) return refuse('surge.unknown-facility', { institution: id });
  const { name, area, areaName } = around.institution(id);
  const wards = await listWards(tx, [id]);
  const occupancy = await loadOccupancy(tx, wards, now);
  const conversions = (await listConversions(tx, [id], pastConversions)).map((one) => showConversion(around, one, now));
  const open = new Map(
    conversions.filter(({ state }) => state !== 'declined' && state !== 'undone').map((one) => [one.ward, one]),
  );
  const ready = (await listReady(tx, [id])).map((one) => showConversion(around, one, now));
  return ok({
    now: now.toISOString(),
    today: beijingDay(now),
    ...{ ...facility, name, area, areaName },
    mayManage: around.manages(id).ok,
    mayReport: around.reports(id).ok,
    wards: wards.map((ward) => showWard(ward, occupancy.get(ward.id) ?? [], open.get(ward.id) ?? null)),
    equipment: await newestEquipment(tx, [id]),
    times: measureTimes(ready),
    past: conversions.filter(({ state }) => state === 'declined' || state === 'undone'),
    log: await listLog(tx, id, logLines),
  });
}
